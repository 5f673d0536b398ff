"""Who has which work of the court office: given and taken, never what it says."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class WorkAssigned(Event):
    """Somebody has it now. `before`: who had it until then."""

    kind: ClassVar[str] = "work.assigned"
    court_id: UUID
    what: str
    thing_id: UUID
    person_id: UUID
    before: UUID | None


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class WorkGivenBack(Event):
    """Nobody has it now."""

    kind: ClassVar[str] = "work.given-back"
    court_id: UUID
    what: str
    thing_id: UUID
    before: UUID
