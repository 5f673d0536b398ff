"""What happened to petitions and charges before there was a case."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AskingReceived(Event):
    """Somebody asked a court for a case."""

    kind: ClassVar[str] = "case.asking-received"
    asking_id: UUID
    court_id: UUID
    number: str
    asked_as: str
    received_at: datetime


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AskingAccepted(Event):
    """A case was opened from it, with the time it was received."""

    kind: ClassVar[str] = "case.asking-accepted"
    asking_id: UUID
    received_at: datetime


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AskingRefused(Event):
    kind: ClassVar[str] = "case.asking-refused"
    asking_id: UUID
    court_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AskingWithdrawn(Event):
    kind: ClassVar[str] = "case.asking-withdrawn"
    asking_id: UUID
    court_id: UUID
