"""Rows of the register: courts and their units, number series, cases."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, Integer
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime
from app.kernel.ids import new_id


class Court(SQLModel, table=True):
    __tablename__ = "courts"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    name: str
    zone: str
    language: str = "en"


class Unit(SQLModel, table=True):
    """A unit of a court's registry; a case can be given to one, and its clerks see that unit's cases alone."""

    __tablename__ = "units"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    court_id: UUID = Field(foreign_key="courts.id", index=True)
    name: str


class UnitClerk(SQLModel, table=True):
    """A clerk works for a unit from one instant to another; without any unit they work for the whole court."""

    __tablename__ = "unit_clerks"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    unit_id: UUID = Field(foreign_key="units.id", index=True)
    person_id: UUID = Field(foreign_key="persons.id", index=True)
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class Series(SQLModel, table=True):
    """The last number given in one series; read and written under its row lock only."""

    __tablename__ = "series"

    id: str = Field(primary_key=True)  # for example "CR/2026", or "<court>/F/2026"
    last: int = 0


_version = Column("version", Integer, nullable=False)


class Case(SQLModel, table=True):
    __tablename__ = "cases"
    __table_args__ = (Index("ix_cases_court", "court_id", "opened_at", "id"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    court_id: UUID = Field(foreign_key="courts.id")
    unit_id: UUID | None = Field(default=None, foreign_key="units.id")
    number: str = Field(unique=True)
    type_id: UUID | None = Field(default=None, foreign_key="case_types.id")
    matter: str
    profile: str
    about: str  # a neutral line, for example "Trafficking in persons"; never a name
    level: str
    state: str = Field(default="open", sa_column_kwargs={"server_default": "open"})  # cases.terms.moves.CaseState
    opened_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    last_entry: int = 0
    last_sequence: int = 0
    version: int = Field(default=1, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}
