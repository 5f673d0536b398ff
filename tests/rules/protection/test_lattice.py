"""Exposures form a lattice, and what is hidden shows nothing."""

import pytest
from hypothesis import given

from app.protection.terms import FULL, NOTHING, Exposure, Name, Presence, Video, Voice, Words
from tests.rules.protection.generated import exposures


@given(exposures, exposures, exposures)
def test_meet_and_join_do_not_depend_on_order_or_grouping(a: Exposure, b: Exposure, c: Exposure) -> None:
    assert a.meet(b) == b.meet(a)
    assert a.join(b) == b.join(a)
    assert a.meet(b).meet(c) == a.meet(b.meet(c))
    assert a.join(b).join(c) == a.join(b.join(c))
    assert a.meet(a.join(b)) == a == a.join(a.meet(b))


@given(exposures, exposures, exposures)
def test_a_meet_is_the_most_that_both_allow(a: Exposure, b: Exposure, c: Exposure) -> None:
    assert a.meet(b) <= a
    assert a.meet(b) <= b
    assert not (c <= a and c <= b) or c <= a.meet(b)
    assert (a <= b) == (a.meet(b) == a) == (a.join(b) == b)


@given(exposures)
def test_everything_lies_between_nothing_and_full(a: Exposure) -> None:
    assert NOTHING <= a <= FULL


def test_hidden_is_nothing_in_every_other_component() -> None:
    assert Exposure(Video.FULL, Voice.FULL, Words.LIVE, Name.FULL, Presence.HIDDEN) == NOTHING


def test_without_words_there_is_no_voice() -> None:
    silent = Exposure(Video.FULL, Voice.FULL, Words.NONE, Name.FULL, Presence.SHOWN)
    assert silent.voice is Voice.NONE


def test_levels_of_different_components_do_not_compare() -> None:
    with pytest.raises(TypeError):
        assert Video.NONE < Voice.FULL  # type: ignore[operator]
