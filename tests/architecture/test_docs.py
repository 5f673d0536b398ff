"""What the documents claim exists: tests they name, files they link to."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

DOCUMENTS = [ROOT / "README.md", *ROOT.glob("docs/**/*.md"), ROOT / "CHANGELOG.md", ROOT / "SECURITY.md"]
_NAMED = re.compile(r"`(test_\w+)`")
_LINKED = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


@pytest.mark.parametrize("document", ["features.md", "protection.md"])
def test_every_test_a_document_names_exists(document: str) -> None:
    files = ROOT.glob("tests/**/test_*.py")
    known = {name for file in files for name in re.findall(r"def (test_\w+)", file.read_text())}
    named = set(_NAMED.findall((ROOT / "docs" / document).read_text()))
    assert named
    assert named <= known, named - known


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_every_link_between_documents_leads_to_a_file(document: Path) -> None:
    missing = [link for link in _LINKED.findall(document.read_text()) if not (document.parent / link).exists()]
    assert missing == []
