"""Rows of the calendar of the law: holidays and outages of a court, and the deadlines counted on them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.types import CanonicalJson, UtcDateTime
from app.kernel.ids import new_id


class Holiday(SQLModel, table=True):
    """A day on which a court does not work."""

    __tablename__ = "holidays"
    __table_args__ = (UniqueConstraint("court_id", "day"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    court_id: UUID = Field(foreign_key="courts.id", index=True)
    day: date
    name: str
    declared_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class Closure(SQLModel, table=True):
    """A time in which filing at a court was not possible, as published."""

    __tablename__ = "closures"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    court_id: UUID = Field(foreign_key="courts.id", index=True)
    begins: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    ends: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


_version = Column("version", Integer, nullable=False)


class Deadline(SQLModel, table=True):
    """A period that runs in a case. `ends_at` and `trace` follow from the rest and the calendar of the court."""

    __tablename__ = "deadlines"
    __table_args__ = (Index("ix_deadlines_open", "court_id", "state", "ends_at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    court_id: UUID = Field(foreign_key="courts.id")
    title: str
    event_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    length: int
    unit: str  # cases.terms.Unit
    way: str  # cases.terms.Way
    ends_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    trace: list[Any] = Field(sa_column=Column(CanonicalJson, nullable=False))
    state: str  # cases.terms.DeadlineState
    stayed_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    stayed_days: int = 0  # days it stood still, added to its end
    moved_from: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    not_before: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))  # an end that no move takes away
    set_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    version: int = Field(default=1, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}
