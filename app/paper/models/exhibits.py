"""Rows of things kept as exhibits, and each move of one: a chain to which links are only added."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.types import ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected

_version = Column("version", Integer, nullable=False)


class Exhibit(SQLModel, table=True):
    """A thing kept in a case. `number`: without a gap in the case; `state`, `shelf`: where its last move left it."""

    __tablename__ = "exhibits"
    __table_args__ = (UniqueConstraint("case_id", "number"),)
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    number: int
    code: str = Field(unique=True)
    description: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))
    contraband: bool = False
    fragile: bool = False
    state: str  # paper.terms.ExhibitState
    shelf: str
    version: int = Field(default=1, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}


class ExhibitMove(SQLModel, table=True):
    """One move of an exhibit: what was done, by whom, into whose hands, on whose order."""

    __tablename__ = "exhibit_moves"
    __table_args__ = (UniqueConstraint("exhibit_id", "sequence"),)
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    exhibit_id: UUID = Field(foreign_key="exhibits.id", index=True)
    sequence: int
    act: str  # paper.terms.ExhibitAct
    shelf: str = ""
    to: Protected[str] | None = Field(default=None, sa_column=Column("to_whom", ProtectedText))
    order_ref: str | None = None
    by_id: UUID = Field(foreign_key="persons.id")
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
