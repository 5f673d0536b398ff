"""Local wall time of a court and the instant it means; gaps are refused, folds are asked about."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.kernel.errors import N_, Conflict, Invalid

_DAY = timedelta(days=1)


class TimeDoesNotExist(Invalid):
    code = "time-does-not-exist"
    title = N_("This time does not exist on that day: the clocks go forward.")
    hint = N_("Choose a time before or after the missing hour.")


class TimeHappensTwice(Conflict):
    code = "time-happens-twice"
    title = N_("This time happens twice on that day: the clocks go back.")
    hint = N_("Say whether you mean the first or the second time.")


class UnknownZone(Invalid):
    code = "unknown-zone"
    title = N_("This time zone is not known.")
    hint = N_("Choose a zone from the list, for example Europe/Vienna.")


def zone(name: str) -> ZoneInfo:
    """The IANA zone called `name`, or UnknownZone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as reason:
        raise UnknownZone() from reason


def resolve_local(day: date, clock_time: time, zone_name: str, *, second: bool | None = None) -> datetime:
    """The UTC instant of a local wall time.

    `second` answers a fold: False the first, True the second occurrence, None asks by raising
    TimeHappensTwice. A wall time inside a gap raises TimeDoesNotExist.
    """
    where = zone(zone_name)
    early = datetime.combine(day, clock_time, where).replace(fold=0)
    late = early.replace(fold=1)
    if early.astimezone(UTC).astimezone(where).replace(tzinfo=None) != early.replace(tzinfo=None):
        raise TimeDoesNotExist(zone=zone_name)
    if early.utcoffset() != late.utcoffset() and second is None:
        raise TimeHappensTwice(zone=zone_name)
    return (late if second else early).astimezone(UTC)


def around(day: date) -> tuple[datetime, datetime]:
    """From when to when it can be this day anywhere; no zone is further than a day from UTC."""
    within = min(max(day, date.min + 2 * _DAY), date.max - 2 * _DAY)
    midnight = datetime.combine(within, time(), UTC)
    return midnight - _DAY, midnight + 2 * _DAY


def local(at: datetime, zone_name: str) -> datetime:
    """The wall time of `at` in a zone."""
    return at.astimezone(zone(zone_name))
