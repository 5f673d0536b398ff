"""Rows of moves: how cases are related, offers to another court, and why a case rests or does no more."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.db.types import ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected


class CaseLink(SQLModel, table=True):
    """One case came out of another, or goes along with it until they are separated. Never deleted."""

    __tablename__ = "case_links"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    kind: str  # cases.terms.moves.Kinship
    from_case_id: UUID = Field(foreign_key="cases.id", index=True)
    to_case_id: UUID = Field(foreign_key="cases.id", index=True)
    reason: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    made_by: UUID = Field(foreign_key="persons.id")
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    end_reason: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))


class CaseRest(SQLModel, table=True):
    """A case was archived, or opened again, and why. Never deleted; `cases.state` says how it stands."""

    __tablename__ = "case_rests"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    state: str  # cases.terms.moves.CaseState
    reason: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    made_by: UUID = Field(foreign_key="persons.id")
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class CaseOffer(SQLModel, table=True):
    """One court asked another to take a case over, and what it answered. Until then nothing of the case changes."""

    __tablename__ = "case_offers"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    from_court_id: UUID = Field(foreign_key="courts.id")
    to_court_id: UUID = Field(foreign_key="courts.id", index=True)
    state: str  # cases.terms.moves.OfferState
    reason: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    offered_by: UUID = Field(foreign_key="persons.id")
    offered_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    answer: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    answered_by: UUID | None = Field(default=None, foreign_key="persons.id")
    answered_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
