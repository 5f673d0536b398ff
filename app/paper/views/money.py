"""Fees and money as one viewer may read them; amounts in the smallest unit of `currency`."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class ChargeLine(_View):
    """One fee. `due`: what is to be paid now; nothing while a request not to pay waits for a ruling."""

    id: UUID
    case_id: UUID
    case_number: str
    filing_id: UUID | None
    what: str
    cents: int
    currency: str
    paid: int
    refunded: int
    due: int
    waiver: str | None
    made_at: datetime


class PaymentView(_View):
    """Money that arrived, with the number of its receipt."""

    id: UUID
    number: str
    cents: int
    method: str
    taken_at: datetime


class RefundView(_View):
    """`mine`: whoever reads this asked for it, so somebody else decides."""

    id: UUID
    cents: int
    method: str
    state: str
    reason: str
    asked_at: datetime
    mine: bool


class WaiverView(_View):
    """A request not to pay. `words`: what was written to the court; `reason`: of the ruling."""

    id: UUID
    ground: str
    state: str
    words: str
    grant_ref: str | None
    reason: str
    asked_at: datetime
    ruled_at: datetime | None


class TransferView(_View):
    """How to pay by transfer."""

    reference: str
    payee: str
    iban: str


class ChargeView(ChargeLine):
    """A fee with everything that happened to it, and what this viewer can do about it."""

    zone: str
    court: str
    payments: list[PaymentView]
    refunds: list[RefundView]
    waivers: list[WaiverView]
    transfer: TransferView | None
    can_take: bool
    can_rule: bool
    can_ask: bool


class PaymentReceipt(_View):
    """What the receipt of a payment says, the same whenever it is printed. `fee`: all that was charged."""

    number: str
    court: str
    zone: str
    case_number: str
    what: str
    cents: int
    currency: str
    method: str
    taken_at: datetime
    fee: int


class CreditView(_View):
    """A line of a statement."""

    id: UUID
    entry: str
    booked_on: date
    cents: int
    currency: str
    state: str
    words: str


class CashDayView(_View):
    """The money of a court on one day (`rules.cash`). Credits are those booked that day."""

    court: str
    currency: str
    zone: str
    day: date
    taken: int
    given_back: int
    expected: int
    counted: int | None
    difference: int | None
    explanation: str
    counted_at: datetime | None
    closed_at: datetime | None
    touched_by_me: bool
    receipts: list[PaymentView]
    arrived: int
    settled: int
    open_credits: list[CreditView]


class StatementTaken(_View):
    """What a statement brought: `known` lines were taken in before; `open` ones wait for somebody to look."""

    lines: int
    known: int
    settled: int
    open: int


class RateView(_View):
    what: str
    cents: int
    since: date


class ScheduleView(_View):
    """A court's fees. `rates`: by what they are for, the latest first."""

    court_id: UUID
    court: str
    currency: str
    payee: str
    iban: str
    rates: list[RateView]
    series: list[str]


class ReceiptRef(_View):
    """A payment that was just entered."""

    payment_id: UUID
    number: str
