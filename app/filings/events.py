"""What happened to filings. Kinds follow the acts; ids only, no title and no name."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfFiling(Event):
    kind: ClassVar[str] = ""
    filing_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FilingSubmitted(_OfFiling):
    """A complete envelope is durable. `documents`: SHA-256 of each document, in order."""

    kind: ClassVar[str] = "filings.submitted"
    number: str
    received_at: datetime
    documents: tuple[str, ...]
    again: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FilingTakenUp(_OfFiling):
    kind: ClassVar[str] = "filings.taken-up"


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FilingAccepted(_OfFiling):
    """It takes effect at `effective_at` unless undone before."""

    kind: ClassVar[str] = "filings.accepted"
    effective_at: datetime


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceUndone(_OfFiling):
    kind: ClassVar[str] = "filings.acceptance-undone"


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FilingDocketed(_OfFiling):
    """Number, entry, public copies and service records came into being together."""

    kind: ClassVar[str] = "filings.docketed"
    entry_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FilingServed(_OfFiling):
    """Every party to be told electronically has been told."""

    kind: ClassVar[str] = "filings.served"


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FilingReturned(_OfFiling):
    kind: ClassVar[str] = "filings.returned"
    reasons: tuple[str, ...]
    cure_by: datetime


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FilingRejected(_OfFiling):
    kind: ClassVar[str] = "filings.rejected"
    ground: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FilingWithdrawn(_OfFiling):
    kind: ClassVar[str] = "filings.withdrawn"
