"""Rows about people apart from the parts they play: their other names, and who may be or is taken for one person."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint
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


class PersonLink(SQLModel, table=True):
    """Two people are taken for one, from an instant until somebody takes that back. No other row changes."""

    __tablename__ = "person_links"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    one_id: UUID = Field(foreign_key="persons.id", index=True)
    other_id: UUID = Field(foreign_key="persons.id", index=True)
    reason: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    made_by: UUID = Field(foreign_key="persons.id")
    until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    ended_by: UUID | None = Field(default=None, foreign_key="persons.id")
    ended_because: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))


class NameKey(SQLModel, table=True):
    """A keyed hash of two words of a name, or of one: names are found by it and cannot be read from it."""

    __tablename__ = "name_keys"

    key: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    person_id: UUID = Field(foreign_key="persons.id", primary_key=True, index=True)


class Likeness(SQLModel, table=True):
    """Two people whose names are so alike that they may be one; `one_id` is the smaller. `score`: of 100.

    `apart_at`: somebody who may know of both said that they are two. `told_at`: the registrar dealt with a pair
    that no clerk may see.
    """

    __tablename__ = "likenesses"
    __table_args__ = (UniqueConstraint("one_id", "other_id"), Index("ix_likenesses_score", "apart_at", "score"))

    id: UUID = Field(default_factory=new_id, primary_key=True)
    one_id: UUID = Field(foreign_key="persons.id")
    other_id: UUID = Field(foreign_key="persons.id", index=True)
    score: int
    found_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    apart_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    apart_by: UUID | None = Field(default=None, foreign_key="persons.id")
    told_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    told_by: UUID | None = Field(default=None, foreign_key="persons.id")
