"""What happened about notes beside the record: that one was written, never what it says."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(Event):
    kind: ClassVar[str] = "case.note-written"
    note_id: UUID
    what: str
