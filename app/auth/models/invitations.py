"""Rows of the way in without an account: only hashes of what was given out."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime
from app.kernel.ids import new_id


class Invitation(SQLModel, table=True):
    """A link and a spoken code for one person and one hearing; only hashes are kept.

    `device_hash`: the device that used it, the only one that can from then on. `wrong`: codes tried with its link
    that were not its own.
    """

    __tablename__ = "invitations"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="persons.id", index=True)
    hearing_id: UUID = Field(index=True)
    court_id: UUID
    link_hash: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    code_hash: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    recalled_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    device_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary, index=True))
    wrong: int = 0


class Tries(SQLModel, table=True):
    """Wrong codes with one link from one place, both under one keyed hash; forgotten soon after the last."""

    __tablename__ = "code_tries"

    key: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    wrong: int = 0
    free_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    forget_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False, index=True))
