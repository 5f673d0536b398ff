"""Rows of notes about a case that are no part of its record: a judge's own, hand-overs, telephone calls."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.db.types import ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected


class CaseNote(SQLModel, table=True):
    """What somebody of the court noted. `caller`: who called, as they said it. Erasing the case erases the words."""

    __tablename__ = "case_notes"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    kind: str  # cases.terms.notes.NoteKind
    person_id: UUID = Field(foreign_key="persons.id")
    words: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))
    caller: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    written_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
