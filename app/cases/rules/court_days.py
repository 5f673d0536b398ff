"""Which days a court works, and when it could not be reached: what deadlines are counted on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

DAY = timedelta(days=1)
LONGEST_CLOSED = 60  # days in a row without a court day; more is a mistake in the calendar


@dataclass(frozen=True, slots=True)
class Outage:
    """A published time in which filing here was not possible."""

    begins: datetime
    ends: datetime

    def covers(self, at: datetime) -> bool:
        return self.begins <= at < self.ends


@dataclass(frozen=True, slots=True)
class CourtCalendar:
    """The days of one court. `weekend`: ISO weekdays without work; `holidays`: their names by day."""

    weekend: frozenset[int] = frozenset({6, 7})
    holidays: Mapping[date, str] = field(default_factory=dict)
    outages: Sequence[Outage] = ()

    def works(self, day: date) -> bool:
        """Whether this is a court day."""
        return day.isoweekday() not in self.weekend and day not in self.holidays

    def next_working(self, day: date, step: timedelta = DAY) -> date:
        """The day itself if the court works then, else the nearest court day in the direction of `step`."""
        for _ in range(LONGEST_CLOSED):
            if self.works(day):
                return day
            day += step
        raise CalendarWithoutDays()

    def outage_at(self, at: datetime) -> Outage | None:
        """The outage that covers an instant."""
        return next((one for one in self.outages if one.covers(at)), None)


class CalendarWithoutDays(ValueError):
    """The court would not work for two months: refused when a holiday is entered."""
