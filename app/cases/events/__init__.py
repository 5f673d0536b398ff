"""What happened in the register."""

from dataclasses import dataclass
from datetime import datetime
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


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeGiven(Event):
    """A judge was given a case: drawn (`method`, `seed`, everybody's weight) or named by hand (none of these)."""

    kind: ClassVar[str] = "case.judge-given"
    draw_id: UUID
    person_id: UUID
    replaced_id: UUID | None
    presides: bool
    method: str | None
    seed: str | None
    drawn_of: tuple[UUID, ...]
    weights: tuple[int, ...]


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeRecused(Event):
    kind: ClassVar[str] = "case.judge-recused"
    person_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PartEnded(Event):
    """A person plays a part in a case no more."""

    kind: ClassVar[str] = "case.part-ended"
    part_id: UUID
    person_id: UUID
    role: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFormSet(Event):
    """A court writes its case numbers in this form from now on."""

    kind: ClassVar[str] = "case.number-form-set"
    court_id: UUID
    code: str
    text: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTypeDescribed(Event):
    """A kind of case was added to a court or changed."""

    kind: ClassVar[str] = "case.type-described"
    court_id: UUID
    type_id: UUID
    matter: str
    profile: str
    level: str
    method: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTypeRetired(Event):
    kind: ClassVar[str] = "case.type-retired"
    court_id: UUID
    type_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeListDescribed(Event):
    """A list of judges was added to a court, or other judges are on it."""

    kind: ClassVar[str] = "case.judge-list-described"
    court_id: UUID
    list_id: UUID
    judges: tuple[UUID, ...]


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AccessGiven(Event):
    """Somebody may see a case, or one document of it, for a purpose and a time."""

    kind: ClassVar[str] = "case.access-given"
    grant_id: UUID
    person_id: UUID
    relation: str
    document_id: UUID | None
    until: datetime


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRecalled(Event):
    kind: ClassVar[str] = "case.access-recalled"
    grant_id: UUID
    person_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CounselToldCourt(Event):
    """Counsel told the court that they appear, take over or ask for leave to withdraw."""

    kind: ClassVar[str] = "case.counsel-told-court"
    notice_id: UUID
    person_id: UUID
    notice: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CounselNoticeDecided(Event):
    kind: ClassVar[str] = "case.counsel-notice-decided"
    notice_id: UUID
    person_id: UUID
    notice: str
    state: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CounselSuspended(Event):
    """Counsel may not act for a time, or may again (`suspended` false)."""

    kind: ClassVar[str] = "case.counsel-suspended"
    part_id: UUID
    person_id: UUID
    suspended: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SealPut(Event):
    """Fewer people may read a case, an entry or a document."""

    kind: ClassVar[str] = "case.sealed"
    thing: str
    thing_id: UUID
    level: str
    before: str
    provisional: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SealLifted(Event):
    """The judge let more people read a case, an entry or a document."""

    kind: ClassVar[str] = "case.unsealed"
    thing: str
    thing_id: UUID
    level: str
    before: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SealKept(Event):
    """The judge ruled that a provisional seal stays."""

    kind: ClassVar[str] = "case.seal-kept"
    seal_id: UUID
    thing_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonNamed(Event):
    """A person is named to something sealed to named persons, or no longer (`named` false)."""

    kind: ClassVar[str] = "case.person-named"
    thing_id: UUID
    person_id: UUID
    named: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class StandInGiven(Event):
    """Somebody may act for another from one instant to another, in one case or all."""

    kind: ClassVar[str] = "case.stand-in-given"
    stand_in_id: UUID
    for_person_id: UUID
    by_person_id: UUID
    stands_in_as: str
    may_sign: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class StandInEnded(Event):
    kind: ClassVar[str] = "case.stand-in-ended"
    stand_in_id: UUID
    for_person_id: UUID
    by_person_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineSet(Event):
    """A period runs in a case and ends at this instant."""

    kind: ClassVar[str] = "case.deadline-set"
    deadline_id: UUID
    ends_at: datetime


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineChanged(Event):
    """A deadline was met, stayed, lifted, or runs again."""

    kind: ClassVar[str] = "case.deadline-changed"
    deadline_id: UUID
    state: str
    ends_at: datetime


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineMoved(Event):
    """A deadline ends at another time because the calendar of the court changed."""

    kind: ClassVar[str] = "case.deadline-moved"
    deadline_id: UUID
    moved_from: datetime
    ends_at: datetime


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CourtCalendarChanged(Event):
    """A holiday was declared or taken back, or a time without filing published; so many deadlines moved."""

    kind: ClassVar[str] = "case.court-calendar-changed"
    court_id: UUID
    what: str
    day: str
    moved: int
