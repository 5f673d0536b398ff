"""Rows of fees: a court's schedule, where it is paid, and each fee that became due in a case."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.types import ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected


class FeeAccount(SQLModel, table=True):
    """In which currency a court takes fees, and to which account they are transferred."""

    __tablename__ = "fee_accounts"

    court_id: UUID = Field(primary_key=True, foreign_key="courts.id")
    currency: str  # ISO 4217
    payee: str = ""
    iban: str = ""


class FeeRate(SQLModel, table=True):
    """What something costs at a court from a day on. Never changed: a new rate has its own day."""

    __tablename__ = "fee_rates"
    __table_args__ = (Index("ix_fee_rates_what", "court_id", "what", "since"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    court_id: UUID = Field(foreign_key="courts.id")
    what: str  # cases.rules.fees: filing:<type>, opening:<series>
    cents: int
    since: date
    set_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    set_by: UUID = Field(foreign_key="persons.id")


class Charge(SQLModel, table=True):
    """A fee that became due. `paid`, `refunded`, `pending`: sums of its payments and refunds, kept with them.

    `payer_id` is for whom the filing was made, on the side `side_id`; none where the court opened the case itself.
    """

    __tablename__ = "charges"
    __table_args__ = (UniqueConstraint("filing_id"), Index("ix_charges_court", "court_id", "made_at"))

    id: UUID = Field(default_factory=new_id, primary_key=True)
    court_id: UUID = Field(foreign_key="courts.id")
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    filing_id: UUID | None = Field(default=None, foreign_key="filings.id")
    payer_id: UUID | None = Field(default=None, foreign_key="persons.id", index=True)
    side_id: UUID | None = None
    what: str
    cents: int
    currency: str
    paid: int = 0
    refunded: int = 0
    pending: int = 0  # refunds asked and not decided
    waiver: str | None = None  # cases.terms.fees.WaiverState
    made_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class FeeWaiver(SQLModel, table=True):
    """A request not to pay one fee and the ruling on it, or the grant of legal aid that was entered."""

    __tablename__ = "fee_waivers"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    charge_id: UUID = Field(foreign_key="charges.id", index=True)
    ground: str  # filings.terms.WaiverGround
    words: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    grant_ref: str | None = None
    state: str  # cases.terms.fees.WaiverState
    asked_by: UUID = Field(foreign_key="persons.id")
    asked_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    ruled_by: UUID | None = Field(default=None, foreign_key="persons.id")
    ruled_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    reason: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
