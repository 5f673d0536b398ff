"""Rows of the parts people play in a case, and of what counsel told the court about representing somebody."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime
from app.kernel.ids import new_id


class Part(SQLModel, table=True):
    """A part a person plays in a case, from one instant to another; nothing while it is suspended."""

    __tablename__ = "parts"
    __table_args__ = (
        Index("ix_parts_person", "person_id", "case_id"),
        UniqueConstraint("case_id", "pseudonym"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    person_id: UUID = Field(foreign_key="persons.id")
    role: str  # protection.terms.Role
    for_person_id: UUID | None = Field(default=None, foreign_key="persons.id")
    pseudonym: str | None = None
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    suspended_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    granted_by: UUID | None = Field(default=None, foreign_key="persons.id")
    order_ref: str | None = None


class CounselNotice(SQLModel, table=True):
    """Counsel's notice that they appear, take over or withdraw; the court confirms or refuses it."""

    __tablename__ = "counsel_notices"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    person_id: UUID = Field(foreign_key="persons.id", index=True)
    kind: str  # cases.terms.NoticeKind
    role: str  # as which counsel
    part_id: UUID | None = Field(default=None, foreign_key="parts.id")  # the part that is given up
    state: str  # cases.terms.NoticeState
    given_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    decided_by: UUID | None = Field(default=None, foreign_key="persons.id")
    decided_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
