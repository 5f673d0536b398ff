"""What happened in the register."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Event):
    kind: ClassVar[str] = "case.opened"
    number: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PartTaken(Event):
    """A person was given a part in a case."""

    kind: ClassVar[str] = "case.part-taken"
    part_id: UUID
    person_id: UUID
    role: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class EntryMade(Event):
    """A line was entered on the docket."""

    kind: ClassVar[str] = "case.entry-made"
    entry_id: UUID
    sequence: int
    number: int | None
    level: str
