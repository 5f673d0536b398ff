"""Which fee a court's schedule sets for something on a day: the latest rate that began by then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

NO_CURRENCY = "EUR"
"""What nothing is counted in, where a court has set no currency yet."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What something costs from a day on; `cents` in the smallest unit of the court's currency."""

    what: str
    cents: int
    since: date


def rate_on(rates: Iterable[Rate], what: str, day: date) -> int:
    """The fee on that day; nothing where the schedule has no rate. Of one day the last one given counts."""
    known = [rate for rate in rates if rate.what == what and rate.since <= day]
    return max(enumerate(known), key=lambda one: (one[1].since, one[0]))[1].cents if known else 0


def of_filing(kind: str) -> str:
    """The name in the schedule of a type of filing."""
    return f"filing:{kind}"


def of_opening(series: str) -> str:
    """The name in the schedule of opening a case that is numbered by these letters."""
    return f"opening:{series}"
