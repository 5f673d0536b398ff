"""Rows about people apart from the parts they play: every other name they have or had."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.db.types import ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected


class OtherName(SQLModel, table=True):
    """A further name of a person. The present full name is `persons.name`; what stood there before is a row here.

    A name is never removed: from `until` on it is shown to nobody as in use, found and guarded as before.
    """

    __tablename__ = "other_names"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="persons.id", index=True)
    kind: str  # cases.terms.persons.NameKind
    name: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    written_by: UUID = Field(foreign_key="persons.id")
