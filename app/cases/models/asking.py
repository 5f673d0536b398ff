"""Rows of what was asked before there is a case: petitions and charges, with what they say encrypted."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.types import ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected


class Asking(SQLModel, table=True):
    """A petition or charge as it was received. `body`: the whole command; `reference`: the prosecution's own number."""

    __tablename__ = "askings"
    __table_args__ = (UniqueConstraint("court_id", "number"), Index("ix_askings_state", "court_id", "state"))
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    number: str
    court_id: UUID = Field(foreign_key="courts.id")
    type_id: UUID = Field(foreign_key="case_types.id")
    filer_id: UUID = Field(foreign_key="persons.id", index=True)
    kind: str  # cases.terms.asking.AskingKind
    reference: str | None = None
    body: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))
    received_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    leaf_id: UUID
    state: str  # cases.terms.asking.AskingState
    decided_by: UUID | None = Field(default=None, foreign_key="persons.id")
    decided_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    reason: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    case_id: UUID | None = Field(default=None, foreign_key="cases.id", index=True)
