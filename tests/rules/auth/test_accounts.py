"""Who may give out, change and close accounts, and when the link to set one up still does."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.errors import (
    AccountClosed,
    AccountNotOfACourt,
    AlreadySetUp,
    CourtNeeded,
    LastAdministrator,
    NotYourOwnAccount,
    OnlyAdministrators,
    WrongSetUpLink,
)
from app.auth.rules.accounts import (
    check_another,
    check_link,
    check_one_is_left,
    check_place,
    check_waits,
    require_administrator,
    standing_of,
)
from app.auth.terms import Desk, Holder, Standing
from tests.builders import NOW

DESKS, STANDINGS = st.sampled_from(Desk), st.sampled_from(Standing)
HOLDERS = st.builds(Holder, st.uuids(), st.uuids(), DESKS, STANDINGS)


@given(DESKS)
def test_accounts_are_given_out_by_administrators_alone(desk: Desk) -> None:
    if desk is Desk.administrator:
        require_administrator(desk)
        return
    with pytest.raises(OnlyAdministrators):
        require_administrator(desk)


@given(DESKS, st.none() | st.uuids())
def test_clerks_and_judges_belong_to_one_court_and_nobody_else_does(desk: Desk, court_id: object) -> None:
    belongs = desk in {Desk.clerk, Desk.judge}
    if belongs == (court_id is not None):
        check_place(desk, court_id)  # type: ignore[arg-type]
        return
    with pytest.raises(CourtNeeded if belongs else AccountNotOfACourt):
        check_place(desk, court_id)  # type: ignore[arg-type]


@given(HOLDERS)
def test_nobody_changes_their_own_account(holder: Holder) -> None:
    check_another(uuid4(), holder)
    with pytest.raises(NotYourOwnAccount):
        check_another(holder.person_id, holder)


@given(st.lists(HOLDERS, min_size=1, max_size=6))
def test_an_administrator_who_can_come_in_is_always_left(holders: list[Holder]) -> None:
    leaving, *others = holders
    works = [one for one in others if (one.desk, one.standing) == (Desk.administrator, Standing.open)]
    if (leaving.desk, leaving.standing) == (Desk.administrator, Standing.open) and not works:
        with pytest.raises(LastAdministrator):
            check_one_is_left(leaving, holders)
        return
    check_one_is_left(leaving, holders)


def test_an_administrator_who_has_not_set_up_their_account_does_not_count() -> None:
    leaving = Holder(uuid4(), uuid4(), Desk.administrator, Standing.open)
    coming = Holder(uuid4(), uuid4(), Desk.administrator, Standing.waiting)
    with pytest.raises(LastAdministrator):
        check_one_is_left(leaving, [leaving, coming])


def test_a_fresh_link_is_for_an_account_that_waits_and_for_no_other() -> None:
    made = {standing: Holder(uuid4(), uuid4(), Desk.judge, standing) for standing in Standing}
    check_waits(made[Standing.waiting])
    with pytest.raises(AlreadySetUp):
        check_waits(made[Standing.open])
    with pytest.raises(AccountClosed):
        check_waits(made[Standing.closed])


@given(st.booleans(), st.booleans(), st.integers(-100, 100))
def test_used_expired_and_closed_are_one_answer(ended: bool, closed: bool, seconds_left: int) -> None:
    expires_at = NOW + timedelta(seconds=seconds_left)
    if not ended and not closed and seconds_left > 0:
        check_link(ended, expires_at, closed, NOW)
        return
    with pytest.raises(WrongSetUpLink) as refused:
        check_link(ended, expires_at, closed, NOW)
    assert refused.value.data == {}


def test_an_account_waits_from_its_first_link_to_the_use_of_one() -> None:
    assert standing_of(closed=False, links=True, used=False) is Standing.waiting
    assert standing_of(closed=False, links=True, used=True) is Standing.open
    assert standing_of(closed=False, links=False, used=False) is Standing.open
    assert standing_of(closed=True, links=True, used=True) is Standing.closed
