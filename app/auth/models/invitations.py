"""Rows of the way in without an account: only hashes of what was given out."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime
from app.kernel.ids import new_id


class Invitation(SQLModel, table=True):
    """A link and a spoken code for one person and one hearing; only hashes are kept."""

    __tablename__ = "invitations"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="persons.id", index=True)
    hearing_id: UUID = Field(index=True)
    link_hash: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    code_hash: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    recalled_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
