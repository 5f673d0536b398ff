"""What happened about erasing for good, before it was done."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureAsked(Event):
    """An officer asked for it; nothing is erased yet."""

    kind: ClassVar[str] = "case.erasure-asked"
    request_id: UUID
    what: str
    cases: int
    documents: int
    order: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureDecided(Event):
    """Another officer confirmed or refused it, or the first withdrew it."""

    kind: ClassVar[str] = "case.erasure-decided"
    request_id: UUID
    asked_by: UUID
    decision: str
