"""Rows of protection orders: rulings about one person in one case, never deleted, varied by replacement."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.db.types import CanonicalJson, ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected


class OrderReach(SQLModel, table=True):
    """The orders of one case bind in another too: it came out of that case, or went along with it. Never ends.

    No policy of the second wall stands before this table: a row that is not seen would expose somebody.
    """

    __tablename__ = "order_reaches"

    case_id: UUID = Field(foreign_key="cases.id", primary_key=True)
    from_case_id: UUID = Field(foreign_key="cases.id", primary_key=True, index=True)
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class ProtectionOrder(SQLModel, table=True):
    """One protection from request to end; `replaces_id` links a variation to the ruling it takes over."""

    __tablename__ = "protection_orders"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    person_id: UUID = Field(foreign_key="persons.id", index=True)
    status: str  # protection.terms
    preset: str
    measures: dict[str, Any] = Field(default_factory=dict, sa_column=Column(CanonicalJson, nullable=False))
    requested_by: UUID = Field(foreign_key="persons.id")
    requested_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    ruled_by: UUID | None = Field(default=None, foreign_key="persons.id")
    ruled_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    defence_heard: bool | None = None
    legal_basis: str = ""
    public_reason: str = ""
    sealed_reason: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    review_on: date | None = None
    replaces_id: UUID | None = Field(default=None, foreign_key="protection_orders.id")
    ended_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
