"""What happened on paper; ids and figures only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FilePrinted(Event):
    """The docket and documents of a case were put together for a hearing; each document has a leaf of its own."""

    kind: ClassVar[str] = "paper.file-printed"
    hearing_id: UUID
    documents: int
