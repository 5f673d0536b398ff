"""Rows about setting up an account: the links given out for it, kept as hashes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime
from app.kernel.ids import new_id


class SetUpLink(SQLModel, table=True):
    """One link by which the holder of an account sets it up, once. `end` is an `auth.terms.LinkEnd`."""

    __tablename__ = "set_up_links"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    link_hash: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    made_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    end: str | None = None
    ended_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
