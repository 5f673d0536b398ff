"""How long a sign-in and an invitation last (ASVS 5.0 §7.3)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.rules import SignInFacts, invitation_open, life_of, stands
from app.auth.terms import ACCESS_TOKEN_LIFE, LIFE, LIFE_BY_INVITATION, LIFE_OF_PROGRAM, Desk
from tests.builders import NOW

MINUTES = st.integers(0, 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
KINDS = st.sampled_from([*((desk, False, False) for desk in Desk), (Desk.participant, True, False)])
A_WHILE = timedelta(days=60)


def facts(desk: Desk = Desk.clerk, *, invited: bool = False, program: bool = False, **changes: object) -> SignInFacts:
    """Opened and seen now, with an expiry that is far away."""
    fields: dict[str, object] = {"created_at": NOW, "seen_at": NOW, "expires_at": NOW + A_WHILE, "ended_at": None}
    return SignInFacts(desk=desk, invited=invited, program=program, **fields | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("desk", Desk)
def test_every_desk_has_an_idle_time_shorter_than_the_longest_and_none_lasts_into_the_next_day(desk: Desk) -> None:
    assert timedelta() < LIFE[desk].idle < LIFE[desk].longest <= timedelta(hours=12)


@pytest.mark.parametrize("desk", Desk)
def test_a_sign_in_stands_until_the_instant_its_idle_time_is_over(desk: Desk) -> None:
    assert stands(facts(desk), NOW + LIFE[desk].idle - timedelta(microseconds=1))
    assert not stands(facts(desk), NOW + LIFE[desk].idle)


@pytest.mark.parametrize("desk", Desk)
def test_a_sign_in_in_use_stands_until_the_instant_its_longest_time_is_over(desk: Desk) -> None:
    end = NOW + LIFE[desk].longest
    assert stands(facts(desk, seen_at=end), end - timedelta(microseconds=1))
    assert not stands(facts(desk, seen_at=end), end)


def test_who_looks_after_the_installation_is_signed_out_sooner_than_who_works_at_a_desk() -> None:
    assert LIFE[Desk.administrator].idle < LIFE[Desk.clerk].idle
    assert LIFE[Desk.administrator].longest < LIFE[Desk.clerk].longest


def test_waiting_does_not_end_the_sign_in_of_somebody_invited() -> None:
    assert stands(facts(Desk.participant, invited=True), NOW + LIFE_BY_INVITATION.longest - timedelta(seconds=1))
    assert not stands(facts(Desk.participant, invited=True), NOW + LIFE_BY_INVITATION.longest)


@pytest.mark.parametrize("desk", Desk)
def test_a_program_that_does_not_renew_its_token_for_a_week_begins_again_and_so_does_each_after_a_month(
    desk: Desk,
) -> None:
    program = facts(desk, program=True)
    assert ACCESS_TOKEN_LIFE < LIFE_OF_PROGRAM.idle < LIFE_OF_PROGRAM.longest
    assert stands(program, NOW + LIFE_OF_PROGRAM.idle - timedelta(seconds=1))
    assert not stands(program, NOW + LIFE_OF_PROGRAM.idle)
    end = NOW + LIFE_OF_PROGRAM.longest
    assert not stands(facts(desk, program=True, seen_at=end), end)


@given(kind=KINDS, age=MINUTES, quiet=MINUTES, later=MINUTES)
def test_what_has_ended_never_stands_again(
    kind: tuple[Desk, bool, bool], age: timedelta, quiet: timedelta, later: timedelta
) -> None:
    desk, invited, program = kind
    row = facts(desk, invited=invited, program=program, seen_at=NOW + age)
    if not stands(row, NOW + age + quiet):
        assert not stands(row, NOW + age + quiet + later)


@given(kind=KINDS, used=MINUTES)
def test_no_use_makes_a_sign_in_outlast_its_longest_time_its_expiry_or_its_end(
    kind: tuple[Desk, bool, bool], used: timedelta
) -> None:
    (desk, invited, program), at = kind, NOW + used
    fresh = facts(desk, invited=invited, program=program, seen_at=at)
    assert stands(fresh, at) == (used < life_of(desk, invited=invited, program=program).longest)
    assert not stands(facts(desk, invited=invited, seen_at=at, expires_at=at), at)
    assert not stands(facts(desk, invited=invited, seen_at=at, ended_at=at), at)


def test_an_invitation_is_open_until_it_expires_or_is_recalled() -> None:
    until = NOW + timedelta(hours=1)
    assert invitation_open(until, None, until - timedelta(microseconds=1))
    assert not invitation_open(until, None, until)
    assert not invitation_open(until, NOW, NOW)
