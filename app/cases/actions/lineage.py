"""Cases that go along with another and are on their own again, and a case severed from one."""

from uuid import UUID

from sqlmodel import col, select

from app.audit.log import append
from app.auth.views import Principal
from app.cases.commands.moves import GiveReason, JoinCase, SeverCase
from app.cases.errors import CaseNotFound, EntryNotFound
from app.cases.errors.moves import MoveNotOpen, NothingMoves, OnlyTheCourtMoves
from app.cases.events.moves import CaseSevered, CasesTogether
from app.cases.models import Case, CaseLink, DocketEntry, Part
from app.cases.models.opening import CaseType
from app.cases.queries import CaseFile, case_by_number, parts_of, present
from app.cases.queries.moves import FindUnfinished, links_of, standing_of
from app.cases.rules.moves import Player, check_lead, split
from app.cases.steps import NewCase, open_case
from app.cases.steps.kin import end_parts, let_reach, link, repeat_deadlines, repeat_entries, repeat_parts
from app.cases.steps.moves import case_to_move, reason_about
from app.cases.terms import Act, Level, Matter, Profile
from app.cases.terms.moves import TOGETHER, Kinship, Move
from app.cases.views import CaseRef
from app.db.acting import as_system
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock
from app.protection.terms import Role


class Lineage:
    """What a court does with its own cases. `unfinished`: what siblings know is not over."""

    def __init__(self, database: Database, clock: Clock, unfinished: FindUnfinished) -> None:
        self._database, self._clock, self._unfinished = database, clock, unfinished

    @as_system
    async def join(self, case_id: UUID, command: JoinCase, *, by: Principal) -> None:
        """Let the case go along with another of the court, which leads; nobody reads more of either than before.

        Raises CaseNotFound, OnlyTheCourtMoves, MoveNotOpen, WordsNameProtected.
        """
        at = self._clock.now()
        move = Move.consolidate if command.consolidated else Move.together
        async with self._database.begin() as uow:
            lead = await _lead(uow, command.number, by)
            for one in sorted({case_id, lead.case.id}):
                await _hold(uow, one)
            file = await case_to_move(uow, case_id, by, move, self._unfinished)
            if lead.case.id == case_id or lead.case.court_id != file.case.court_id:
                raise MoveNotOpen(state=file.case.state)
            check_lead(await standing_of(uow, lead.case))
            kind = Kinship.consolidated if command.consolidated else Kinship.joined
            reason = await reason_about(uow, case_id, command.reason)
            await link(uow, kind, lead.case.id, case_id, reason, by, at)
            await let_reach(uow, case_id, lead.case.id, at)
            event = CasesTogether(case_id=case_id, lead_id=lead.case.id, kinship=kind.value)
            await append(uow, event, by=by.by, at=at)

    async def separate(self, case_id: UUID, command: GiveReason, *, by: Principal) -> None:
        """Let the case be on its own again; protections that reached it stay.

        Raises CaseNotFound, OnlyTheCourtMoves, MoveNotOpen, WordsNameProtected.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            await case_to_move(uow, case_id, by, Move.separate, self._unfinished)
            reason = await reason_about(uow, case_id, command.reason)
            for row in await links_of(uow, case_id):
                if row.to_case_id == case_id and row.until is None and Kinship(row.kind) in TOGETHER:
                    held = await uow.lock(CaseLink, row.id)
                    held.until, held.end_reason = at, reason
                    event = CasesTogether(case_id=case_id, lead_id=row.from_case_id, kinship=row.kind, ended=True)
                    await append(uow, event, by=by.by, at=at)

    @as_system
    async def sever(self, case_id: UUID, command: SeverCase, *, by: Principal) -> CaseRef:
        """Open a case with some of the people and entries of this one; gives the new case.

        Every deadline that runs here runs there too, to the same moment. Raises CaseNotFound, OnlyTheCourtMoves,
        MoveNotOpen, NothingMoves, EntryNotFound, WordsNameProtected.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            file = await case_to_move(uow, case_id, by, Move.sever, self._unfinished)
            reason = await reason_about(uow, case_id, command.reason)
            parts = present(await parts_of(uow, case_id), at)
            chosen = split(_players(parts), _people(parts, command.goes), _people(parts, command.both))
            rows = await _entries(uow, file, command.entries)
            case = await open_case(uow, file.court, await _like(uow, file.case), by=by.by, at=at)
            case.type_id, case.unit_id = file.case.type_id, file.case.unit_id
            await link(uow, Kinship.severed, case_id, case.id, reason, by, at)
            count = await repeat_parts(uow, parts, chosen.there, case.id, by, at)
            await end_parts(uow, parts, chosen.gone, by, at)
            await repeat_entries(uow, rows, file.case, case.id, by, at)
            await repeat_deadlines(uow, case_id, case, by, at)
            event = CaseSevered(case_id=case_id, new_case_id=case.id, parts=count, entries=len(rows))
            await append(uow, event, by=by.by, at=at)
            return CaseRef(id=case.id, number=case.number)


async def _lead(uow: UnitOfWork, number: str, by: Principal) -> CaseFile:
    """The case that is to lead, for those who may move it; raises CaseNotFound, OnlyTheCourtMoves."""
    file = await case_by_number(uow, number.strip().upper(), by)
    if not file.may(Act.move_case):
        raise OnlyTheCourtMoves()
    return file


async def _hold(uow: UnitOfWork, case_id: UUID) -> None:
    if await uow.get(Case, case_id) is None:
        raise CaseNotFound()
    await uow.lock(Case, case_id)


def _people(parts: list[Part], ids: tuple[UUID, ...]) -> set[UUID]:
    """Whose parts these are; raises NothingMoves for one that is not played here now."""
    by_id = {part.id: part.person_id for part in parts}
    if not set(ids) <= set(by_id):
        raise NothingMoves()
    return {by_id[one] for one in ids}


def _players(parts: list[Part]) -> list[Player]:
    return [
        Player(
            one,
            frozenset(p.for_person_id for p in parts if p.person_id == one and p.for_person_id),
            any(p.role == Role.JUDGE for p in parts if p.person_id == one),
        )
        for one in dict.fromkeys(part.person_id for part in parts)
    ]


async def _entries(uow: UnitOfWork, file: CaseFile, ids: tuple[UUID, ...]) -> list[DocketEntry]:
    """The chosen entries in docket order; raises EntryNotFound for one this person may not read."""
    wanted = select(DocketEntry).where(DocketEntry.case_id == file.case.id, col(DocketEntry.id).in_(ids))
    rows: list[DocketEntry] = await uow.all(wanted.order_by(col(DocketEntry.sequence)))
    if len(rows) != len(set(ids)) or not all(file.may(Act.read, file.entry(row)) for row in rows):
        raise EntryNotFound()
    return rows


async def _like(uow: UnitOfWork, case: Case) -> NewCase:
    kind = await uow.get(CaseType, case.type_id) if case.type_id else None
    return NewCase(
        matter=Matter(case.matter),
        about=case.about,
        profile=Profile(case.profile),
        level=Level(case.level),
        series=kind.series if kind else None,
    )
