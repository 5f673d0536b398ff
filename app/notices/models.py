"""Rows of notices: who is to be told of which event, and whether they were."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime
from app.kernel.ids import new_id


class Notice(SQLModel, table=True):
    """One message to one person about one event; `sequence` is that of the hearing when it was written."""

    __tablename__ = "notices"
    __table_args__ = (UniqueConstraint("event_id", "person_id"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    event_id: UUID
    person_id: UUID = Field(foreign_key="persons.id", index=True)
    case_id: UUID = Field(foreign_key="cases.id")
    subject: str  # notices.terms.Subject
    hearing_id: UUID | None = Field(default=None, foreign_key="hearings.id", index=True)
    filing_id: UUID | None = Field(default=None, foreign_key="filings.id")
    order_id: UUID | None = Field(default=None, foreign_key="court_orders.id")
    sequence: int = 0
    state: str
    written_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    closed_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
