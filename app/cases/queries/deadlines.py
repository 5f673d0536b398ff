"""Reading the calendar of a court and the deadlines that are counted on it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from app.auth.views import Principal
from app.cases.errors import NoCourtDaysLeft
from app.cases.models import Case, Court, Part
from app.cases.models.deadlines import Closure, Deadline, Holiday
from app.cases.queries.actors import actor_of
from app.cases.queries.scope import visible_to
from app.cases.rules import OF_THE_CASE
from app.cases.rules.court_days import CalendarWithoutDays, CourtCalendar, Outage
from app.cases.rules.deadlines import End, Period, end_of, not_sooner, prolonged
from app.cases.terms import Act, DeadlineState, Unit, Way
from app.cases.views import ClosureView, DeadlineView, HolidayView, StepView
from app.db.database import Reader

OPEN = (DeadlineState.running.value, DeadlineState.stayed.value)


async def calendar_of(reader: Reader, court_id: UUID) -> CourtCalendar:
    """The days of a court, as its deadlines are counted now."""
    holidays = await reader.all(select(Holiday).where(Holiday.court_id == court_id))
    closures = await reader.all(select(Closure).where(Closure.court_id == court_id).order_by(col(Closure.begins)))
    return CourtCalendar(
        holidays={row.day: row.name for row in holidays},
        outages=tuple(Outage(row.begins, row.ends) for row in closures),
    )


async def holidays_of(reader: Reader, court_id: UUID, since: date) -> list[HolidayView]:
    """The holidays of a court from a day on, in order."""
    statement = select(Holiday).where(Holiday.court_id == court_id, col(Holiday.day) >= since)
    rows = await reader.all(statement.order_by(col(Holiday.day)))
    return [HolidayView(id=row.id, day=row.day, name=row.name) for row in rows]


async def closures_of(reader: Reader, court_id: UUID, since: datetime) -> list[ClosureView]:
    """The times in which filing was not possible that end after an instant, in order."""
    statement = select(Closure).where(Closure.court_id == court_id, col(Closure.ends) >= since)
    rows = await reader.all(statement.order_by(col(Closure.begins)))
    return [ClosureView(id=row.id, begins=row.begins, ends=row.ends) for row in rows]


async def deadlines_in(reader: Reader, case_id: UUID) -> list[DeadlineView]:
    """The deadlines of a case, the next to end first; who may read them was asked before."""
    statement = select(Deadline, Case, Court).join(Case, col(Case.id) == col(Deadline.case_id))
    statement = statement.join(Court, col(Court.id) == col(Case.court_id)).where(Deadline.case_id == case_id)
    return _views(await reader.rows(statement.order_by(col(Deadline.ends_at), col(Deadline.id))))


async def deadlines_of(reader: Reader, principal: Principal, until: datetime, most: int = 200) -> list[DeadlineView]:
    """What still runs or is stayed on a person's desk and ends before an instant, the next to end first."""
    scope = visible_to(await actor_of(reader, principal))
    statement = select(Deadline, Case, Court).join(Case, col(Case.id) == col(Deadline.case_id))
    statement = statement.join(Court, col(Court.id) == col(Case.court_id))
    statement = statement.where(scope.desk(Act.see_hearings), col(Deadline.state).in_(OPEN), Deadline.ends_at < until)
    wanted = statement.order_by(col(Deadline.ends_at), col(Deadline.id)).limit(most)
    return _views(await reader.rows(wanted.params(scope.values)))


async def open_deadlines(reader: Reader, court_id: UUID) -> list[Deadline]:
    """What runs or is stayed at a court."""
    return await reader.all(
        select(Deadline).where(Deadline.court_id == court_id, col(Deadline.state).in_(OPEN)).order_by(col(Deadline.id))
    )


async def to_tell_of(reader: Reader, deadline_id: UUID) -> list[UUID]:
    """Everybody whom a deadline concerns: the parties of its case and their counsel, as they are now."""
    statement = select(col(Part.person_id)).join(Deadline, col(Deadline.case_id) == col(Part.case_id))
    statement = statement.where(Deadline.id == deadline_id, col(Part.until).is_(None), col(Part.suspended_at).is_(None))
    return await reader.all(statement.where(col(Part.role).in_([one.value for one in OF_THE_CASE])))


async def to_tell_in(reader: Reader, case_id: UUID) -> list[UUID]:
    """The parties of a case and their counsel, as they are now."""
    statement = select(col(Part.person_id)).where(
        Part.case_id == case_id, col(Part.until).is_(None), col(Part.suspended_at).is_(None)
    )
    return await reader.all(statement.where(col(Part.role).in_([one.value for one in OF_THE_CASE])))


def counted(row: Deadline, days: CourtCalendar, zone: str) -> End:
    """When a deadline ends on this calendar, in this zone. Raises NoCourtDaysLeft."""
    period = Period(row.length, Unit(row.unit), Way(row.way))
    try:
        end = prolonged(end_of(period, row.event_at, days, ZoneInfo(zone)), row.stayed_days, days)
    except CalendarWithoutDays as reason:
        raise NoCourtDaysLeft() from reason
    return not_sooner(end, row.not_before)


async def counted_at(reader: Reader, rows: Sequence[Deadline], court_id: UUID, zone: str) -> list[datetime]:
    """When deadlines would end at another court: never sooner than now."""
    days = await calendar_of(reader, court_id)
    return [max(counted(row, days, zone).at, row.ends_at).astimezone(UTC) for row in rows]


def as_trace(end: End) -> list[list[str]]:
    """The explanation as it is kept: [day, because, name]."""
    return [[step.day.isoformat(), step.because.value, step.name] for step in end.trace]


def _views(rows: Sequence[tuple[Deadline, Case, Court]]) -> list[DeadlineView]:
    return [
        DeadlineView(
            **row.model_dump(include=set(DeadlineView.model_fields) - {"trace"}),
            case_number=case.number,
            zone=court.zone,
            trace=tuple(StepView(day=date.fromisoformat(d), because=b, name=n) for d, b, n in row.trace),
        )
        for row, case, court in rows
    ]
