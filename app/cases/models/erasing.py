"""Rows of erasing for good: what one officer asked for and what another decided."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.db.types import ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected


class ErasureRequest(SQLModel, table=True):
    """One request. `kind` and `name` as `commands.erasing.Erase`; `cases` and `documents` as they were looked at."""

    __tablename__ = "erasure_requests"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    kind: str
    name: str
    order_ref: str
    reason: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))
    cases: int
    documents: int
    asked_by: UUID = Field(foreign_key="persons.id")
    asked_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    decision: str | None = None  # cases.terms.erasing.Stage
    decided_by: UUID | None = Field(default=None, foreign_key="persons.id")
    decided_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
