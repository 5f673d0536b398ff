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


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FeePaid(Event):
    """Money arrived for a fee; `number` is that of its receipt."""

    kind: ClassVar[str] = "paper.fee-paid"
    charge_id: UUID
    payment_id: UUID
    number: str
    cents: int
    method: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TransferOrdered(Event):
    """A fee got a reference under which it can be paid by transfer."""

    kind: ClassVar[str] = "paper.transfer-ordered"
    charge_id: UUID
    reference: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RefundAsked(Event):
    kind: ClassVar[str] = "paper.refund-asked"
    charge_id: UUID
    refund_id: UUID
    cents: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RefundEnded(Event):
    """A second person decided about a refund."""

    kind: ClassVar[str] = "paper.refund-ended"
    charge_id: UUID
    refund_id: UUID
    cents: int
    given: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverRuled(Event):
    kind: ClassVar[str] = "paper.waiver-ruled"
    charge_id: UUID
    granted: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class LegalAidEntered(Event):
    kind: ClassVar[str] = "paper.legal-aid-entered"
    charge_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class StatementTakenIn(Event):
    """A statement of a court's account: how many lines were new, how many of them paid a fee by themselves."""

    kind: ClassVar[str] = "paper.statement-taken-in"
    court_id: UUID
    lines: int
    settled: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CreditResolved(Event):
    """A line of a statement that nothing fitted by itself: it paid a fee after all, or somebody said what it is."""

    kind: ClassVar[str] = "paper.credit-resolved"
    court_id: UUID
    credit_id: UUID
    state: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CashCounted(Event):
    kind: ClassVar[str] = "paper.cash-counted"
    court_id: UUID
    day: str
    counted: int
    expected: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CashDayClosed(Event):
    kind: ClassVar[str] = "paper.cash-day-closed"
    court_id: UUID
    day: str
    counted: int
    expected: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRateSet(Event):
    kind: ClassVar[str] = "paper.fee-rate-set"
    court_id: UUID
    what: str
    cents: int
    since: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FeeAccountSet(Event):
    kind: ClassVar[str] = "paper.fee-account-set"
    court_id: UUID
    currency: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitMoved(Event):
    """One link of an exhibit's chain of custody; `act` is `receive` for the first."""

    kind: ClassVar[str] = "paper.exhibit-moved"
    exhibit_id: UUID
    sequence: int
    act: str
