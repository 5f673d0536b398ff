"""Rows of access that is no part in a case: grants, seals and whom they name, and who acts for whom."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime
from app.kernel.ids import new_id


class Grant(SQLModel, table=True):
    """Somebody may see a case, or one document of it, for a purpose and a time."""

    __tablename__ = "grants"
    __table_args__ = (Index("ix_grants_person", "person_id", "case_id"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    person_id: UUID = Field(foreign_key="persons.id")
    kind: str  # cases.terms.GrantKind
    document_id: UUID | None = Field(default=None, foreign_key="documents.id")
    for_person_id: UUID | None = Field(default=None, foreign_key="persons.id")  # who gave an advocate the mandate
    purpose: str
    order_ref: str | None = None
    granted_by: UUID = Field(foreign_key="persons.id")
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class Seal(SQLModel, table=True):
    """A seal put on a case, entry or document (`thing_id`), and what stood before.

    The thing's own `level` column is the one that decides; this row says why. Provisional while a motion pends.
    """

    __tablename__ = "seals"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    thing: str  # case, entry, document
    thing_id: UUID = Field(index=True)
    level: str
    before: str
    provisional: bool = False
    reason: str
    order_ref: str | None = None
    sealed_by: UUID = Field(foreign_key="persons.id")
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class SealName(SQLModel, table=True):
    """A person named to a thing that is sealed to named persons."""

    __tablename__ = "seal_names"
    __table_args__ = (Index("ix_seal_names_person", "person_id", "case_id"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    thing_id: UUID = Field(index=True)
    person_id: UUID = Field(foreign_key="persons.id")
    named_by: UUID = Field(foreign_key="persons.id")
    order_ref: str | None = None
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class StandIn(SQLModel, table=True):
    """Somebody acts for another: a colleague in one case or all, or an assistant of counsel."""

    __tablename__ = "stand_ins"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    kind: str  # cases.terms.StandInKind
    for_person_id: UUID = Field(foreign_key="persons.id", index=True)
    by_person_id: UUID = Field(foreign_key="persons.id", index=True)
    case_id: UUID | None = Field(default=None, foreign_key="cases.id")
    may_sign: bool = True
    reason: str = ""
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    given_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
