"""What filing costs: the rate of the court's schedule, and a request for waiver that suspends it until a ruling."""

from dataclasses import dataclass

from app.filings.terms import WaiverGround


@dataclass(frozen=True, slots=True)
class Fee:
    """`amount`: what the schedule says; `due`: what is to be paid now. Cents."""

    amount: int
    due: int
    currency: str
    waiver: WaiverGround | None


def quote(amount: int, currency: str, waiver: WaiverGround | None) -> Fee:
    """The fee of one filing: a request for waiver is enough to file without paying."""
    return Fee(amount, 0 if waiver else amount, currency, waiver)
