"""The tables of permitted steps of a hearing, a sitting and a participant; what is not in them is refused."""

from app.hearings.errors import NotYourStep, StepNeeds, StepNotOpen
from app.hearings.terms import HearingAct, HearingState, ParticipantAct, SittingAct
from app.protection.terms import COUNSEL, PARTIES, STEWARDS, WITNESSES, Role, SittingState, Stage

_H, _HA = HearingState, HearingAct
HEARING: dict[tuple[HearingState, HearingAct], HearingState] = {
    (_H.PROPOSED, _HA.BOOK): _H.BOOKED,
    (_H.BOOKED, _HA.RESCHEDULE): _H.RESCHEDULED,
    (_H.RESCHEDULED, _HA.RESCHEDULE): _H.RESCHEDULED,
    **{(state, _HA.CONCLUDE): _H.CONCLUDED for state in (_H.BOOKED, _H.RESCHEDULED)},
    **{(state, _HA.ADJOURN): _H.ADJOURNED for state in (_H.BOOKED, _H.RESCHEDULED)},
    **{(state, _HA.VACATE): _H.VACATED for state in (_H.BOOKED, _H.RESCHEDULED)},
}
_HEARING_NEEDS = {
    _HA.ADJOURN: frozenset({"reason", "next_date"}),
    _HA.VACATE: frozenset({"reason"}),
    _HA.RESCHEDULE: frozenset({"next_date"}),
}

_S, _SA = SittingState, SittingAct
PAUSED = frozenset({_S.RECESSED, _S.SUSPENDED_TECHNICAL, _S.SUSPENDED_BY_JUDGE, _S.STOPPED})
_UNDER_WAY = PAUSED | {_S.IN_SESSION, _S.OBJECTION_PENDING}
SITTING: dict[tuple[SittingState, SittingAct], SittingState] = {
    (_S.NOT_OPEN, _SA.OPEN): _S.OPEN,
    (_S.OPEN, _SA.BEGIN): _S.IN_SESSION,
    (_S.IN_SESSION, _SA.RECESS): _S.RECESSED,
    (_S.IN_SESSION, _SA.OBJECT): _S.OBJECTION_PENDING,
    (_S.OBJECTION_PENDING, _SA.RULE_ON_OBJECTION): _S.IN_SESSION,
    (_S.IN_SESSION, _SA.SUSPEND): _S.SUSPENDED_BY_JUDGE,
    (_S.OBJECTION_PENDING, _SA.SUSPEND): _S.SUSPENDED_BY_JUDGE,
    **{(state, _SA.SUSPEND_TECHNICAL): _S.SUSPENDED_TECHNICAL for state in {_S.OPEN, *_UNDER_WAY}},
    **{(state, _SA.STOP): _S.STOPPED for state in {_S.OPEN, *_UNDER_WAY}},
    **{(state, _SA.RESUME): _S.IN_SESSION for state in PAUSED},
    **{(state, _SA.ADJOURN): _S.ADJOURNED for state in {_S.OPEN, _S.IN_SESSION, *PAUSED}},
    (_S.IN_SESSION, _SA.CONCLUDE): _S.CONCLUDED,
}
"""Stop and a technical cut are possible from everywhere under way, each other included; closed stays closed."""

_JUDGE, _OFFICE = frozenset({Role.JUDGE}), frozenset({Role.JUDGE, Role.CLERK})
MAY_STOP = WITNESSES | PARTIES | STEWARDS | {Role.SUPPORT_PERSON, Role.INTERMEDIARY, Role.INTERPRETER} | _OFFICE
_SITTING_BY: dict[SittingAct, frozenset[Role]] = {
    _SA.OPEN: _OFFICE,
    _SA.BEGIN: _JUDGE,
    _SA.RECESS: _JUDGE,
    _SA.SUSPEND_TECHNICAL: _OFFICE,
    _SA.SUSPEND: _JUDGE,
    _SA.STOP: MAY_STOP,
    _SA.OBJECT: COUNSEL | PARTIES,
    _SA.RULE_ON_OBJECTION: _JUDGE,
    _SA.RESUME: _JUDGE,
    _SA.ADJOURN: _JUDGE,
    _SA.CONCLUDE: _JUDGE,
}

_P, _PA = Stage, ParticipantAct
_THERE = (_P.CHECKING_DEVICES, _P.WAITING, _P.ADMITTED, _P.IN_CONSULTATION, _P.TESTIFYING)
PARTICIPANT: dict[tuple[Stage, ParticipantAct], Stage] = {
    (_P.EXPECTED, _PA.ARRIVE): _P.CHECKING_DEVICES,
    (_P.CHECKING_DEVICES, _PA.PASS_CHECK): _P.WAITING,
    (_P.WAITING, _PA.ADMIT): _P.ADMITTED,
    (_P.WAITING, _PA.CONSULT): _P.IN_CONSULTATION,
    (_P.ADMITTED, _PA.CONSULT): _P.IN_CONSULTATION,
    (_P.IN_CONSULTATION, _PA.END_CONSULTATION): _P.WAITING,
    (_P.ADMITTED, _PA.CALL): _P.TESTIFYING,
    (_P.TESTIFYING, _PA.RELEASE): _P.RELEASED,
    **{(stage, _PA.LEAVE): _P.LEFT for stage in (*_THERE, _P.RELEASED)},
    **{(stage, _PA.LOSE): _P.CUT_OFF for stage in _THERE},
    (_P.CUT_OFF, _PA.RETURN): _P.WAITING,
    (_P.LEFT, _PA.RETURN): _P.WAITING,
}
"""Whoever comes back from anywhere comes back to their own waiting room."""
_ADMITTING = frozenset({_PA.ADMIT, _PA.CALL, _PA.RELEASE})


def advance_hearing(state: HearingState, act: HearingAct, *, given: frozenset[str] = frozenset()) -> HearingState:
    """`given` names what comes with the act ("reason", "next_date"). StepNotOpen, StepNeeds."""
    if (state, act) not in HEARING:
        raise StepNotOpen(state=state, act=act)
    missing = _HEARING_NEEDS.get(act, frozenset()) - given
    if missing:
        raise StepNeeds(missing=tuple(sorted(missing)))
    return HEARING[state, act]


def advance_sitting(state: SittingState, act: SittingAct, by: Role | None) -> SittingState:
    """`by` is None for the service itself, which can only suspend. StepNotOpen, NotYourStep."""
    if (state, act) not in SITTING:
        raise StepNotOpen(state=state, act=act)
    service = by is None and act is SittingAct.SUSPEND_TECHNICAL
    if not service and by not in _SITTING_BY[act]:
        raise NotYourStep(act=act)
    return SITTING[state, act]


def advance_participant(stage: Stage, act: ParticipantAct, by: Role) -> Stage:
    """Arriving, consulting and leaving are one's own; letting in, calling and releasing the court's."""
    if (stage, act) not in PARTICIPANT:
        raise StepNotOpen(stage=stage, act=act)
    if act in _ADMITTING and by not in _OFFICE:
        raise NotYourStep(act=act)
    return PARTICIPANT[stage, act]


def after_a_crash(state: SittingState) -> SittingState:
    """A sitting that was under way is suspended (technical); everything else is as it was."""
    return SITTING.get((state, SittingAct.SUSPEND_TECHNICAL), state)
