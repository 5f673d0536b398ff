"""When a hearing can be: the instants a wall time means, who is taken then, and which times are free.

Intervals are half-open: a hearing that ends at 11:00 leaves everybody free at 11:00.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from app.kernel.errors import N_, Conflict, Invalid
from app.kernel.zones import TimeDoesNotExist, TimeHappensTwice, local, resolve_local

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=10)
FARTHEST = timedelta(days=3 * 366)
OPENS, CLOSES = time(9), time(17)
STEP = timedelta(minutes=15)
SEARCHED_DAYS = 21
_MINUTE = timedelta(minutes=1)


class DurationOutOfRange(Invalid):
    """`shortest` and `longest` in minutes."""

    code = "duration-out-of-range"
    title = N_("A hearing cannot be this short or this long.")
    hint = N_("Give it between 5 minutes and 10 hours. Book a longer hearing day by day.")


class TimeHasPassed(Invalid):
    code = "time-has-passed"
    title = N_("This time has already passed at the court.")
    hint = N_("Choose a time that is still to come.")


class TooFarAhead(Invalid):
    """`days`: how far ahead the calendar goes."""

    code = "too-far-ahead"
    title = N_("The court's calendar does not go that far ahead.")
    hint = N_("Choose a day within the next three years.")


class ParticipantNotAvailable(Conflict):
    """What everybody may know of a clash: never who, where or why."""

    code = "participant-not-available"
    title = N_("A participant is not available at this time.")
    hint = N_("Choose another time. The page suggests times that are free for everybody.")


class DoubleBooked(ParticipantNotAvailable):
    """The same for the clerk of the court: `clashes` lists, for each person, their part id and from when to when."""

    code = "double-booked"
    title = N_("Somebody is already booked at this time.")
    hint = N_("Look at who is booked and until when, then choose another time or another person.")


@dataclass(frozen=True, slots=True)
class Interval:
    """From one instant up to, not including, another."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Interval") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Booked:
    """One person's place in one hearing that stands."""

    person_id: UUID
    hearing_id: UUID
    when: Interval


@dataclass(frozen=True, slots=True)
class WallTime:
    """What the notice says: a day and a time on the court's clock. `second` answers a fold."""

    day: date
    clock: time
    zone: str
    second: bool | None = None

    @property
    def text(self) -> str:
        """`2026-12-03T10:30`."""
        return f"{self.day.isoformat()}T{self.clock:%H:%M}"


def instants(wall: WallTime, lasts: timedelta, now: datetime) -> Interval:
    """What a wall time and a duration mean; the end is counted in real time, across a change of clocks.

    Raises DurationOutOfRange, TooFarAhead, TimeHasPassed, TimeDoesNotExist, TimeHappensTwice.
    """
    check_length(lasts)
    day_of(wall.day, wall.zone, now)
    starts_at = resolve_local(wall.day, wall.clock, wall.zone, second=wall.second)
    if starts_at <= now:
        raise TimeHasPassed()
    return Interval(starts_at, starts_at + lasts)


def check_length(lasts: timedelta) -> None:
    """DurationOutOfRange unless a hearing can last so long."""
    if not SHORTEST <= lasts <= LONGEST:
        raise DurationOutOfRange(shortest=SHORTEST // _MINUTE, longest=LONGEST // _MINUTE)


def day_of(day: date, zone: str, now: datetime) -> date:
    """The day, if the court's calendar has it: from today on the court's clock. TimeHasPassed, TooFarAhead."""
    today = local(now, zone).date()
    if day < today:
        raise TimeHasPassed()
    if day > today + FARTHEST:
        raise TooFarAhead(days=FARTHEST.days)
    return day


def conflicts(wanted: Interval, people: Collection[UUID], booked: Iterable[Booked]) -> tuple[Booked, ...]:
    """Every place of these people in a hearing that overlaps, earliest first."""
    clashes = (one for one in booked if one.person_id in people and one.when.overlaps(wanted))
    return tuple(sorted(clashes, key=lambda one: (one.when.starts_at, one.person_id)))


def free_times(
    first_day: date, lasts: timedelta, zone: str, busy: Collection[Interval], now: datetime, *, count: int = 4
) -> tuple[Interval, ...]:
    """The next times free of `busy` within court hours, Monday to Friday, at most one in the morning and one after.

    Days are looked through from `first_day` for three weeks. A time in a gap or a fold is not suggested.
    """
    found: list[Interval] = []
    for day in _working_days(first_day):
        for half in (time(OPENS.hour), time(13)):
            free = (one for one in _times_of_half(day, half, lasts, zone) if one.starts_at > now)
            best = next((one for one in free if not any(one.overlaps(other) for other in busy)), None)
            if best is not None:
                found.append(best)
            if len(found) == count:
                return tuple(found)
    return tuple(found)


def _working_days(first: date) -> Iterator[date]:
    days = (first + timedelta(days=ahead) for ahead in range(SEARCHED_DAYS))
    return (day for day in days if day.weekday() < 5)


def _times_of_half(day: date, half: time, lasts: timedelta, zone: str) -> Iterator[Interval]:
    """Starts of one half of a day, every quarter of an hour, that end before the court closes."""
    until = time(13) if half < time(13) else CLOSES
    start = datetime.combine(day, half)
    while start < datetime.combine(day, until):
        if start + lasts <= datetime.combine(day, CLOSES):
            try:
                starts_at = resolve_local(day, start.time(), zone)
                yield Interval(starts_at, starts_at + lasts)
            except (TimeDoesNotExist, TimeHappensTwice):
                pass
        start += STEP
