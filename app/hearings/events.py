"""What happened to a hearing's plan. Times are those of the court's public calendar; people are counted, not named."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class HearingBooked(Event):
    kind: ClassVar[str] = "hearings.booked"
    hearing_id: UUID
    starts_at: datetime
    ends_at: datetime
    sequence: int = 0


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class HearingRescheduled(Event):
    kind: ClassVar[str] = "hearings.rescheduled"
    hearing_id: UUID
    starts_at: datetime
    ends_at: datetime
    sequence: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class HearingVacated(Event):
    kind: ClassVar[str] = "hearings.vacated"
    hearing_id: UUID
    reason: str
    sequence: int
