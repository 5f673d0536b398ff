"""Corrections, walked at random: no sequence of them loses an entry, a number, a received time, or opens anything."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.cases.terms import STRICTNESS, Act, EntryState, Level
from app.filings.errors import (
    CorrectionStepNotOpen,
    CorrectionUnderWay,
    EntryIsStruck,
    NotCorrectedSo,
    NothingToCorrect,
)
from app.filings.rules.corrections import (
    Change,
    Entered,
    check_alone,
    check_change,
    corrected,
    decided,
    decided_by,
    kinds_for,
    level_elsewhere,
)
from app.filings.terms import CorrectionKind, CorrectionState
from app.kernel.errors import Refusal

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
K = CorrectionKind
PEOPLE = st.integers(1, 4).map(lambda number: UUID(int=number))
CHANGES = st.builds(
    Change,
    kind=st.sampled_from(K),
    title=st.sampled_from(["Motion", "Answer", "Claim"]),
    type=st.sampled_from(["motion", "response"]),
    received_at=st.integers(-9000, 60).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    person_id=PEOPLE,
    side_id=PEOPLE,
)
ENTRIES = st.builds(
    Entered,
    kind=st.sampled_from(["filing", "paper", "order", "minute", "hearing", "correction"]),
    title=st.sampled_from(["Motion", "Answer", "Claim"]),
    level=st.sampled_from(Level),
    received_at=st.just(NOW),
    filer_id=PEOPLE,
    side_id=PEOPLE,
    type=st.sampled_from(["motion", "response"]),
)


@given(entry=ENTRIES, change=CHANGES)
def test_a_correction_changes_what_it_names_and_nothing_else(entry: Entered, change: Change) -> None:
    after = corrected(entry, change)
    may_change = {K.heading: "title", K.type: "type", K.date: "received_at", K.party: "side_id filer_id"}
    named = {"state", *may_change.get(change.kind, "").split()}
    for name in Entered.__dataclass_fields__:
        assert name in named or getattr(after, name) == getattr(entry, name), name
    assert after.state is not EntryState.stands


@given(entry=ENTRIES, change=CHANGES)
def test_whoever_filed_something_keeps_it_and_when_it_came_in(entry: Entered, change: Change) -> None:
    try:
        check_change(entry, change, NOW)
    except Refusal:
        return
    after = corrected(entry, change)
    if entry.kind == "filing":
        assert (after.filer_id, after.received_at) == (entry.filer_id, entry.received_at)


@given(entry=ENTRIES, kind=st.sampled_from(K))
def test_orders_minutes_and_whoever_reads_something_sealed_are_for_the_judge(entry: Entered, kind: K) -> None:
    sealed = entry.level not in (Level.public, Level.parties)
    judge = entry.kind in ("order", "minute") or (kind is K.party and sealed)
    assert decided_by(entry, kind) is (Act.order_correction if judge else Act.correct)


@given(entry=st.sampled_from(Level), case=st.sampled_from(Level), there=st.sampled_from(Level))
def test_what_goes_to_another_case_is_read_there_by_nobody_who_could_not_before(
    entry: Level, case: Level, there: Level
) -> None:
    before = max(STRICTNESS[entry], STRICTNESS[case])
    assert max(STRICTNESS[level_elsewhere(entry, case)], STRICTNESS[there]) >= before


def test_a_correction_is_never_corrected_itself_and_a_struck_entry_not_any_more() -> None:
    line = Entered("correction", "Correction of entry 1", Level.public, None)
    assert not kinds_for(line)
    with pytest.raises(NotCorrectedSo):
        check_change(line, Change(K.heading, title="Other"), NOW)
    struck = Entered("filing", "Motion", Level.public, NOW, state=EntryState.struck)
    assert not kinds_for(struck)
    with pytest.raises(EntryIsStruck):
        check_change(struck, Change(K.strike), NOW)


def test_what_stands_like_this_already_is_not_corrected() -> None:
    with pytest.raises(NothingToCorrect):
        check_change(Entered("filing", "Motion", Level.public, NOW), Change(K.heading, title="Motion"), NOW)


@pytest.mark.parametrize("state", CorrectionState)
def test_only_what_waits_for_a_decision_is_decided(state: CorrectionState) -> None:
    if state is CorrectionState.asked:
        assert decided(state, grant=True) is CorrectionState.due
        assert decided(state, grant=False) is CorrectionState.refused
        return
    with pytest.raises(CorrectionStepNotOpen):
        decided(state, grant=True)


def test_one_correction_of_an_entry_waits_for_its_minute_at_a_time() -> None:
    check_alone([CorrectionState.asked, CorrectionState.made])
    with pytest.raises(CorrectionUnderWay):
        check_alone([CorrectionState.due])


class DocketUnderCorrection(RuleBasedStateMachine):
    """A docket of a case and of another one, corrected at random; every line that ever was stays where it was."""

    def __init__(self) -> None:
        super().__init__()
        kinds = ("filing", "paper", "order", "filing")
        self.here = {n: Entered(kind, "Motion", Level.public, NOW, UUID(int=1)) for n, kind in enumerate(kinds, 1)}
        self.there: dict[int, Entered] = {}
        self.kept: list[tuple[int, Entered]] = []
        self.first = dict(self.here)

    @rule(number=st.integers(1, 12), change=CHANGES)
    def somebody_corrects(self, number: int, change: Change) -> None:
        entry = self.here.get(number)
        if entry is None:
            return
        try:
            check_change(entry, change, NOW)
        except Refusal:
            return
        self.kept.append((number, entry))
        self.here[number] = corrected(entry, change)
        self.here[len(self.here) + 1] = Entered("correction", f"Correction of entry {number}", entry.level, None)
        if change.kind is K.case:
            self.there[len(self.there) + 1] = entry

    @invariant()
    def every_number_is_still_there_and_none_is_missing(self) -> None:
        assert sorted(self.here) == list(range(1, len(self.here) + 1))

    @invariant()
    def when_each_filing_came_in_stands_or_is_kept(self) -> None:
        for number, entry in self.first.items():
            times = {self.here[number].received_at, *(one.received_at for n, one in self.kept if n == number)}
            assert entry.received_at in times
            if entry.kind == "filing":
                assert self.here[number].received_at == entry.received_at

    @invariant()
    def whatever_went_to_another_case_kept_its_time(self) -> None:
        assert all(entry.received_at is not None for entry in self.there.values())
        struck = [one for one in self.here.values() if one.state is EntryState.struck]
        assert len(struck) >= len(self.there)

    @invariant()
    def every_title_that_ever_stood_is_kept(self) -> None:
        for number, entry in self.first.items():
            assert entry.title in {self.here[number].title, *(one.title for n, one in self.kept if n == number)}


TestDocketUnderCorrection = DocketUnderCorrection.TestCase
