"""Rows of what was brought over from an old system: by them nothing is brought over twice."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime
from app.kernel.ids import new_id


class ImportedCase(SQLModel, table=True):
    """A case that came from an old system. `source`: what that is called; `key`: what it called the case."""

    __tablename__ = "imported_cases"
    __table_args__ = (UniqueConstraint("court_id", "source", "key"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    court_id: UUID = Field(foreign_key="courts.id")
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    source: str
    key: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    by: UUID = Field(foreign_key="persons.id")
