"""What happened to documents."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReceived(Event):
    """A document is durable. `size`: bytes; `cleaned_from`: the original when this is its cleaned copy."""

    kind: ClassVar[str] = "documents.received"
    document_id: UUID
    sha256: str
    size: int
    cleaned_from: UUID | None = None


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentChecked(Event):
    """The check has read the document; `codes` are the kinds of findings, never what was found."""

    kind: ClassVar[str] = "documents.checked"
    document_id: UUID
    blocked: bool
    codes: tuple[str, ...]


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRead(Event):
    """Somebody was given a document or a picture of one of its pages."""

    kind: ClassVar[str] = "documents.read"
    document_id: UUID
    rendition: str
    page: int | None = None


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RenditionMade(Event):
    """A version for a purpose was made of a document."""

    kind: ClassVar[str] = "documents.rendition-made"
    document_id: UUID
    variant: str
    sha256: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsErased(Event):
    """Keys were ordered to be destroyed: `keys` by name, `documents` how many hang on them, `order` the reference."""

    kind: ClassVar[str] = "documents.erased"
    keys: tuple[str, ...]
    documents: int
    order: str
