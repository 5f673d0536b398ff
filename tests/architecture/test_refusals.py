"""Every refusal can be told apart, read, and acted on."""

import re
from collections import Counter

import pytest

from app.kernel.errors import Refusal, all_refusals
from tests.architecture.source import import_everything

import_everything()
REFUSALS = [refusal for refusal in all_refusals() if refusal.__module__.startswith("app.")]


def test_every_refusal_has_a_code_of_its_own() -> None:
    assert [code for code, uses in Counter(refusal.code for refusal in REFUSALS).items() if uses > 1] == []


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.__name__)
def test_a_refusal_says_what_happened_and_what_to_do_next(refusal: type[Refusal]) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", refusal.code)
    assert refusal.title.endswith((".", "?"))
    assert refusal.hint.endswith(".")


def test_no_two_refusals_say_the_same() -> None:
    own = Counter(refusal.title for refusal in REFUSALS if "title" in vars(refusal))
    assert [title for title, uses in own.items() if uses > 1] == []
