"""How often something may be tried, where administrators set it otherwise than usual."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime


class LimitSet(SQLModel, table=True):
    """One limit as it stands; who set it before is in the log."""

    __tablename__ = "limits_set"

    name: str = Field(primary_key=True)  # terms.Limit
    value: int
    set_by: UUID = Field(foreign_key="persons.id")
    set_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
