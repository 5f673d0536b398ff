"""Rows about giving somebody their account back, by two officers of the court."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from app.db.types import ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected


class Recovery(SQLModel, table=True):
    """One officer proposed it with a reason, another confirmed it and told the code in person."""

    __tablename__ = "recoveries"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    reason: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))
    proposed_by: UUID = Field(foreign_key="persons.id")
    proposed_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    confirmed_by: UUID | None = Field(default=None, foreign_key="persons.id")
    confirmed_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    code_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary, unique=True))
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    withdrawn_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    used_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
