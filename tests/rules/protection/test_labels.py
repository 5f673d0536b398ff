"""Law 9: the name shown is what exposure allows, and nothing else about a label gives it away."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.protected import Protected
from app.protection.errors import NoPseudonymLeft
from app.protection.exposure import exposure
from app.protection.labels import PARTS, CaseView, Label, Named, draw_pseudonym, label_for
from app.protection.terms import Attendee, Name, Presence, Preset, Role, Rulings, Setting
from tests.rules.protection.generated import (
    AT,
    JUDGE,
    PAGE,
    PUBLIC,
    W,
    X,
    attendees,
    on_floor,
    order,
    rulings,
    settings_any,
)

CANARY = "Zdenka Quillfeather"


def _named(attendee: Attendee) -> Named:
    return Named(attendee, Protected(CANARY), "B4")


@given(attendees, attendees, settings_any, rulings)
def test_a_label_opens_a_name_only_where_exposure_does(
    viewer: Attendee, person: Attendee, setting: Setting, rulings: Rulings
) -> None:
    allowed = exposure(viewer, person, setting, rulings, AT)
    label = label_for(viewer, _named(person), CaseView(setting, rulings, AT))
    shown = f"{label!r} {label.words}"
    assert (CANARY in shown) == (allowed.name is Name.FULL)
    assert ("B4" in shown) == (allowed.name is Name.PSEUDONYM)
    assert label.hidden == (allowed.presence is Presence.HIDDEN)
    if label.hidden:
        assert label == Label()


def test_the_judge_reads_the_name_and_the_public_a_pseudonym() -> None:
    view = CaseView(PAGE, Rulings((order(Preset.P3),)), AT)
    assert label_for(on_floor(JUDGE), _named(on_floor(W)), view).words == CANARY
    assert label_for(on_floor(PUBLIC), _named(on_floor(W)), view).words == "Witness B4"


def test_without_a_pseudonym_the_part_stands_in() -> None:
    view = CaseView(PAGE, Rulings((order(Preset.P3),)), AT)
    nameless = Named(on_floor(W), Protected(CANARY))
    assert label_for(on_floor(PUBLIC), nameless, view).words == "witness"


def test_a_label_is_in_the_language_of_its_viewer() -> None:
    german = {"Witness %(code)s": "Zeugin %(code)s", "witness": "Zeugin"}
    view = CaseView(PAGE, Rulings((order(Preset.P3),)), AT)
    label = label_for(on_floor(PUBLIC), _named(on_floor(W)), view, lambda text: german.get(text, text))
    assert (label.text, label.part) == ("Zeugin B4", "Zeugin")


def test_every_part_has_a_neutral_word() -> None:
    assert set(PARTS) == set(Role)
    assert not [word for word in PARTS.values() if "protect" in word or "victim" in word or "suspect" in word]


def test_an_accused_reads_the_pseudonym_where_identity_is_withheld_from_him() -> None:
    view = CaseView(PAGE, Rulings((order(Preset.P4),)), AT)
    assert label_for(on_floor(X), _named(on_floor(W)), view).words == "Witness B4"


@given(st.text("abcdefgh ", min_size=1, max_size=12), st.integers(0, 2**32))
def test_a_pseudonym_is_free_and_never_an_initial(name: str, seed: int) -> None:
    choose = random.Random(seed).choice
    taken: set[str] = set()
    for _ in range(20):
        code = draw_pseudonym(Protected(name), taken, choose)
        assert code not in taken
        assert len(code) == 2
        assert code[0] not in {word[0].upper() for word in name.split()}
        taken.add(code)


def test_pseudonyms_are_no_sequence() -> None:
    def last(free: Sequence[str]) -> str:
        return free[-1]

    first = draw_pseudonym(Protected("Ada Berger"), (), last)
    assert first == "Z9"
    offered: list[str] = []
    draw_pseudonym(Protected("Ada Berger"), {"Z9"}, lambda free: offered.extend(free) or free[0])  # type: ignore[func-returns-value]
    assert len(offered) > 100
    assert "Z9" not in offered


def test_when_every_pseudonym_is_taken_the_court_is_told() -> None:
    everything = {letter + digit for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for digit in "0123456789"}
    with pytest.raises(NoPseudonymLeft):
        draw_pseudonym(Protected("Ada"), everything, lambda free: free[0])
