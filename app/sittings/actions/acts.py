"""Acts of the court, and anybody's Stop: each one transaction, each refused unless its table has it."""

from typing import assert_never
from uuid import UUID

from app.auth.views import Principal
from app.db.database import Database
from app.hearings.errors import NotYourStep, StepNeeds
from app.hearings.models import Participant
from app.hearings.rules import stop as law6
from app.hearings.rules.calling import CallFacts, Check, Promise, check_call, missing_before_call
from app.hearings.rules.staging import check_close_of_evidence
from app.hearings.rules.tables import advance_hearing, advance_sitting
from app.hearings.terms import HearingAct, HearingState, ParticipantAct, Role, SittingAct, SittingState, Stage
from app.kernel.clock import Clock
from app.protection.queries import ruled_on
from app.protection.terms import OrderStage
from app.sittings import commands as c
from app.sittings.actions.presence import is_guarded
from app.sittings.events import CheckMade, SittingStepTaken
from app.sittings.queries import Situation
from app.sittings.steps import Doing, acting, hold, move, note, set_state, settle, tell


class Acts:
    """One door for every act; `applied` are the orders the media engine has acknowledged."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def do(self, hearing_id: UUID, command: c.Act, by: Principal, applied: frozenset[UUID]) -> None:
        """Take one step; raises what the rules refuse, and then nothing has happened."""
        async with self._database.begin() as uow:
            doing = await hold(uow, hearing_id, by, self._clock.now())
            await _take(doing, command, applied)

    async def suspend_after_crash(self, hearing_id: UUID) -> None:
        """The service came back: what was under way is suspended (technical), its orders intact."""
        await self.suspend(hearing_id, cause="restart", taps_stand=False)

    async def suspend(self, hearing_id: UUID, *, cause: str, taps_stand: bool = True) -> None:
        """The service itself suspends; only the judge resumes."""
        async with self._database.begin() as uow:
            doing = await hold(uow, hearing_id, None, self._clock.now())
            for row in doing.facts.participants:
                row.consented_at = row.consented_at if taps_stand else None
            state = advance_sitting(doing.facts.state, SittingAct.SUSPEND_TECHNICAL, None)
            await set_state(doing, SittingAct.SUSPEND_TECHNICAL.value, state, cause=cause)


async def _take(doing: Doing, command: c.Act, applied: frozenset[UUID]) -> None:
    match command:
        case c.Open() | c.Begin() | c.Recess() | c.Object():
            await _plain(doing, SittingAct(command.act))
        case c.Suspend():
            await _plain(doing, SittingAct.SUSPEND, reason=command.reason)
        case c.RuleOnObjection():
            await _plain(doing, SittingAct.RULE_ON_OBJECTION, sustained=command.sustained)
        case c.Resume():
            await _resume(doing)
        case c.Adjourn() | c.Conclude():
            await _close(doing, command)
        case c.Admit() | c.Call() | c.Release():
            await _move(doing, command, applied)
        case c.Remove() | c.GiveSummary():
            await _remove(doing, command)
        case c.RecordIdentity() | c.RecordAlone() | c.RecordPromise():
            await _check(doing, command)
        case c.Stop() | c.Ready() | c.Line():
            await _law6(doing, command)
        case _:
            assert_never(command)


async def _plain(doing: Doing, act: SittingAct, **data: object) -> None:
    state = advance_sitting(doing.facts.state, act, acting(doing))
    await set_state(doing, act.value, state, **data)
    if act is SittingAct.OPEN:
        doing.sitting.opened_at = doing.at
        for row in doing.facts.participants:
            if Role(row.role) in {Role.JUDGE, Role.CLERK} and Stage(row.state) is Stage.WAITING:
                await move(doing, row, ParticipantAct.ADMIT, acting(doing))


async def _resume(doing: Doing) -> None:
    now = law6.resume(_stopping(doing), acting(doing))
    doing.sitting.stopped_for, doing.sitting.ready, doing.sitting.line_open = None, False, False
    await set_state(doing, SittingAct.RESUME.value, now.state)


async def _close(doing: Doing, command: c.Adjourn | c.Conclude) -> None:
    act = SittingAct(command.act)
    state = advance_sitting(doing.facts.state, act, acting(doing))
    if isinstance(command, c.Conclude):
        check_close_of_evidence(row.person_id for row in doing.facts.participants if row.checks.get("summary_owed"))
    hearing, data = doing.facts.hearing, {}
    if isinstance(command, c.Adjourn):
        data = {"reason": command.reason.strip(), "next_date": command.next_date.strip()}
    given = frozenset(name for name, value in data.items() if value)
    hearing.status = advance_hearing(HearingState(hearing.status), HearingAct(command.act), given=given).value
    hearing.reason = data.get("reason", "")
    doing.sitting.closed_at = doing.at
    for row in doing.facts.participants:
        row.consented_at = None
    await set_state(doing, act.value, state, **data)


async def _move(doing: Doing, command: c.Admit | c.Call | c.Release, applied: frozenset[UUID]) -> None:
    row = doing.facts.participant(command.participant_id)
    if isinstance(command, c.Call):
        check_call(call_facts(doing.facts, row, applied), acting(doing))
    await move(doing, row, ParticipantAct(command.act), acting(doing))
    if isinstance(command, c.Release):
        row.consented_at = None


async def _remove(doing: Doing, command: c.Remove | c.GiveSummary) -> None:
    """Sending a party out is the judge's, with reasons; a summary is owed until it is given (law 11)."""
    if acting(doing) is not Role.JUDGE:
        raise NotYourStep(act=command.act)
    row = doing.facts.participant(command.participant_id)
    if isinstance(command, c.GiveSummary):
        row.checks = {**row.checks, "summary_owed": False}
        await settle(doing, row, "summary")
        return
    if not command.reason.strip():
        raise StepNeeds(missing=("reason",))
    row.checks = {**row.checks, "removed": True, "summary_owed": True}
    if Stage(row.state) not in {Stage.EXPECTED, Stage.LEFT, Stage.CUT_OFF}:
        await move(doing, row, ParticipantAct.LEAVE, Role.JUDGE)
    await settle(doing, row, "remove", reason=command.reason.strip())


