"""Emergency access takes two officers, a reason and an end; nobody lets themself in and nothing runs on."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.terms import Desk
from app.cases.errors import (
    AnotherOfficerNeeded,
    BreakGlassNotFound,
    BreakGlassTooLong,
    NoLongerRunning,
    NoLongerWaiting,
    NotYetOver,
    OnlyJudgesOfTheCase,
    OnlyOfficers,
)
from app.cases.rules.break_glass import (
    Asked,
    Officer,
    check_asking,
    check_deciding,
    check_ending,
    check_reading,
    check_reviewing,
    opens,
    require_judge_of_the_case,
    sees_waiting,
    stage,
    whom_it_concerns,
)
from app.cases.terms.break_glass import Decision, Stage
from app.kernel.errors import Refusal
from tests.builders import NOW

COURT, OTHER_COURT = uuid4(), uuid4()
ASKER, ALLOWER, STRANGER = uuid4(), uuid4(), uuid4()
DESKS = st.sampled_from(Desk)
LATER = st.timedeltas(timedelta(0), timedelta(hours=8))


def asked(**changes: object) -> Asked:
    fields: dict[str, object] = {"asked_by": ASKER, "asked_court_id": COURT, "asked_at": NOW}
    return Asked(**fields | changes)  # type: ignore[arg-type]


def allowed(**changes: object) -> Asked:
    fields = {"decision": Decision.allowed, "decided_by": ALLOWER, "until": NOW + timedelta(hours=1)}
    return asked(**fields | changes)


def officer(person_id: UUID = ALLOWER, desk: Desk = Desk.judge, court_id: UUID | None = COURT) -> Officer:
    return Officer(person_id, desk, court_id)


@given(DESKS, st.integers(-10, 1000))
def test_an_officer_asks_for_five_minutes_to_four_hours(desk: Desk, minutes: int) -> None:
    if desk not in {Desk.clerk, Desk.judge, Desk.registrar}:
        with pytest.raises(OnlyOfficers):
            check_asking(desk, minutes)
    elif not 5 <= minutes <= 240:
        with pytest.raises(BreakGlassTooLong):
            check_asking(desk, minutes)
    else:
        check_asking(desk, minutes)


@given(DESKS)
def test_only_a_judge_or_a_registrar_allows_and_an_administrator_never(desk: Desk) -> None:
    if desk in {Desk.judge, Desk.registrar}:
        check_deciding(officer(desk=desk), asked(), NOW)
        return
    with pytest.raises(OnlyOfficers):
        check_deciding(officer(desk=desk), asked(), NOW)


@given(st.sampled_from([Desk.judge, Desk.registrar]))
def test_nobody_lets_themself_in(desk: Desk) -> None:
    with pytest.raises(AnotherOfficerNeeded):
        check_deciding(officer(ASKER, desk), asked(), NOW)


@given(LATER)
def test_a_request_waits_for_half_an_hour(later: timedelta) -> None:
    if later < timedelta(minutes=30):
        check_deciding(officer(), asked(), NOW + later)
        return
    assert stage(asked(), NOW + later) is Stage.lapsed
    with pytest.raises(NoLongerWaiting):
        check_deciding(officer(), asked(), NOW + later)


@given(st.sampled_from(list(Decision)))
def test_what_was_decided_is_decided(decision: Decision) -> None:
    with pytest.raises(NoLongerWaiting):
        check_deciding(officer(), asked(decision=decision, until=NOW + timedelta(hours=1)), NOW)


def test_an_officer_of_another_court_does_not_learn_that_somebody_asked() -> None:
    assert not sees_waiting(officer(court_id=OTHER_COURT), asked())
    with pytest.raises(BreakGlassNotFound):
        check_deciding(officer(court_id=OTHER_COURT), asked(), NOW)
    assert sees_waiting(officer(desk=Desk.registrar, court_id=None), asked())
    assert not sees_waiting(officer(STRANGER, Desk.clerk), asked())


@given(LATER, st.none() | LATER)
def test_it_ends_by_itself_or_earlier_and_never_runs_on(later: timedelta, ended: timedelta | None) -> None:
    ended_at = NOW + ended if ended is not None else None
    one, at = allowed(ended_at=ended_at), NOW + later
    runs = at < NOW + timedelta(hours=1) and (ended_at is None or at < ended_at)
    if ended_at is not None and ended_at > NOW + timedelta(hours=1):
        return  # nobody ends what is over
    assert (stage(one, at) is Stage.running) == runs
    if runs:
        check_reading(ASKER, one, at)
        return
    with pytest.raises(NoLongerRunning):
        check_reading(ASKER, one, at)


@given(st.sampled_from([ALLOWER, STRANGER]))
def test_only_whoever_asked_reads_by_it(reader: UUID) -> None:
    with pytest.raises(BreakGlassNotFound):
        check_reading(reader, allowed(), NOW)


@given(st.sampled_from([None, COURT, OTHER_COURT]), st.sampled_from([None, COURT, OTHER_COURT]), st.booleans())
def test_it_opens_a_case_of_the_court_of_both_and_never_ones_own(
    of_asker: UUID | None, of_allower: UUID | None, own: bool
) -> None:
    parties = [ASKER] if own else [STRANGER]
    found = opens(ASKER, officer(court_id=of_allower), asked(asked_court_id=of_asker), COURT, parties)
    assert found == (not own and OTHER_COURT not in {of_asker, of_allower})
    assert not opens(ASKER, officer(court_id=of_allower), asked(asked_court_id=of_asker), COURT, [ALLOWER])


@given(st.booleans(), st.sampled_from([ASKER, ALLOWER, STRANGER]))
def test_both_officers_and_the_judge_end_it(is_judge: bool, who: UUID) -> None:
    if is_judge or who is not STRANGER:
        check_ending(officer(who), allowed(), is_judge, NOW)
        with pytest.raises(NoLongerRunning):
            check_ending(officer(who), allowed(), is_judge, NOW + timedelta(hours=2))
        return
    with pytest.raises(BreakGlassNotFound):
        check_ending(officer(who), allowed(), is_judge, NOW)


@pytest.mark.parametrize(
    ("is_judge", "at", "refusal"),
    [
        (True, NOW + timedelta(hours=2), None),
        (True, NOW, NotYetOver),
        (False, NOW + timedelta(hours=2), BreakGlassNotFound),
    ],
)
def test_a_judge_of_the_case_looks_at_it_when_it_is_over(
    is_judge: bool, at: datetime, refusal: type[Refusal] | None
) -> None:
    if refusal is None:
        check_reviewing(is_judge, allowed(), at)
        return
    with pytest.raises(refusal):
        check_reviewing(is_judge, allowed(), at)


def test_what_was_never_allowed_is_not_reviewed() -> None:
    with pytest.raises(BreakGlassNotFound):
        check_reviewing(True, asked(decision=Decision.refused), NOW)


def test_silence_is_ordered_by_a_judge_of_the_case() -> None:
    require_judge_of_the_case(True)
    with pytest.raises(OnlyJudgesOfTheCase):
        require_judge_of_the_case(False)


@given(st.sets(st.uuids()), st.sets(st.uuids()), st.none() | st.uuids())
def test_whose_name_was_asked_for_is_told_else_the_protected_else_the_parties(
    protected: set[UUID], parties: set[UUID], identity_of: UUID | None
) -> None:
    told = whom_it_concerns(identity_of, protected, parties)
    if identity_of is not None:
        assert told == {identity_of}
    else:
        assert told == (protected or parties)
