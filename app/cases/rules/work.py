"""When work of the court office is due, and who may take it, give it back or be given it: pure."""

from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from app.cases.errors.work import WorkHeldByAnother, WorkNotWithYou, WorkStandsOtherwise
from app.cases.rules.court_days import CalendarWithoutDays, CourtCalendar
from app.cases.rules.deadlines import Period, end_of
from app.cases.terms import Unit
from app.cases.terms.work import COURT_DAYS, SOON_COURT_DAYS, DueIn, WorkKind

_LAST_MOMENT = time(23, 59, 59)


class Task(NamedTuple):
    """One thing that waits, by kind and id."""

    kind: WorkKind
    id: UUID


Holders = Mapping[Task, UUID | None]
"""Who has each of them; None for what nobody has."""


def due_at(kind: WorkKind, since: datetime, days: CourtCalendar, zone: ZoneInfo) -> datetime:
    """The end of the last of the court days that this kind of work has, counted from when it came in."""
    return _after(since, COURT_DAYS[kind], days, zone)


def soon(now: datetime, days: CourtCalendar, zone: ZoneInfo) -> datetime:
    """Until when a deadline of the court has to end to be work now."""
    return _after(now, SOON_COURT_DAYS, days, zone)


def due_in(due: datetime, now: datetime, zone: ZoneInfo) -> DueIn:
    """How a day stands, on the clock of the court."""
    if due < now:
        return DueIn.passed
    return DueIn.today if due.astimezone(zone).date() == now.astimezone(zone).date() else DueIn.later


def reaches(units: Collection[UUID], unit_id: UUID | None, *, walled: bool) -> bool:
    """Whether a clerk of the court works with it: units are walls around cases, and around nothing else."""
    return not walled or not units or unit_id in units


def check_take(holders: Holders, me: UUID) -> None:
    """Only what nobody else has is taken. Raises WorkHeldByAnother, with who has it."""
    others = {holder for holder in holders.values() if holder not in (None, me)}
    if others:
        raise WorkHeldByAnother(held_by=sorted(str(one) for one in others))


def check_give_back(holders: Holders, me: UUID) -> None:
    """Only one's own is given back. Raises WorkNotWithYou."""
    if any(holder != me for holder in holders.values()):
        raise WorkNotWithYou()


def check_give(holders: Holders, seen: Holders) -> None:
    """It is given from whom one saw it with: what changed hands meanwhile stays. Raises WorkStandsOtherwise."""
    moved = {holders[task] for task in holders if holders[task] != seen[task]}
    if moved:
        raise WorkStandsOtherwise(held_by=sorted(str(one) for one in moved if one is not None))


def _after(since: datetime, court_days: int, days: CourtCalendar, zone: ZoneInfo) -> datetime:
    try:
        return end_of(Period(court_days, Unit.court_days), since, days, zone).at
    except CalendarWithoutDays:  # a list of work is shown all the same
        last = since.astimezone(zone).date() + timedelta(days=court_days)
        return datetime.combine(last, _LAST_MOMENT, zone)
