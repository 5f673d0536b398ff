"""Rows of emergency access: what two officers asked and allowed, and where a judge ordered silence about it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from app.db.types import ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected


class BreakGlass(SQLModel, table=True):
    """One request for emergency access and what became of it. `number` is what was asked for, found or not.

    `case_id` and `concerned_id` are known only once a second officer allowed it.
    """

    __tablename__ = "break_glass"
    __table_args__ = (Index("ix_break_glass_person", "asked_by", "until"),)
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    number: str
    what: str  # cases.terms.break_glass.What
    pseudonym: str = ""
    reason: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))
    minutes: int
    asked_by: UUID = Field(foreign_key="persons.id")
    asked_court_id: UUID | None = None
    asked_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    decision: str | None = None  # cases.terms.break_glass.Decision
    decided_by: UUID | None = Field(default=None, foreign_key="persons.id")
    decided_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    case_id: UUID | None = Field(default=None, foreign_key="cases.id", index=True)
    concerned_id: UUID | None = Field(default=None, foreign_key="persons.id")
    grant_id: UUID | None = Field(default=None, foreign_key="grants.id")
    silent: bool = False  # a judge had ordered that the person concerned is not told
    until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    ended_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    reviewed_by: UUID | None = Field(default=None, foreign_key="persons.id")
    reviewed_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    note: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))


class Silence(SQLModel, table=True):
    """A judge's order that the persons concerned in a case are not told of emergency access, until it is lifted."""

    __tablename__ = "break_glass_silences"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    reason: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))
    ordered_by: UUID = Field(foreign_key="persons.id")
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
