"""Rows that say how a court opens cases: its number forms, its kinds of case, its lists of judges, and each draw."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Integer, LargeBinary, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from app.db.types import CanonicalJson, ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected


class NumberForm(SQLModel, table=True):
    """A form of case numbers a court used from an instant on; the newest counts, the older ones stay reserved."""

    __tablename__ = "number_forms"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    court_id: UUID = Field(foreign_key="courts.id", index=True)
    code: str
    text: str
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class CaseType(SQLModel, table=True):
    """A kind of case a court takes, with what follows from it. Without a list every judge of the court is drawn.

    `panel`: how many judges sit; the first one drawn presides. What is said of hearings is offered when one is booked.
    """

    __tablename__ = "case_types"
    __table_args__ = (UniqueConstraint("court_id", "name"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    court_id: UUID = Field(foreign_key="courts.id", index=True)
    name: str
    series: str  # the letters of its number, for example "CR"
    matter: str  # cases.terms.Matter
    profile: str  # cases.terms.Profile
    level: str  # cases.terms.Level
    list_id: UUID | None = Field(default=None, foreign_key="judge_lists.id")
    method: str  # cases.rules.allotment.Method
    panel: int = Field(default=1, sa_column=Column(Integer, nullable=False, server_default=text("1")))
    hearing_kind: str | None = None  # cases.terms.hearing.HearingKind
    hearing_minutes: int | None = None
    hearing_access: str | None = None  # cases.terms.hearing.HearingAccess
    protocol: str | None = None
    retired_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class JudgeList(SQLModel, table=True):
    """A specialist list of a court: the judges with the ticket for it."""

    __tablename__ = "judge_lists"
    __table_args__ = (UniqueConstraint("court_id", "name"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    court_id: UUID = Field(foreign_key="courts.id", index=True)
    name: str


class ListedJudge(SQLModel, table=True):
    """A judge on a list from one instant to another. `share`: part of a full post, 1–100."""

    __tablename__ = "listed_judges"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    list_id: UUID = Field(foreign_key="judge_lists.id", index=True)
    person_id: UUID = Field(foreign_key="persons.id", index=True)
    share: int = 100
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class Recusal(SQLModel, table=True):
    """A judge does not take part in a case, by their own word or by a ruling."""

    __tablename__ = "recusals"
    __table_args__ = (UniqueConstraint("case_id", "person_id"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    person_id: UUID = Field(foreign_key="persons.id", index=True)
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    by: UUID = Field(foreign_key="persons.id")


class JudgeRelation(SQLModel, table=True):
    """Somebody a judge said they are related to, before any case: whoever bears the name bars that judge in a draw."""

    __tablename__ = "judge_relations"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    judge_id: UUID = Field(foreign_key="persons.id", index=True)
    name: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))
    name_index: bytes = Field(sa_column=Column(LargeBinary, nullable=False, index=True))
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class Draw(SQLModel, table=True):
    """How a judge was given a case. `weights`: [[person, weight]]; `left_out`: [[person, [reason]]], in order.

    `chosen_by` instead of a seed: somebody was named by hand, with `reason`. `presides`: over a panel.
    """

    __tablename__ = "draws"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    chosen_id: UUID = Field(foreign_key="persons.id")
    replaced_id: UUID | None = Field(default=None, foreign_key="persons.id")
    presides: bool | None = None
    method: str | None = None
    seed: str | None = None
    weights: list[Any] = Field(sa_column=Column(CanonicalJson, nullable=False))
    left_out: list[Any] = Field(sa_column=Column(CanonicalJson, nullable=False))
    chosen_by: UUID | None = Field(default=None, foreign_key="persons.id")
    reason: str | None = None
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
