"""What filing costs: a schedule that is data, and a waiver that suspends payment until the court rules on it."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.filings.terms import FilingType, WaiverGround

CURRENCY = "EUR"
SCHEDULE: Mapping[FilingType, int] = dict.fromkeys(FilingType, 0)
"""Cents for each type. Every filing is free where no schedule has been ruled."""


@dataclass(frozen=True, slots=True)
class Fee:
    """`amount`: what the schedule says; `due`: what is to be paid now. Cents."""

    amount: int
    due: int
    currency: str
    waiver: WaiverGround | None


def quote(kind: FilingType, waiver: WaiverGround | None, schedule: Mapping[FilingType, int] = SCHEDULE) -> Fee:
    """The fee of one filing: a request for waiver is enough to file without paying."""
    amount = schedule[kind]
    return Fee(amount, 0 if waiver else amount, CURRENCY, waiver)
