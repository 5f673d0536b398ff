"""The life of a filing, walked at random: nothing outside the table happens, and nothing is undone by accident."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.filings.errors import StepNotOpen, TooLateToUndo
from app.filings.rules.life import EDITABLE, ON_RECORD, TABLE, advance, allowed, received_at
from app.filings.rules.recall import check_undo
from app.filings.terms import Act, FilingStatus

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
TIMES = st.integers(0, 60 * 24 * 40).map(lambda minutes: AT + timedelta(minutes=minutes))


@pytest.mark.parametrize("status", FilingStatus)
@pytest.mark.parametrize("act", Act)
def test_what_is_not_in_the_table_is_refused(status: FilingStatus, act: Act) -> None:
    assert allowed(status, act) == ((status, act) in TABLE)
    if allowed(status, act):
        assert advance(status, act) is TABLE[status, act]
    else:
        with pytest.raises(StepNotOpen):
            advance(status, act)


def test_every_state_is_reached_and_the_last_ones_are_final() -> None:
    reached, open_states = {FilingStatus.draft}, {status for status, _ in TABLE}
    for _ in FilingStatus:
        reached |= {after for (before, _act), after in TABLE.items() if before in reached}
    assert reached == set(FilingStatus)
    assert set(FilingStatus) - open_states == {FilingStatus.rejected, FilingStatus.withdrawn}
    assert {act for status, act in TABLE if status is FilingStatus.served} == {Act.move}


def test_nothing_on_the_docket_is_ever_taken_off_by_a_step() -> None:
    assert all(after in ON_RECORD for (before, _), after in TABLE.items() if before in ON_RECORD)


@given(first=TIMES, cure=TIMES, now=TIMES)
def test_a_filing_corrected_in_time_keeps_its_first_received_time(
    first: datetime, cure: datetime, now: datetime
) -> None:
    assert received_at(first, cure, now) == (first if now <= cure else now)
    assert received_at(None, None, now) == now


@given(effective=TIMES, now=TIMES)
def test_an_acceptance_is_undone_only_before_it_takes_effect(effective: datetime, now: datetime) -> None:
    if now < effective:
        check_undo(effective, now)
    else:
        with pytest.raises(TooLateToUndo):
            check_undo(effective, now)


class LifeOfAFiling(RuleBasedStateMachine):
    """Acts in any order; the received time moves only when a correction comes too late."""

    def __init__(self) -> None:
        super().__init__()
        self.status = FilingStatus.draft
        self.now = AT
        self.received: datetime | None = None
        self.cure_by: datetime | None = None
        self.seen: list[FilingStatus] = [self.status]

    @rule(minutes=st.integers(0, 60 * 24 * 10))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(act=st.sampled_from(Act))
    def somebody_acts(self, act: Act) -> None:
        before = self.status
        try:
            self.status = advance(self.status, act)
        except StepNotOpen:
            assert self.status is before
            return
        self.seen.append(self.status)
        if act is Act.submit:
            self._submitted()
        if act is Act.send_back:
            self.cure_by = self.now + timedelta(days=7)

    def _submitted(self) -> None:
        first, in_time = self.received, self.cure_by is not None and self.now <= self.cure_by
        self.received = received_at(self.received, self.cure_by, self.now)
        assert self.received == (first if first and in_time else self.now)

    @precondition(lambda self: self.status is not FilingStatus.draft)
    @invariant()
    def what_was_filed_has_a_received_time(self) -> None:
        assert self.received is not None
        assert self.received <= self.now

    @invariant()
    def nothing_is_docketed_that_was_not_accepted(self) -> None:
        if FilingStatus.docketed in self.seen:
            assert FilingStatus.accepted in self.seen[: self.seen.index(FilingStatus.docketed)]

    @invariant()
    def only_drafts_and_returned_filings_can_be_changed(self) -> None:
        assert (self.status in EDITABLE) == allowed(self.status, Act.submit)


TestLifeOfAFiling = LifeOfAFiling.TestCase
