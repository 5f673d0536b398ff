"""Rows of hearings (the plan), sittings (the day), their events, and the ledger of who received whom."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.types import CanonicalJson, UtcDateTime
from app.kernel.ids import new_id

_version = Column("version", Integer, nullable=False)


class Hearing(SQLModel, table=True):
    """The legal plan. The wall time is what the notice says; the instants are what it means."""

    __tablename__ = "hearings"
    __table_args__ = (Index("ix_hearings_when", "court_id", "starts_at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    court_id: UUID = Field(foreign_key="courts.id")
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    kind: str  # trial, motion, pretrial
    status: str
    public: bool = True
    wall_time: str  # "2026-12-03T10:30"
    zone: str
    starts_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    ends_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    reason: str = ""  # of adjournment or vacation
    sequence: int = 0  # iTIP sequence of the calendar files sent
    version: int = Field(default=1, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}


class Participant(SQLModel, table=True):
    """A person expected at one hearing: in which role, in which state, checked how."""

    __tablename__ = "participants"
    __table_args__ = (UniqueConstraint("hearing_id", "person_id"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    hearing_id: UUID = Field(foreign_key="hearings.id", index=True)
    person_id: UUID = Field(foreign_key="persons.id", index=True)
    role: str  # protection.terms.Role
    for_person_id: UUID | None = Field(default=None, foreign_key="persons.id")
    acts_for_id: UUID | None = Field(default=None, foreign_key="persons.id")  # absent counsel, in whose place
    state: str
    languages: list[str] = Field(default_factory=list, sa_column=Column(CanonicalJson, nullable=False))
    attested_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))  # who is at this screen
    consented_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))  # their own tap stands
    consented_public: bool = False  # whether the hearing was public on the list they tapped for
    checks: dict[str, Any] = Field(default_factory=dict, sa_column=Column(CanonicalJson, nullable=False))


class Sitting(SQLModel, table=True):
    """What happens on the day; one row per hearing once the clerk opens it."""

    __tablename__ = "sittings"

    hearing_id: UUID = Field(primary_key=True, foreign_key="hearings.id")
    state: str
    stopped_for: UUID | None = Field(default=None, foreign_key="persons.id")  # whose Stop stands (law 6)
    ready: bool = False  # her own tap since she stopped
    line_open: bool = False
    opened_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    closed_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    last_event: int = 0


class SittingEvent(SQLModel, table=True):
    """One thing that happened in a sitting, in order; the source of minutes and of resync after a cut."""

    __tablename__ = "sitting_events"
    __table_args__ = (UniqueConstraint("hearing_id", "sequence"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    hearing_id: UUID = Field(foreign_key="hearings.id")
    sequence: int
    kind: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    by_id: UUID | None = Field(default=None, foreign_key="persons.id")
    data: dict[str, Any] = Field(default_factory=dict, sa_column=Column(CanonicalJson, nullable=False))


class Exposed(SQLModel, table=True):
    """The exposure ledger: who received which variant of whom, from when to when."""

    __tablename__ = "exposure_ledger"
    __table_args__ = (Index("ix_exposed_open", "hearing_id", "until"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    hearing_id: UUID = Field(foreign_key="hearings.id")
    subject_id: UUID = Field(foreign_key="persons.id")
    receiver_id: UUID | None = Field(default=None, foreign_key="persons.id")  # none: the public, never counted
    medium: str  # video, audio
    variant: str
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
