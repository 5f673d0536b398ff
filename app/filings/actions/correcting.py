"""Asking for corrections of the docket, deciding them, and undoing what was decided within its minute.

Whoever decides such a correction themself decides it by asking. Nothing of it shows before its minute is over.
"""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.audit.log import append
from app.auth.views import Principal
from app.cases.errors import CaseNotFound, EntryNotFound
from app.cases.terms import Act
from app.db.database import Database, UnitOfWork
from app.db.outbox import enqueue
from app.filings.commands import AskCorrection, DecideCorrection
from app.filings.errors import CorrectionNotFound, CorrectionStepNotOpen, OnlyTheCourtCorrects, OnlyTheJudgeCorrects
from app.filings.events import CorrectionAsked, CorrectionDecided
from app.filings.models import Correction
from app.filings.rules.corrections import check_alone, check_change, decided, decided_by
from app.filings.rules.recall import check_undo, takes_effect
from app.filings.steps.corrections import OnDocket, case_to_go_to, change_of, check_said, kept, on_docket, said
from app.filings.terms import CorrectionKind, CorrectionState
from app.kernel.clock import Clock

CORRECT = "make-correction"
"""The handler that lets a correction take effect."""


class Corrections:
    """What parties ask of the court about its docket, and what clerk and judge decide."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def ask(self, case_id: UUID, entry_id: UUID, command: AskCorrection, *, by: Principal) -> UUID:
        """Ask for a correction, or make it where it is theirs to decide; gives its id.

        Raises CaseNotFound, EntryNotFound, OnlyTheCourtCorrects, WordsNameProtected, what `check_change` and
        `case_to_go_to` raise, CorrectionUnderWay.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            found = await on_docket(uow, entry_id, case_id, by)
            if not found.file.may(Act.ask_correction, found.thing):
                raise OnlyTheCourtCorrects()
            row = await _asked(uow, found, command, by, at)
            right = found.file.right(decided_by(found.entered, command.kind), found.thing)
            if right is not None:
                by = found.file.acting(by, decided_by(found.entered, command.kind), found.thing)
                await _let(uow, found, row, by, str(right.held.relation), at, at_once=command.at_once)
            return row.id

    async def decide(self, correction_id: UUID, command: DecideCorrection, *, by: Principal) -> None:
        """Grant or refuse what was asked. Raises CorrectionNotFound, OnlyTheCourtCorrects, OnlyTheJudgeCorrects,
        CorrectionStepNotOpen, CorrectionUnderWay, CorrectedCaseUnknown, and what `check_change` raises.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            found, row, by, relation = await _to_decide(uow, correction_id, by)
            state = decided(row.state, grant=command.grant)
            if command.note:
                await check_said(uow, row.case_id, command.note)
                row.note = found.kept(command.note)
            if state is CorrectionState.due:
                await _still_right(uow, found, row, by, at)
                await _let(uow, found, row, by, relation, at, at_once=command.at_once)
            else:
                await _refuse(uow, row, by, relation, at)

    async def undo(self, correction_id: UUID, *, by: Principal) -> None:
        """Take a decision back before it takes effect; what somebody else asked waits again.

        Raises CorrectionNotFound, OnlyTheCourtCorrects, OnlyTheJudgeCorrects, CorrectionStepNotOpen, TooLateToUndo.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            _, row, by, _ = await _to_decide(uow, correction_id, by)
            if row.state == CorrectionState.made:
                check_undo(row.effective_at, at)
            if row.state != CorrectionState.due:
                raise CorrectionStepNotOpen()
            check_undo(row.effective_at, at)
            own = row.asked_by == row.decided_by
            row.state = (CorrectionState.undone if own else CorrectionState.asked).value
            row.decided_by = row.decided_as = row.decided_at = row.effective_at = row.note = None
            await append(uow, _event(row), by=by.by, at=at)


