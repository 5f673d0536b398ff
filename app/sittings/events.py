"""What happened in a sitting, for the log: ids, acts and states; never a word that was said."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SittingStepTaken(Event):
    """Opened, begun, recessed, suspended, stopped, resumed, adjourned, concluded, and the rest of the table."""

    kind: ClassVar[str] = "sitting.step-taken"
    hearing_id: UUID
    sequence: int
    act: str
    state: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantMoved(Event):
    kind: ClassVar[str] = "sitting.participant-moved"
    hearing_id: UUID
    sequence: int
    participant_id: UUID
    act: str
    stage: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CheckMade(Event):
    """Identity, company, oath or affirmation: that it was settled and how, never what was seen."""

    kind: ClassVar[str] = "sitting.check-made"
    hearing_id: UUID
    sequence: int
    participant_id: UUID
    check: str
    method: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantNoted(Event):
    """Something was settled about one participant: who is at their screen, their removal, the summary owed to them."""

    kind: ClassVar[str] = "sitting.participant-noted"
    hearing_id: UUID
    sequence: int
    participant_id: UUID
    act: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureChanged(Event):
    """Somebody started sending by their own tap, or ended it."""

    kind: ClassVar[str] = "sitting.capture-changed"
    hearing_id: UUID
    sequence: int
    participant_id: UUID
    on: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureChanged(Event):
    """Edges of the floor that opened and closed, as rows of the ledger."""

    kind: ClassVar[str] = "sitting.exposure-changed"
    hearing_id: UUID
    opened: tuple[UUID, ...]
    closed: tuple[UUID, ...]


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesRead(Event):
    """Somebody was given the minutes of a sitting."""

    kind: ClassVar[str] = "sitting.minutes-read"
    hearing_id: UUID
