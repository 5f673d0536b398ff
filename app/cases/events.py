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


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CourtAdded(Event):
    kind: ClassVar[str] = "case.court-added"
    court_id: UUID
    zone: str
    language: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CourtCorrected(Event):
    """The name, zone or language of a court was changed."""

    kind: ClassVar[str] = "case.court-corrected"
    court_id: UUID
    zone: str
    language: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAdded(Event):
    """A court was given a unit of its registry."""

    kind: ClassVar[str] = "case.unit-added"
    court_id: UUID
    unit_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsOfClerkChanged(Event):
    """A clerk works for these units from now on; for none of them means for the whole court."""

    kind: ClassVar[str] = "case.units-of-clerk-changed"
    court_id: UUID
    person_id: UUID
    unit_ids: tuple[UUID, ...]
