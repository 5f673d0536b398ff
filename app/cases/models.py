"""Rows of the register: courts, number series, cases, the parts people play, docket entries."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime
from app.kernel.ids import new_id


class Court(SQLModel, table=True):
    __tablename__ = "courts"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    name: str
    zone: str
    language: str = "en"


class Series(SQLModel, table=True):
    """The last number given in one series; read and written under its row lock only."""

    __tablename__ = "series"

    id: str = Field(primary_key=True)  # for example "CR/2026", or "<court>/F/2026"
    last: int = 0


_version = Column("version", Integer, nullable=False)


class Case(SQLModel, table=True):
    __tablename__ = "cases"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    court_id: UUID = Field(foreign_key="courts.id", index=True)
    number: str = Field(unique=True)
    matter: str
    profile: str
    about: str  # a neutral line, for example "Trafficking in persons"; never a name
    level: str
    opened_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    last_entry: int = 0
    last_sequence: int = 0
    version: int = Field(default=1, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}


class Part(SQLModel, table=True):
    """A part a person plays in a case, from one instant to another."""

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


class DocketEntry(SQLModel, table=True):
    """One line of the docket. `number` is what people see; `sequence` orders all entries, seen or not."""

    __tablename__ = "docket_entries"
    __table_args__ = (UniqueConstraint("case_id", "number"), UniqueConstraint("case_id", "sequence"))

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    sequence: int
    number: int | None = None
    kind: str  # filing, order, hearing, minute
    title: str
    level: str
    filer_id: UUID | None = Field(default=None, foreign_key="persons.id")
    filing_id: UUID | None = Field(default=None, index=True)
    hearing_id: UUID | None = Field(default=None, index=True)
    leaf_id: UUID | None = None
    received_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    entered_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
