"""Every setting is in the operator's handbook, and the handbook names no other."""

import re

from app.settings import Settings
from tests.architecture.source import ROOT

DOCUMENTED = set(re.findall(r"^\| `(EJ_[A-Z_]+)`", (ROOT / "docs/operations.md").read_text(), re.MULTILINE))
KNOWN = {f"EJ_{name.upper()}" for name in Settings.model_fields}


def test_every_setting_is_documented() -> None:
    assert set() == KNOWN - DOCUMENTED


def test_no_setting_is_documented_that_does_not_exist() -> None:
    assert set() == DOCUMENTED - KNOWN
