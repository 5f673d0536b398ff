"""Rows of money: payments with their receipts, refunds, statements, and the cash of each day."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.types import ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected


class Payment(SQLModel, table=True):
    """Money that arrived for one fee. Never changed. `number`: of its receipt, without a gap for a court and year."""

    __tablename__ = "payments"
    __table_args__ = (UniqueConstraint("court_id", "number"), Index("ix_payments_day", "court_id", "day", "method"))

    id: UUID = Field(default_factory=new_id, primary_key=True)
    court_id: UUID = Field(foreign_key="courts.id")
    charge_id: UUID = Field(foreign_key="charges.id", index=True)
    number: str
    cents: int
    method: str  # paper.terms.Method
    credit_id: UUID | None = Field(default=None, foreign_key="credits.id", unique=True)
    taken_by: UUID | None = Field(default=None, foreign_key="persons.id")
    taken_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    day: date  # of the court's calendar


class TransferOrder(SQLModel, table=True):
    """The reference under which one fee can be paid by transfer."""

    __tablename__ = "transfer_orders"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    charge_id: UUID = Field(foreign_key="charges.id", unique=True)
    reference: str = Field(unique=True)
    made_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class Refund(SQLModel, table=True):
    """Money to be given back: asked by one person with a reason, decided by another."""

    __tablename__ = "refunds"
    __table_args__ = (Index("ix_refunds_day", "court_id", "day", "method"),)
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    court_id: UUID = Field(foreign_key="courts.id")
    charge_id: UUID = Field(foreign_key="charges.id", index=True)
    cents: int
    method: str
    reason: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))
    state: str  # paper.terms.RefundState
    asked_by: UUID = Field(foreign_key="persons.id")
    asked_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    decided_by: UUID | None = Field(default=None, foreign_key="persons.id")
    decided_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    day: date | None = None  # on which it left the court


class Credit(SQLModel, table=True):
    """A line of a statement. `words`: what the payer wrote, kept only until the line is settled."""

    __tablename__ = "credits"
    __table_args__ = (UniqueConstraint("court_id", "entry"), Index("ix_credits_day", "court_id", "booked_on"))
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    court_id: UUID = Field(foreign_key="courts.id")
    entry: str  # the bank's own id
    booked_on: date
    cents: int
    currency: str
    state: str  # paper.terms.CreditState
    words: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    explained: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    settled_by: UUID | None = Field(default=None, foreign_key="persons.id")
    taken_in_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class CashDay(SQLModel, table=True):
    """The cash of one court on one day: what was counted, how a difference came about, who closed it."""

    __tablename__ = "cash_days"
    __table_args__ = (UniqueConstraint("court_id", "day"),)
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(primary_key=True)  # made from court and day, so that it can be held before it is there
    court_id: UUID = Field(foreign_key="courts.id")
    day: date
    counted: int | None = None
    explanation: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    counted_by: UUID | None = Field(default=None, foreign_key="persons.id")
    counted_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    expected: int | None = None  # when it was closed
    closed_by: UUID | None = Field(default=None, foreign_key="persons.id")
    closed_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
