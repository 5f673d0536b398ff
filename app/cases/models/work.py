"""Rows of work: who has what waits for the court office. What waits is never kept here; it follows from the rest."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, text
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime
from app.kernel.ids import new_id

_OPEN = text("until IS NULL")


class Assignment(SQLModel, table=True):
    """Somebody has or had one thing that waits, from when until when, and who gave it to them. Never deleted.

    `case_id`: where the thing is in a case of this court. A case that goes to another court is work of that one
    too: hence one open row for a thing in each court.
    """

    __tablename__ = "assignments"
    __table_args__ = (
        Index(
            "uq_assignments_open",
            "court_id",
            "kind",
            "thing_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_assignments_person", "person_id", "until"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    kind: str  # cases.terms.work.WorkKind
    thing_id: UUID = Field(index=True)
    court_id: UUID = Field(foreign_key="courts.id")
    case_id: UUID | None = Field(default=None, foreign_key="cases.id", index=True)
    person_id: UUID = Field(foreign_key="persons.id")
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    given_by: UUID = Field(foreign_key="persons.id")
