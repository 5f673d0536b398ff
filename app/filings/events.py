"""What happened to filings. Kinds follow the acts; ids only, no title and no name."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FilingSubmitted(Event):
    """A complete envelope is durable; this is what its receipt says.

    `documents`: SHA-256 of each document, in order; `again`: a correction of what was returned.
    """

    kind: ClassVar[str] = "filings.submitted"
    filing_id: UUID
    number: str
    case_number: str
    received_at: datetime
    first_byte_at: datetime
    interruptions: int
    documents: tuple[str, ...]
    again: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FilingTakenUp(Event):
    kind: ClassVar[str] = "filings.taken-up"
    filing_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FilingAccepted(Event):
    """It takes effect at `effective_at` unless undone before."""

    kind: ClassVar[str] = "filings.accepted"
    filing_id: UUID
    effective_at: datetime


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceUndone(Event):
    kind: ClassVar[str] = "filings.acceptance-undone"
    filing_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FilingDocketed(Event):
    """Number, entry, public copies and service records came into being together."""

    kind: ClassVar[str] = "filings.docketed"
    filing_id: UUID
    entry_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FilingServed(Event):
    """Every party to be told electronically has been told."""

    kind: ClassVar[str] = "filings.served"
    filing_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FilingReturned(Event):
    kind: ClassVar[str] = "filings.returned"
    filing_id: UUID
    reasons: tuple[str, ...]
    cure_by: datetime


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FilingRejected(Event):
    kind: ClassVar[str] = "filings.rejected"
    filing_id: UUID
    ground: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FilingWithdrawn(Event):
    kind: ClassVar[str] = "filings.withdrawn"
    filing_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FilingRead(Event):
    """Somebody opened what another had filed: the envelope with its findings, or its receipt (`part`)."""

    kind: ClassVar[str] = "filings.read"
    filing_id: UUID
    part: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionAsked(Event):
    """Somebody asked that a line of the docket be corrected."""

    kind: ClassVar[str] = "filings.correction-asked"
    correction_id: UUID
    entry_id: UUID
    what: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionDecided(Event):
    """It was refused, undone, or takes effect at `effective_at` unless undone before."""

    kind: ClassVar[str] = "filings.correction-decided"
    correction_id: UUID
    entry_id: UUID
    state: str
    effective_at: datetime | None


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCorrected(Event):
    """A correction took effect: the correcting line stands on the docket. `moved_to`: the right case."""

    kind: ClassVar[str] = "filings.entry-corrected"
    correction_id: UUID
    entry_id: UUID
    line_id: UUID
    what: str
    moved_to: UUID | None
