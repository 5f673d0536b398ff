"""When a period ends: every day counts, the first does not, and the last is a court day (as FRCP 6(a)).

- days, weeks, months, years: the day of the event is left out, every day is counted, and a period that would
  end on a day without court runs to the end of the next court day (backwards: the one before);
- court days: only days on which the court works are counted;
- hours: counted from the event at once; an end on a day without court moves to the same hour of the next one;
- months and years end on the day with the same number, or on the last of the month where there is none;
- where filing was not possible when a period ended, it runs to the end of the first court day with filing.

A deadline by the day ends with that day in the zone of the court.
"""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.cases.errors import DeadlineStepNotOpen
from app.cases.rules.court_days import DAY, LONGEST_CLOSED, CalendarWithoutDays, CourtCalendar
from app.cases.terms import Because, DeadlineState, Unit, Way

_LAST_MOMENT = time(23, 59, 59)
_S = DeadlineState
_LIFE: Mapping[DeadlineState, frozenset[DeadlineState]] = {
    _S.running: frozenset({_S.met, _S.stayed, _S.lifted}),
    _S.stayed: frozenset({_S.running, _S.lifted}),
    _S.met: frozenset({_S.running}),  # it turned out not to be
    _S.lifted: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Period:
    """So many units after or before an event."""

    length: int
    unit: Unit
    way: Way = Way.after


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the explanation: a day, what it has to do with the end, and the name of a holiday."""

    day: date
    because: Because
    name: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """The last moment of a period, in the zone of the court, and why it is that one."""

    at: datetime
    trace: tuple[Step, ...]


def end_of(period: Period, event: datetime, days: CourtCalendar, zone: ZoneInfo) -> End:
    """When a period ends that is counted from an event. Raises CalendarWithoutDays."""
    wall = event.astimezone(zone)
    sign = 1 if period.way is Way.after else -1
    counted, kept = _counted(period, wall, days, sign)
    trace = [Step(wall.date(), Because.begins), Step(counted, Because.counted)]
    last = days.next_working(counted, sign * DAY)
    trace += _without_court(counted, last, days, sign)
    at = datetime.combine(last, kept, zone)
    if sign > 0:
        at, outage_steps = _after_outages(at, days, zone)
        trace += outage_steps
    return End(at, (*trace, Step(at.date(), Because.ends)))


def prolonged(end: End, stayed_days: int, days: CourtCalendar) -> End:
    """The end of a period that stood still for so many days."""
    if stayed_days == 0:
        return end
    last = days.next_working(end.at.date() + stayed_days * DAY)
    return End(
        datetime.combine(last, end.at.timetz()),
        (*end.trace[:-1], Step(end.at.date(), Because.stayed), Step(last, Because.ends)),
    )


def not_sooner(end: End, before: datetime | None) -> End:
    """The end, or the later one that the period had before its case was moved."""
    if before is None or end.at >= before:
        return end
    kept = before.astimezone(end.at.tzinfo)
    return End(kept, (*end.trace[:-1], Step(kept.date(), Because.kept), Step(kept.date(), Because.ends)))


def changed(state: DeadlineState, wanted: DeadlineState) -> DeadlineState:
    """The state after a change; raises DeadlineStepNotOpen."""
    if wanted not in _LIFE[state]:
        raise DeadlineStepNotOpen(state=state.value)
    return wanted


def _counted(period: Period, wall: datetime, days: CourtCalendar, sign: int) -> tuple[date, time]:
    """Where counting alone ends, and the time of day that goes with it."""
    day, length = wall.date(), period.length
    match period.unit:
        case Unit.hours:
            moved = (wall.astimezone(ZoneInfo("UTC")) + sign * timedelta(hours=length)).astimezone(wall.tzinfo)
            return moved.date(), moved.time().replace(microsecond=0)
        case Unit.days:
            return day + sign * length * DAY, _LAST_MOMENT
        case Unit.weeks:
            return day + sign * length * 7 * DAY, _LAST_MOMENT
        case Unit.court_days:
            return _court_days_on(day, length, days, sign), _LAST_MOMENT
        case Unit.months:
            return _months_on(day, sign * length), _LAST_MOMENT
        case Unit.years:
            return _months_on(day, sign * length * 12), _LAST_MOMENT


def _court_days_on(day: date, length: int, days: CourtCalendar, sign: int) -> date:
    closed = 0
    while length:
        day += sign * DAY
        works = days.works(day)
        closed, length = (0, length - 1) if works else (closed + 1, length)
        if closed > LONGEST_CLOSED:
            raise CalendarWithoutDays()
    return day


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _without_court(counted: date, last: date, days: CourtCalendar, sign: int) -> Iterator[Step]:
    day = counted
    while day != last:
        name = days.holidays.get(day, "")
        yield Step(day, Because.holiday if name else Because.weekend, name)
        day += sign * DAY


def _after_outages(at: datetime, days: CourtCalendar, zone: ZoneInfo) -> tuple[datetime, list[Step]]:
    """The end of the first court day on which filing was possible again."""
    trace: list[Step] = []
    while (outage := days.outage_at(at)) is not None:
        trace.append(Step(at.date(), Because.outage))
        after = outage.ends.astimezone(zone).date()
        last = days.next_working(after if after > at.date() else at.date() + DAY)
        at = datetime.combine(last, _LAST_MOMENT, zone)
    return at, trace
