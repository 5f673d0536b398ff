"""Rows of orders: templates of a court and their versions, orders of a case, what panels answered, whom they reach."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.types import CanonicalJson, ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected


class Template(SQLModel, table=True):
    """A template of a court; `number` is that of its newest version."""

    __tablename__ = "templates"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    court_id: UUID = Field(foreign_key="courts.id", index=True)
    kind: str  # orders.terms.TemplateKind
    name: str
    number: int = 0
    retired_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class TemplateVersion(SQLModel, table=True):
    """What a template said from one moment on; never changed."""

    __tablename__ = "template_versions"
    __table_args__ = (UniqueConstraint("template_id", "number"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    template_id: UUID = Field(foreign_key="templates.id")
    number: int
    words: str
    free: list[Any] = Field(sa_column=Column(CanonicalJson, nullable=False))  # [name, label]
    written_by: UUID = Field(foreign_key="persons.id")
    written_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


_version = Column("version", Integer, nullable=False)


class CourtOrder(SQLModel, table=True):
    """An order of a case. `words` and `field_values` are the draft; `text` is what the panel answers."""

    __tablename__ = "court_orders"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    template_version_id: UUID | None = Field(default=None, foreign_key="template_versions.id")
    motion_id: UUID | None = Field(default=None, foreign_key="filings.id", index=True)  # which it decides
    outcome: str | None = None  # orders.terms.Outcome
    state: str  # orders.terms.OrderState
    title: str
    level: str
    words: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))
    field_values: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))  # JSON, by name
    not_meant: bool = False
    text: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    sha256: str | None = None  # of what everybody on the panel signs
    presiding_id: UUID | None = Field(default=None, foreign_key="persons.id")
    begun_by: UUID = Field(foreign_key="persons.id")
    begun_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    changed_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    entry_id: UUID | None = Field(default=None, foreign_key="docket_entries.id", index=True)
    document_id: UUID | None = Field(default=None, foreign_key="documents.id")
    version: int = Field(default=1, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}


class OrderSignature(SQLModel, table=True):
    """A judge of the panel and their answer. `sha256`: of the words they signed."""

    __tablename__ = "order_signatures"
    __table_args__ = (UniqueConstraint("order_id", "person_id"),)
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    order_id: UUID = Field(foreign_key="court_orders.id")
    person_id: UUID = Field(foreign_key="persons.id", index=True)
    answer: str  # orders.terms.Answer
    sha256: str | None = None
    answered_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    dissent: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))


class OrderService(SQLModel, table=True):
    """How a party is served with an order, and when they were told."""

    __tablename__ = "order_services"
    __table_args__ = (UniqueConstraint("order_id", "person_id"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    order_id: UUID = Field(foreign_key="court_orders.id")
    person_id: UUID = Field(foreign_key="persons.id")
    method: str  # filings.terms.ServiceMethod
    told_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class MotionRuling(SQLModel, table=True):
    """How a motion was decided: by an order, or by words on the motion itself."""

    __tablename__ = "motion_rulings"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    filing_id: UUID = Field(foreign_key="filings.id", unique=True)
    outcome: str  # orders.terms.Outcome
    words: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    order_id: UUID | None = Field(default=None, foreign_key="court_orders.id")
    entry_id: UUID = Field(foreign_key="docket_entries.id")
    ruled_by: UUID = Field(foreign_key="persons.id")
    ruled_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
