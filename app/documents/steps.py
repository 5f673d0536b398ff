"""What several actions do with documents: take one in, keep a version of one, read one whole."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.audit.log import append
from app.db.database import UnitOfWork
from app.documents.events import DocumentReceived, RenditionMade
from app.documents.models import Document, Rendition
from app.documents.terms import DocumentStatus, Variant
from app.kernel.protected import Protected
from app.storage.port import Storage, Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """How a document came in."""

    case_id: UUID
    owner_id: UUID
    file_name: Protected[str]
    first_byte_at: datetime
    interruptions: int = 0
    cleaned_from: UUID | None = None


async def take_in(uow: UnitOfWork, stored: Stored, arrival: Arrival, *, by: str, at: datetime) -> Document:
    """Put durable bytes on record, in quarantine; the check follows from the event."""
    row = Document(
        case_id=arrival.case_id,
        owner_id=arrival.owner_id,
        file_name=arrival.file_name.stored_under(stored.under),
        status=DocumentStatus.quarantine.value,
        sha256=stored.sha256,
        size=stored.size,
        blob=stored.blob_id,
        wrapped_key=stored.wrapped_key,
        first_byte_at=arrival.first_byte_at,
        received_at=at,
        interruptions=arrival.interruptions,
        cleaned_from=arrival.cleaned_from,
    )
    uow.add(row)
    await uow.flush()
    event = DocumentReceived(
        case_id=row.case_id, document_id=row.id, sha256=row.sha256, size=row.size, cleaned_from=row.cleaned_from
    )
    await append(uow, event, by=by, at=at)
    return row


async def keep_rendition(
    uow: UnitOfWork, case_id: UUID, document_id: UUID, variant: Variant, stored: Stored, *, at: datetime
) -> Rendition:
    """Put a version of a document on record."""
    row = Rendition(
        document_id=document_id,
        variant=variant.value,
        sha256=stored.sha256,
        size=stored.size,
        blob=stored.blob_id,
        wrapped_key=stored.wrapped_key,
        made_at=at,
    )
    uow.add(row)
    await uow.flush()
    event = RenditionMade(case_id=case_id, document_id=document_id, variant=variant.value, sha256=stored.sha256)
    await append(uow, event, by=None, at=at)
    return row


async def whole(storage: Storage, row: Document | Rendition) -> bytes:
    """Every byte of a document, for the tools that need it whole; at most the upload limit."""
    return b"".join([chunk async for chunk in storage.read(row.blob, row.wrapped_key)])


async def keep(storage: Storage, content: bytes, under: tuple[str, ...]) -> Stored:
    """Store bytes that were made here, below the keys named."""

    async def once() -> AsyncIterator[bytes]:
        yield content

    return await storage.put(once(), limit=len(content), under=under)
