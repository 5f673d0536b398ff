"""Counsel of record: notices of appearance and substitution, withdrawal by leave, suspension."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.audit.log import append
from app.auth.steps import BlindIndex
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.commands.access import DecideNotice, RecordCounsel, SuspendCounsel, TellCourt
from app.cases.errors import ClientMissing, NotCounsel, NoticeNotFound, NotYoursToGive, PartNotFound
from app.cases.events import CounselNoticeDecided, CounselSuspended, CounselToldCourt, PartEnded
from app.cases.models import Case, CounselNotice, Part
from app.cases.queries import CaseFile, case_file, live
from app.cases.rules.table import COUNSEL, PARTIES
from app.cases.steps import give_part
from app.cases.steps.access import case_to_decide, holder_of_address
from app.cases.terms import Act, NoticeKind, NoticeState, Relation
from app.db.acting import as_system
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock

_ROLES = frozenset(one.value for one in COUNSEL)


class Counsel:
    """What counsel tells the court, and what the court makes of it."""

    def __init__(self, database: Database, index: BlindIndex, clock: Clock) -> None:
        self._database, self._index, self._clock = database, index, clock

    @as_system
    async def tell(self, command: TellCourt, *, by: Principal) -> None:
        """Take a notice. Whether there is such a case is not said: its number may be all that counsel knows.

        Raises NotCounsel.
        """
        if by.desk is not Desk.counsel:
            raise NotCounsel()
        at = self._clock.now()
        async with self._database.begin() as uow:
            case: Case | None = await uow.first(select(Case).where(Case.number == command.number.strip().upper()))
            if case is None or await _waits(uow, case.id, by.person_id):
                return
            notice = CounselNotice(
                case_id=case.id,
                person_id=by.person_id,
                kind=command.kind.value,
                role=command.role,
                state=NoticeState.waiting.value,
                given_at=at,
            )
            await _told(uow, notice, by, at)

    async def ask_leave(self, case_id: UUID, *, by: Principal) -> UUID:
        """Ask to be let go as counsel of record; gives the notice's id. Raises CaseNotFound, PartNotFound."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            file = await case_file(uow, case_id, by)
            right = file.right(Act.ask_leave)
            if right is None:
                raise PartNotFound()
            by = file.acting(by, Act.ask_leave)
            part = await _own_part(uow, case_id, right.held.person_id)
            earlier = await _waits(uow, case_id, part.person_id)
            if earlier is not None and earlier.kind == NoticeKind.withdrawal:
                return earlier.id
            notice = CounselNotice(
                case_id=case_id,
                person_id=part.person_id,
                kind=NoticeKind.withdrawal.value,
                role=part.role,
                part_id=part.id,
                state=NoticeState.waiting.value,
                given_at=at,
            )
            await _told(uow, notice, by, at)
        return notice.id

    async def decide(self, case_id: UUID, notice_id: UUID, command: DecideNotice, *, by: Principal) -> None:
        """Confirm or refuse. Leave to withdraw is the judge's.

        Raises NotYoursToGive, NoticeNotFound, ClientMissing, PartNotFound, PersonAlreadyInCase.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            file, by = await case_to_decide(uow, case_id, by, Act.record_counsel)
            notice = await uow.get(CounselNotice, notice_id)
            if notice is None or notice.case_id != case_id or notice.state != NoticeState.waiting:
                raise NoticeNotFound()
            if notice.kind == NoticeKind.withdrawal and not file.may(Act.give_leave):
                raise NotYoursToGive()
            state = NoticeState.confirmed if command.confirm else NoticeState.refused
            notice.state, notice.decided_by, notice.decided_at = state.value, by.person_id, at
            if command.confirm:
                await _confirm(uow, file, notice, command, by, at)
            event = CounselNoticeDecided(
                case_id=case_id, notice_id=notice_id, person_id=notice.person_id, notice=notice.kind, state=notice.state
            )
            await append(uow, event, by=by.by, at=at)

    async def record(self, case_id: UUID, command: RecordCounsel, *, by: Principal) -> UUID:
        """Record counsel whose appearance came on paper or whom the court appoints; gives the part's id.

        Raises NotYoursToGive, NoSuchAccount, NotCounsel, ClientMissing, PersonAlreadyInCase.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            file, by = await case_to_decide(uow, case_id, by, Act.record_counsel)
            account = await holder_of_address(uow, self._index, command.email)
            if account.desk != Desk.counsel:
                raise NotCounsel()
            part = _part(file, account.person_id, command.role, command.person_id, by, at)
            part.order_ref = command.order_ref
            return (await give_part(uow, part, by=by.by, at=at)).id

    async def suspend(self, case_id: UUID, part_id: UUID, command: SuspendCounsel, *, by: Principal) -> None:
        """Let counsel see and do nothing in the case until it is lifted; raises NotYoursToGive, PartNotFound."""
        await self._suspended(case_id, part_id, command.order_ref, by)

    async def restore(self, case_id: UUID, part_id: UUID, *, by: Principal) -> None:
        """Lift a suspension; raises NotYoursToGive, PartNotFound."""
        await self._suspended(case_id, part_id, None, by)

    async def _suspended(self, case_id: UUID, part_id: UUID, order_ref: str | None, by: Principal) -> None:
        at = self._clock.now()
        async with self._database.begin() as uow:
            _, by = await case_to_decide(uow, case_id, by, Act.suspend_counsel)
            part = await _counsel(uow, case_id, part_id, at)
            if (part.suspended_at is not None) == (order_ref is not None):
                return
            part.suspended_at = None if order_ref is None else at
            part.order_ref = order_ref or part.order_ref
            event = CounselSuspended(
                case_id=case_id, part_id=part_id, person_id=part.person_id, suspended=order_ref is not None
            )
            await append(uow, event, by=by.by, at=at)


