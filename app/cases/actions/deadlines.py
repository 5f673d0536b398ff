"""Deadlines in a case, and the days of a court they are counted on; a change of the days counts them anew."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import select

from app.audit.log import append
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.commands import ChangeDeadline, DeclareHoliday, PublishClosure, SetDeadline
from app.cases.errors import (
    ClosureEndsFirst,
    CourtNotFound,
    DeadlineChangedMeanwhile,
    DeadlineNotFound,
    HolidayDeclared,
    OnlyTheCourtSetsDeadlines,
)
from app.cases.events import CourtCalendarChanged, DeadlineChanged, DeadlineMoved, DeadlineSet
from app.cases.models import Court
from app.cases.models.deadlines import Closure, Deadline, Holiday
from app.cases.queries import CaseFile, case_file, guarded_names
from app.cases.queries.deadlines import calendar_of, open_deadlines
from app.cases.rules.deadlines import changed
from app.cases.rules.words import check_words
from app.cases.steps.deadlines import count
from app.cases.terms import Act, DeadlineState
from app.cases.views import Recounted
from app.db.acting import as_system
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.errors import NotFound


class Deadlines:
    """What the court does with the deadlines of a case."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def set(self, case_id: UUID, command: SetDeadline, *, by: Principal) -> UUID:
        """Let a period run; gives its id. Raises CaseNotFound, OnlyTheCourtSetsDeadlines,
        WordsNameProtected.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            file = await _to_set(uow, case_id, by)
            check_words(command.title, await guarded_names(uow, case_id))
            await uow.lock(Court, file.court.id)  # a holiday declared at this moment counts, before or after
            row = Deadline(
                case_id=case_id,
                court_id=file.court.id,
                title=command.title,
                event_at=command.event_at,
                length=command.length,
                unit=command.unit.value,
                way=command.way.value,
                ends_at=at,
                trace=[],
                state=DeadlineState.running.value,
                set_at=at,
            )
            count(row, await calendar_of(uow, file.court.id), file.court.zone)
            uow.add(row)
            await uow.flush()
            event = DeadlineSet(case_id=case_id, deadline_id=row.id, ends_at=row.ends_at)
            await append(uow, event, by=by.by, at=at)
            return row.id

    async def change(self, deadline_id: UUID, command: ChangeDeadline, *, by: Principal) -> None:
        """Say that a deadline was met, is stayed, runs again or is lifted.

        Raises DeadlineNotFound, OnlyTheCourtSetsDeadlines, DeadlineChangedMeanwhile, DeadlineStepNotOpen.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await _held(uow, deadline_id)
            try:
                file = await _to_set(uow, row.case_id, by)
            except NotFound as reason:
                raise DeadlineNotFound() from reason
            if row.version != command.version:
                raise DeadlineChangedMeanwhile()
            before, row.state = row.state, changed(DeadlineState(row.state), command.state).value
            if row.state == DeadlineState.stayed:
                row.stayed_at = at
            elif before == DeadlineState.stayed and row.stayed_at is not None:
                row.stayed_days += (at - row.stayed_at).days + 1
                row.stayed_at = None
                count(row, await calendar_of(uow, file.court.id), file.court.zone)
            event = DeadlineChanged(case_id=row.case_id, deadline_id=row.id, state=row.state, ends_at=row.ends_at)
            await append(uow, event, by=by.by, at=at)


class CourtDays:
    """What the administrator or a clerk of a court enters into its calendar; deadlines follow at once."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @as_system
    async def declare(self, court_id: UUID, command: DeclareHoliday, *, by: Principal) -> Recounted:
        """Make a day a holiday, also one in the past. Raises CourtNotFound, HolidayDeclared, NoCourtDaysLeft."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            court = await _court(uow, court_id, by)
            same = select(Holiday).where(Holiday.court_id == court_id, Holiday.day == command.day)
            if await uow.first(same) is not None:
                raise HolidayDeclared()
            uow.add(Holiday(court_id=court_id, day=command.day, name=command.name, declared_at=at))
            await uow.flush()
            return await self._recount(uow, court, "holiday", command.day, by, at)

    @as_system
    async def withdraw(self, court_id: UUID, holiday_id: UUID, *, by: Principal) -> Recounted:
        """Make a holiday a court day again; one that is none any more changes nothing. Raises CourtNotFound."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            court = await _court(uow, court_id, by)
            row = await uow.get(Holiday, holiday_id)
            if row is None or row.court_id != court_id:
                return Recounted(deadlines=0, cases=0)
            day = row.day
            await uow.delete(row)
            await uow.flush()
            return await self._recount(uow, court, "court-day", day, by, at)

    @as_system
    async def publish(self, court_id: UUID, command: PublishClosure, *, by: Principal) -> Recounted:
        """Publish a time in which filing was not possible. Raises CourtNotFound, ClosureEndsFirst."""
        if command.ends <= command.begins:
            raise ClosureEndsFirst()
        at = self._clock.now()
        async with self._database.begin() as uow:
            court = await _court(uow, court_id, by)
            uow.add(Closure(court_id=court_id, begins=command.begins, ends=command.ends))
            await uow.flush()
            return await self._recount(uow, court, "closure", command.begins.date(), by, at)

    async def _recount(
        self, uow: UnitOfWork, court: Court, what: str, day: date, by: Principal, at: datetime
    ) -> Recounted:
        """Every deadline that runs ends where the calendar now has it; one that moves is told to its case."""
        days, cases, moved = await calendar_of(uow, court.id), set(), 0
        for row in await open_deadlines(uow, court.id):
            before = row.ends_at
            count(row, days, court.zone)
            if row.ends_at == before:
                continue
            row.moved_from = before
            cases.add(row.case_id)
            moved += 1
            event = DeadlineMoved(case_id=row.case_id, deadline_id=row.id, moved_from=before, ends_at=row.ends_at)
            await append(uow, event, by=by.by, at=at)
        event_ = CourtCalendarChanged(court_id=court.id, what=what, day=day.isoformat(), moved=moved)
        await append(uow, event_, by=by.by, at=at)
        return Recounted(deadlines=moved, cases=len(cases))


async def _to_set(uow: UnitOfWork, case_id: UUID, by: Principal) -> CaseFile:
    file = await case_file(uow, case_id, by)
    if not file.may(Act.book_hearing):
        raise OnlyTheCourtSetsDeadlines()
    return file


async def _held(uow: UnitOfWork, deadline_id: UUID) -> Deadline:
    try:
        return await uow.lock(Deadline, deadline_id)
    except NotFound as reason:
        raise DeadlineNotFound() from reason


async def _court(uow: UnitOfWork, court_id: UUID, by: Principal) -> Court:
    """The court, held, for its clerks and for administrators; raises CourtNotFound to everybody else."""
    if by.desk is not Desk.administrator and (by.desk is not Desk.clerk or by.court_id != court_id):
        raise CourtNotFound()
    try:
        return await uow.lock(Court, court_id)
    except NotFound as reason:
        raise CourtNotFound() from reason
