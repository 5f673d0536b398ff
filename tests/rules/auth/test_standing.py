"""How long a sign-in and an invitation last (ASVS 5.0 §7.3)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.rules import SignInFacts, invitation_open, stands
from app.auth.terms import IDLE, LONGEST, Desk
from tests.builders import NOW

HOURS = st.integers(0, 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


def facts(desk: Desk = Desk.clerk, *, invited: bool = False, **changes: object) -> SignInFacts:
    """Opened and seen now, good for the longest time."""
    fields: dict[str, object] = {"created_at": NOW, "seen_at": NOW, "expires_at": NOW + LONGEST, "ended_at": None}
    return SignInFacts(desk=desk, invited=invited, **fields | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("desk", Desk)
def test_every_desk_has_an_idle_time_shorter_than_the_longest(desk: Desk) -> None:
    assert timedelta() < IDLE[desk] < LONGEST


@pytest.mark.parametrize("desk", Desk)
def test_a_sign_in_stands_until_the_instant_its_idle_time_is_over(desk: Desk) -> None:
    assert stands(facts(desk), NOW + IDLE[desk] - timedelta(microseconds=1))
    assert not stands(facts(desk), NOW + IDLE[desk])


def test_who_looks_after_the_installation_is_signed_out_sooner_than_who_works_at_a_desk() -> None:
    assert IDLE[Desk.administrator] < IDLE[Desk.clerk]


def test_waiting_does_not_end_the_sign_in_of_somebody_invited() -> None:
    assert stands(facts(Desk.participant, invited=True), NOW + LONGEST - timedelta(seconds=1))
    assert not stands(facts(Desk.participant, invited=True), NOW + LONGEST)


@given(desk=st.sampled_from(Desk), invited=st.booleans(), age=HOURS, quiet=HOURS, later=HOURS)
def test_what_has_ended_never_stands_again(
    desk: Desk, invited: bool, age: timedelta, quiet: timedelta, later: timedelta
) -> None:
    row = facts(desk, invited=invited, seen_at=NOW + age)
    if not stands(row, NOW + age + quiet):
        assert not stands(row, NOW + age + quiet + later)


@given(desk=st.sampled_from(Desk), invited=st.booleans(), used=HOURS)
def test_no_use_makes_a_sign_in_outlast_its_longest_time_its_expiry_or_its_end(
    desk: Desk, invited: bool, used: timedelta
) -> None:
    at = NOW + used
    fresh = facts(desk, invited=invited, seen_at=at)
    assert stands(fresh, at) == (used < LONGEST)
    assert not stands(facts(desk, invited=invited, seen_at=at, expires_at=at), at)
    assert not stands(facts(desk, invited=invited, seen_at=at, ended_at=at), at)


def test_an_invitation_is_open_until_it_expires_or_is_recalled() -> None:
    until = NOW + timedelta(hours=1)
    assert invitation_open(until, None, until - timedelta(microseconds=1))
    assert not invitation_open(until, None, until)
    assert not invitation_open(until, NOW, NOW)