async def _confirm(
    uow: UnitOfWork, file: CaseFile, notice: CounselNotice, command: DecideNotice, by: Principal, at: datetime
) -> None:
    if notice.kind == NoticeKind.withdrawal:
        assert notice.part_id is not None
        await _end(uow, await _counsel(uow, file.case.id, notice.part_id, at), by, at)
        return
    if command.replaces is not None:
        await _end(uow, await _counsel(uow, file.case.id, command.replaces, at), by, at)
    part = _part(file, notice.person_id, notice.role, command.person_id, by, at)
    part.order_ref = command.order_ref
    await give_part(uow, part, by=by.by, at=at)


async def _end(uow: UnitOfWork, part: Part, by: Principal, at: datetime) -> None:
    part.until = at
    await uow.flush()
    event = PartEnded(case_id=part.case_id, part_id=part.id, person_id=part.person_id, role=part.role)
    await append(uow, event, by=by.by, at=at)


def _part(file: CaseFile, person_id: UUID, role: str, client: UUID | None, by: Principal, at: datetime) -> Part:
    """The part of counsel; the prosecution acts for nobody in the case, everybody else for somebody."""
    parties = {one.person_id for one in file.held if one.relation in PARTIES and one.live(file.actor.at)}
    if (role == Relation.prosecutor) != (client is None) or (client is not None and client not in parties):
        raise ClientMissing()
    return Part(
        case_id=file.case.id, person_id=person_id, role=role, for_person_id=client, since=at, granted_by=by.person_id
    )


async def _counsel(uow: UnitOfWork, case_id: UUID, part_id: UUID, at: datetime) -> Part:
    part = await uow.get(Part, part_id)
    over = part is not None and part.until is not None and part.until <= at
    if part is None or over or part.case_id != case_id or part.role not in _ROLES:
        raise PartNotFound()
    return part


async def _own_part(uow: UnitOfWork, case_id: UUID, person_id: UUID) -> Part:
    rows = select(Part).where(
        Part.case_id == case_id, Part.person_id == person_id, col(Part.role).in_(_ROLES), *live(Part, uow.at)
    )
    found: list[Part] = await uow.all(rows)
    return found[0]


async def _waits(uow: UnitOfWork, case_id: UUID, person_id: UUID) -> CounselNotice | None:
    found: CounselNotice | None = await uow.first(
        select(CounselNotice).where(
            CounselNotice.case_id == case_id,
            CounselNotice.person_id == person_id,
            CounselNotice.state == NoticeState.waiting.value,
        )
    )
    return found


async def _told(uow: UnitOfWork, notice: CounselNotice, by: Principal, at: datetime) -> None:
    uow.add(notice)
    event = CounselToldCourt(
        case_id=notice.case_id, notice_id=notice.id, person_id=notice.person_id, notice=notice.kind
    )
    await append(uow, event, by=by.by, at=at)
