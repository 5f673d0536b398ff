"""Hearings, sittings and participants go only where their tables say."""

from itertools import product

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.hearings.errors import NotYourStep, StepNeeds, StepNotOpen
from app.hearings.rules.tables import advance_hearing, advance_participant, advance_sitting, after_a_crash
from app.hearings.terms import HearingAct, HearingState, ParticipantAct, SittingAct, SittingState
from app.protection.terms import Role, Stage

HEARING = """
    proposed book booked
    booked reschedule rescheduled, rescheduled reschedule rescheduled
    booked conclude concluded, rescheduled conclude concluded
    booked adjourn adjourned, rescheduled adjourn adjourned
    booked vacate vacated, rescheduled vacate vacated
"""
SITTING = """
    not_open open open, open begin in_session
    in_session recess recessed, recessed resume in_session
    in_session suspend suspended_by_judge, objection_pending suspend suspended_by_judge
    suspended_by_judge resume in_session, suspended_technical resume in_session, stopped resume in_session
    in_session object objection_pending, objection_pending rule_on_objection in_session
    open suspend_technical suspended_technical, in_session suspend_technical suspended_technical
    recessed suspend_technical suspended_technical, stopped suspend_technical suspended_technical
    suspended_by_judge suspend_technical suspended_technical
    suspended_technical suspend_technical suspended_technical
    objection_pending suspend_technical suspended_technical
    open stop stopped, in_session stop stopped, recessed stop stopped, objection_pending stop stopped
    suspended_technical stop stopped, suspended_by_judge stop stopped, stopped stop stopped
    open adjourn adjourned, in_session adjourn adjourned, recessed adjourn adjourned, stopped adjourn adjourned
    suspended_technical adjourn adjourned, suspended_by_judge adjourn adjourned
    in_session conclude concluded
"""
PARTICIPANT = """
    expected arrive checking_devices, checking_devices pass_check waiting
    waiting admit admitted, waiting consult in_consultation, admitted consult in_consultation
    in_consultation end_consultation waiting
    admitted call testifying, testifying release released
    checking_devices leave left, waiting leave left, admitted leave left, in_consultation leave left
    testifying leave left, released leave left
    checking_devices lose cut_off, waiting lose cut_off, admitted lose cut_off, in_consultation lose cut_off
    testifying lose cut_off
    cut_off return waiting, left return waiting
"""
EVERYTHING_GIVEN = frozenset({"reason", "next_date"})


def _steps(table: str) -> dict[tuple[str, str], str]:
    rows = [row.split() for line in table.strip().splitlines() for row in line.split(",")]
    return {(state, act): after for state, act, after in rows}


HEARING_STEPS, SITTING_STEPS, PARTICIPANT_STEPS = _steps(HEARING), _steps(SITTING), _steps(PARTICIPANT)
JUDGES_OWN = {"begin", "recess", "suspend", "rule_on_objection", "resume", "adjourn", "conclude"}


class Sitting(RuleBasedStateMachine):
    """Anybody tries anything at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.state = SittingState.NOT_OPEN
        self.was_in_session = False

    @rule(act=st.sampled_from(SittingAct), by=st.sampled_from([Role.JUDGE, Role.JUDGE, None, *Role]))
    def attempt(self, act: SittingAct, by: Role | None) -> None:
        expected = SITTING_STEPS.get((self.state, act))
        try:
            after = advance_sitting(self.state, act, by)
        except StepNotOpen:
            assert expected is None
            return
        except NotYourStep:
            assert by is not Role.JUDGE or act is SittingAct.OBJECT
            return
        assert after == expected
        assert act not in JUDGES_OWN or by is Role.JUDGE
        assert by is not None or act is SittingAct.SUSPEND_TECHNICAL
        self.was_in_session |= after is SittingState.IN_SESSION
        self.state = after

    @rule()
    def crash(self) -> None:
        under_way = self.state in set(SittingState) - {
            SittingState.NOT_OPEN,
            SittingState.ADJOURNED,
            SittingState.CONCLUDED,
        }
        expected = SittingState.SUSPENDED_TECHNICAL if under_way else self.state
        self.state = after_a_crash(self.state)
        assert self.state is expected

    @invariant()
    def closed_stays_closed(self) -> None:
        if self.state in {SittingState.ADJOURNED, SittingState.CONCLUDED}:
            for act in SittingAct:
                with pytest.raises(StepNotOpen):
                    advance_sitting(self.state, act, Role.JUDGE)

    @invariant()
    def nothing_concludes_that_was_never_in_session(self) -> None:
        assert self.state is not SittingState.CONCLUDED or self.was_in_session


TestSitting = Sitting.TestCase


@pytest.mark.parametrize(("state", "act"), list(product(HearingState, HearingAct)))
def test_a_hearing_goes_only_where_its_table_says(state: HearingState, act: HearingAct) -> None:
    expected = HEARING_STEPS.get((state, act))
    if expected is None:
        with pytest.raises(StepNotOpen):
            advance_hearing(state, act, given=EVERYTHING_GIVEN)
    else:
        assert advance_hearing(state, act, given=EVERYTHING_GIVEN) == expected


@pytest.mark.parametrize(("state", "act"), list(product(Stage, ParticipantAct)))
def test_a_participant_goes_only_where_the_table_says(state: Stage, act: ParticipantAct) -> None:
    expected = PARTICIPANT_STEPS.get((state, act))
    if expected is None:
        with pytest.raises(StepNotOpen):
            advance_participant(state, act, Role.JUDGE)
    else:
        assert advance_participant(state, act, Role.JUDGE) == expected


def test_adjourning_and_vacating_need_a_reason_and_adjourning_a_next_date() -> None:
    with pytest.raises(StepNeeds) as needs:
        advance_hearing(HearingState.BOOKED, HearingAct.ADJOURN)
    assert needs.value.data == {"missing": ("next_date", "reason")}
    with pytest.raises(StepNeeds):
        advance_hearing(HearingState.BOOKED, HearingAct.VACATE, given=frozenset({"next_date"}))


@pytest.mark.parametrize("act", [ParticipantAct.ADMIT, ParticipantAct.CALL, ParticipantAct.RELEASE])
def test_only_the_court_lets_in_calls_and_releases(act: ParticipantAct) -> None:
    stages = [stage for stage in Stage if (stage, act) in PARTICIPANT_STEPS]
    assert stages
    for stage, role in product(stages, set(Role) - {Role.JUDGE, Role.CLERK}):
        with pytest.raises(NotYourStep):
            advance_participant(stage, act, role)


def test_whoever_was_away_comes_back_to_a_waiting_room_and_never_straight_in() -> None:
    for stage in (Stage.CUT_OFF, Stage.LEFT, Stage.IN_CONSULTATION):
        reached = {after for (before, _), after in PARTICIPANT_STEPS.items() if before == stage}
        assert reached <= {Stage.WAITING, Stage.LEFT, Stage.CUT_OFF}
