"""What happened to whole cases: where they were offered, went, came out of, and whether they rest."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOffered(Event):
    """Another court was asked to take a case over."""

    kind: ClassVar[str] = "case.offered"
    offer_id: UUID
    from_court_id: UUID
    to_court_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class OfferClosed(Event):
    """An offer was refused or taken back; the case is as it was."""

    kind: ClassVar[str] = "case.offer-closed"
    offer_id: UUID
    state: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTransferred(Event):
    """Another court has the case now. `renumbered`: it was given a number of that court as well."""

    kind: ClassVar[str] = "case.transferred"
    offer_id: UUID
    from_court_id: UUID
    to_court_id: UUID
    renumbered: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CasesTogether(Event):
    """The case goes along with another, which leads; or is on its own again (`ended`)."""

    kind: ClassVar[str] = "case.together"
    lead_id: UUID
    kinship: str
    ended: bool = False


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSevered(Event):
    """A case was opened with people and entries of this one."""

    kind: ClassVar[str] = "case.severed"
    new_case_id: UUID
    parts: int
    entries: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAppealed(Event):
    """A case was opened at a court of appeal, with everything that is in this one."""

    kind: ClassVar[str] = "case.appealed"
    new_case_id: UUID
    court_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRemitted(Event):
    """The court of appeal is done; the case it came from goes on."""

    kind: ClassVar[str] = "case.remitted"
    back_to_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRests(Event):
    """The case was archived, or opened again."""

    kind: ClassVar[str] = "case.rests"
    state: str
