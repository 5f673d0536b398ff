"""Rows of filings: one envelope from draft to docket, each submission of it, who was served how."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.types import CanonicalJson, ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected

_version = Column("version", Integer, nullable=False)


class Filing(SQLModel, table=True):
    """An envelope. `received_at` is the first complete envelope; a correction in time does not move it."""

    __tablename__ = "filings"
    __table_args__ = (UniqueConstraint("court_id", "number"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    number: str | None = None
    court_id: UUID = Field(foreign_key="courts.id")
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    filer_id: UUID = Field(foreign_key="persons.id", index=True)
    side_id: UUID | None = None  # whose side filed it: cases.rules.access.Held.side_id
    signed_by: UUID | None = Field(default=None, foreign_key="persons.id")
    status: str = Field(index=True)
    type: str
    title: str = ""
    level: str
    fee_waiver: str | None = None
    first_byte_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    received_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    drafted_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    leaf_id: UUID | None = None
    reviewer_id: UUID | None = Field(default=None, foreign_key="persons.id")
    reviewed_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    review: dict[str, Any] | None = Field(default=None, sa_column=Column(CanonicalJson))  # views.ReviewView
    cure_by: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    effective_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    entry_id: UUID | None = Field(default=None, foreign_key="docket_entries.id")
    version: int = Field(default=1, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}


class Submission(SQLModel, table=True):
    """One time the envelope was complete: what a receipt says. Never changed; a correction adds another."""

    __tablename__ = "submissions"
    __table_args__ = (UniqueConstraint("filing_id", "ordinal"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    filing_id: UUID = Field(foreign_key="filings.id", index=True)
    ordinal: int
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    first_byte_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    interruptions: int
    documents: list[dict[str, Any]] = Field(sa_column=Column(CanonicalJson, nullable=False))  # views.ReceivedDocument
    leaf_id: UUID


class FilingDocument(SQLModel, table=True):
    """A document's place in an envelope, and the findings the filer has seen and kept."""

    __tablename__ = "filing_documents"
    __table_args__ = (UniqueConstraint("filing_id", "position"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    filing_id: UUID = Field(foreign_key="filings.id", index=True)
    document_id: UUID = Field(foreign_key="documents.id", index=True)
    position: int
    acknowledged: list[str] = Field(default_factory=list, sa_column=Column(CanonicalJson, nullable=False))


class ServiceRecord(SQLModel, table=True):
    """How one party was served with one docketed filing: electronic, through counsel, paper or none."""

    __tablename__ = "service_records"
    __table_args__ = (UniqueConstraint("filing_id", "person_id"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    filing_id: UUID = Field(foreign_key="filings.id", index=True)
    person_id: UUID = Field(foreign_key="persons.id")
    method: str
    notified_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class Correction(SQLModel, table=True):
    """What somebody asked to have corrected on a docket, who decided, and what stood there before.

    `before` and `reason` may hold names, `after` never does: it is checked before it is kept. `asked_as`,
    `decided_as`: by which relation to the case. `filing_id`: what the entry was made by, wherever it goes.
    """

    __tablename__ = "corrections"
    __table_args__ = (Index("ix_corrections_open", "state", "case_id"),)
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    entry_id: UUID = Field(foreign_key="docket_entries.id", index=True)
    filing_id: UUID | None = None
    kind: str  # filings.terms.CorrectionKind
    state: str  # filings.terms.CorrectionState
    before: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    after: str = ""
    reason: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))
    asked_by: UUID = Field(foreign_key="persons.id")
    asked_as: str
    asked_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    decided_by: UUID | None = Field(default=None, foreign_key="persons.id")
    decided_as: str | None = None
    decided_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    note: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    effective_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    line_id: UUID | None = Field(default=None, foreign_key="docket_entries.id")  # the correcting entry
    moved_to: UUID | None = Field(default=None, foreign_key="cases.id")
    moved_entry_id: UUID | None = None