async def _asked(uow: UnitOfWork, found: OnDocket, command: AskCorrection, by: Principal, at: datetime) -> Correction:
    case_id, (after, was) = found.row.case_id, said(command)
    check_change(found.entered, await change_of(uow, found, command.kind, after), at)
    await check_said(uow, case_id, after, command.reason)
    moved_to = None
    if command.kind is CorrectionKind.case:
        moved_to = (await case_to_go_to(uow, found, after, by, Act.ask_correction)).case.id
    right = found.file.right(Act.ask_correction, found.thing)
    assert right is not None
    row = Correction(
        case_id=case_id,
        entry_id=found.row.id,
        filing_id=found.row.filing_id,
        kind=command.kind.value,
        state=CorrectionState.asked.value,
        before=kept(found, command.kind, was),
        after=after,
        reason=found.kept(command.reason),
        asked_by=by.person_id,
        asked_as=right.held.relation.value,
        asked_at=at,
        moved_to=moved_to,
    )
    uow.add(row)
    await uow.flush()
    event = CorrectionAsked(case_id=case_id, correction_id=row.id, entry_id=row.entry_id, what=row.kind)
    await append(uow, event, by=found.file.acting(by, Act.ask_correction, found.thing).by, at=at)
    return row


async def _let(
    uow: UnitOfWork, found: OnDocket, row: Correction, by: Principal, relation: str, at: datetime, *, at_once: bool
) -> None:
    """Let it take effect when its minute is over."""
    if row.moved_to is not None:
        await case_to_go_to(uow, found, row.after, by, Act.correct)
    others = select(Correction.state).where(Correction.entry_id == row.entry_id, col(Correction.id) != row.id)
    check_alone(await uow.all(others))
    row.state, row.effective_at = CorrectionState.due.value, takes_effect(at, at_once=at_once)
    row.decided_by, row.decided_as, row.decided_at = by.person_id, relation, at
    event = _event(row)
    leaf = await append(uow, event, by=by.by, at=at)
    lane, due, payload = f"{row.case_id}", row.effective_at, event.payload()
    enqueue(uow, CORRECT, event.kind, payload, event_id=leaf.id, lane=lane, due_at=due)


async def _still_right(uow: UnitOfWork, found: OnDocket, row: Correction, by: Principal, at: datetime) -> None:
    """What was asked some time ago is looked at as things stand now."""
    kind = CorrectionKind(row.kind)
    check_change(found.entered, await change_of(uow, found, kind, row.after), at)
    await check_said(uow, row.case_id, row.after)


async def _refuse(uow: UnitOfWork, row: Correction, by: Principal, relation: str, at: datetime) -> None:
    row.state = CorrectionState.refused.value
    row.decided_by, row.decided_as, row.decided_at = by.person_id, relation, at
    await append(uow, _event(row), by=by.by, at=at)


async def _to_decide(
    uow: UnitOfWork, correction_id: UUID, by: Principal
) -> tuple[OnDocket, Correction, Principal, str]:
    """The correction, held, for whoever decides it, whom they act for, and by which relation they decide."""
    row = await uow.get(Correction, correction_id)
    if row is None:
        raise CorrectionNotFound()
    try:
        found = await on_docket(uow, row.entry_id, row.case_id, by)
    except (CaseNotFound, EntryNotFound) as reason:
        raise CorrectionNotFound() from reason
    row = await uow.lock(Correction, correction_id)
    act = decided_by(found.entered, CorrectionKind(row.kind))
    right = found.file.right(act, found.thing)
    if right is not None:
        return found, row, found.file.acting(by, act, found.thing), right.held.relation.value
    if found.file.may(Act.correct, found.thing):
        raise OnlyTheJudgeCorrects()
    if row.asked_by == by.person_id:
        raise OnlyTheCourtCorrects()
    raise CorrectionNotFound()


def _event(row: Correction) -> CorrectionDecided:
    return CorrectionDecided(
        case_id=row.case_id,
        correction_id=row.id,
        entry_id=row.entry_id,
        state=row.state,
        effective_at=row.effective_at,
    )
