"""When lost packets and keyframes are asked for, and what is told of a source."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from app.media.embedded.gaps import MOST_ASKED, WIDEST_GAP, Gaps
from app.media.embedded.keyframes import KeyframeWish
from app.media.embedded.presence import Presence


@settings(max_examples=60)
@given(st.sets(st.integers(1, 99), max_size=40), st.data())
def test_exactly_what_is_missing_is_asked_for(lost: set[int], data: st.DataObject) -> None:
    gaps = Gaps()
    for number in range(101):
        if number not in lost:
            gaps.add(number)
    assert gaps.ask() == sorted(lost)
    back = data.draw(st.sets(st.sampled_from(sorted(lost)))) if lost else set()
    for number in back:
        gaps.add(number)
    assert gaps.ask() == sorted(lost - back)


def test_a_packet_is_asked_for_a_few_times_and_then_given_up() -> None:
    gaps = Gaps()
    gaps.add(1)
    gaps.add(3)
    assert [gaps.ask() for _ in range(MOST_ASKED + 1)] == [[2]] * MOST_ASKED + [[]]


def test_a_packet_long_past_is_given_up() -> None:
    gaps = Gaps()
    gaps.add(1)
    for number in range(3, 4 + WIDEST_GAP):
        gaps.add(number)
    assert gaps.ask() == []


def test_a_leap_is_a_restart_and_not_a_loss() -> None:
    gaps = Gaps()
    gaps.add(1)
    assert gaps.add(30_000) > WIDEST_GAP
    assert gaps.ask() == []


def test_what_nobody_was_bound_to_is_not_missed_afterwards() -> None:
    gaps = Gaps()
    gaps.add(1)
    gaps.forget()
    assert gaps.add(50) == 0
    assert gaps.ask() == []


@settings(max_examples=60)
@given(st.lists(st.tuples(st.booleans(), st.floats(0.01, 0.5)), max_size=60))
def test_keyframes_are_asked_for_at_most_every_three_tenths_and_until_one_passes(
    steps: list[tuple[bool, float]],
) -> None:
    wish, now, asked = KeyframeWish(), 0.0, []
    for again, pause in steps:
        now += pause
        if wish.want(now) if again else wish.due(now):
            asked.append(now)
    assert all(later - earlier >= 0.3 - 1e-9 for earlier, later in itertools.pairwise(asked))
    if any(again for again, _ in steps):
        assert asked
        assert wish.due(now + 1.1)
    wish.passed()
    assert not wish.due(now + 100)


def test_a_wish_right_after_a_request_is_not_forgotten() -> None:
    wish = KeyframeWish()
    assert wish.want(0.0)
    wish.passed()
    assert not wish.want(0.1)
    assert not wish.due(0.2)
    assert wish.due(0.31)


def test_a_source_begins_and_falls_silent_once_each() -> None:
    presence = Presence()
    assert presence.turned(0.0) is None
    presence.heard(1.0)
    assert [presence.turned(1.1), presence.turned(2.9)] == [True, None]
    assert [presence.turned(3.0), presence.turned(9.0)] == [False, None]
    presence.heard(10.0)
    assert presence.turned(10.0) is True


def test_the_loudest_moment_is_told_and_silence_once() -> None:
    presence = Presence()
    assert presence.take_level() is None
    for level in (60, 20, 90):
        presence.level(level)
    assert [presence.take_level() for _ in range(3)] == [20, 127, None]
