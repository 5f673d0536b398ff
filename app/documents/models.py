"""Rows of documents: what came in, byte for byte, and the renditions made of it. Bytes live in storage."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.types import CanonicalJson, ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected


class Document(SQLModel, table=True):
    """A document as received: immutable bytes under their SHA-256, encrypted with a key of their own."""

    __tablename__ = "documents"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    owner_id: UUID = Field(foreign_key="persons.id")
    file_name: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))
    status: str
    sha256: str
    size: int
    blob: str
    wrapped_key: bytes = Field(sa_column=Column(LargeBinary, nullable=False, info={"wrapped": "blob"}))
    pages: int | None = None
    report: dict[str, Any] | None = Field(default=None, sa_column=Column(CanonicalJson))
    first_byte_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    received_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    interruptions: int = 0
    cleaned_from: UUID | None = Field(default=None, foreign_key="documents.id")
    entry_id: UUID | None = Field(default=None, foreign_key="docket_entries.id", index=True)  # once on the docket
    level: str = "public"  # the seal of this document alone; that of its entry and case count as well


class Upload(SQLModel, table=True):
    """An upload under way (tus 1.0): whose, for which case, how long; the bytes so far are in storage."""

    __tablename__ = "uploads"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    storage_id: str
    case_id: UUID = Field(foreign_key="cases.id")
    owner_id: UUID = Field(foreign_key="persons.id")
    filing_id: UUID | None = Field(default=None, index=True)
    file_name: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))
    length: int
    interruptions: int = 0
    first_byte_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    document_id: UUID | None = None


class Rendition(SQLModel, table=True):
    """A version made from a document for a purpose, with its own hash and key."""

    __tablename__ = "renditions"
    __table_args__ = (UniqueConstraint("document_id", "variant"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    document_id: UUID = Field(foreign_key="documents.id")
    variant: str
    sha256: str
    size: int
    blob: str
    wrapped_key: bytes = Field(sa_column=Column(LargeBinary, nullable=False, info={"wrapped": "blob"}))
    made_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
