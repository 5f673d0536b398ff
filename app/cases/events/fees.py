"""What happened to the fees of cases; figures and ids only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FeeCharged(Event):
    """A fee became due. `what`: for what; `cents`: in the smallest unit of `currency`."""

    kind: ClassVar[str] = "case.fee-charged"
    charge_id: UUID
    what: str
    cents: int
    currency: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FeeWaiverAsked(Event):
    """Somebody asked not to pay a fee: payment is suspended."""

    kind: ClassVar[str] = "case.fee-waiver-asked"
    charge_id: UUID
    ground: str