async def _check(doing: Doing, command: c.RecordIdentity | c.RecordAlone | c.RecordPromise) -> None:
    row = doing.facts.participant(command.participant_id)
    role = acting(doing)
    method = command.form if isinstance(command, c.RecordPromise) else command.method
    reason = "" if isinstance(command, c.RecordPromise) else command.reason.strip()
    if role not in {Role.JUDGE, Role.CLERK} or (method == "waived" and role is not Role.JUDGE):
        raise NotYourStep(act=command.act)
    if method == "waived" and not reason:
        raise StepNeeds(missing=("reason",))
    row.checks = {**row.checks, command.act: method, f"{command.act}_reason": reason}
    sequence = await note(doing, command.act, participant_id=str(row.id), method=method)
    await tell(
        doing,
        CheckMade(
            case_id=doing.facts.case.id,
            hearing_id=doing.sitting.hearing_id,
            sequence=sequence,
            participant_id=row.id,
            check=command.act,
            method=method,
        ),
    )


async def _law6(doing: Doing, command: c.Stop | c.Ready | c.Line) -> None:
    assert doing.actor is not None
    person = doing.facts.people.people[doing.actor.person_id]
    match command:
        case c.Stop():
            target = doing.facts.participant(command.participant_id) if command.participant_id else doing.actor
            now = law6.stop(_stopping(doing), person, target.person_id)
            doing.sitting.stopped_for, doing.sitting.ready, doing.sitting.line_open = target.person_id, False, False
            target.consented_at = None if is_guarded(doing.facts, target, doing.at) else target.consented_at
            await set_state(doing, SittingAct.STOP.value, now.state, participant_id=str(target.id))
        case c.Ready():
            doing.sitting.ready = law6.ready(_stopping(doing), person).ready
            await _noted(doing, "ready")
        case c.Line():
            doing.sitting.line_open = law6.set_line(_stopping(doing), person.role, is_open=command.open).line_open
            await _noted(doing, "line_opened" if command.open else "line_closed")


async def _noted(doing: Doing, kind: str) -> None:
    sequence = await note(doing, kind)
    await tell(
        doing,
        SittingStepTaken(
            case_id=doing.facts.case.id,
            hearing_id=doing.sitting.hearing_id,
            sequence=sequence,
            act=kind,
            state=doing.sitting.state,
        ),
    )


def _stopping(doing: Doing) -> law6.Stopping:
    row = doing.sitting
    return law6.Stopping(SittingState(row.state), row.stopped_for, row.ready, row.line_open)


def call_facts(facts: Situation, row: Participant, applied: frozenset[UUID]) -> CallFacts:
    """What is known of one witness at the moment of the call."""
    hers = tuple((order.id, OrderStage(order.status)) for order in facts.orders if order.person_id == row.person_id)
    interpreters = [p for p in facts.participants if p.role == Role.INTERPRETER and p.for_person_id == row.person_id]
    reasons = " ".join(str(row.checks.get(f"{check}_reason", "")) for check in ("identity", "alone"))
    promise = row.checks.get("promise")
    return CallFacts(
        ruled=ruled_on(facts.orders, row.person_id),
        orders=hers,
        applied=applied,
        identity=_settled(row.checks.get("identity")),
        alone=_settled(row.checks.get("alone")),
        waiver_reasons=reasons,
        promise=Promise(promise) if promise else None,
        interpreter_ordered=bool(interpreters),
        interpreter_present=any(Stage(p.state) is Stage.ADMITTED for p in interpreters),
    )


def missing_for(facts: Situation, row: Participant, applied: frozenset[UUID]) -> tuple[str, ...]:
    """What still has to be settled before this witness is called."""
    return missing_before_call(call_facts(facts, row, applied))


def _settled(method: object) -> Check:
    if method is None:
        return Check.NONE
    return Check.WAIVED if method == "waived" else Check.RECORDED
