"""What goes with a filing into the case it belongs to: its documents, under the keys of that case."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, or_, select

from app.db.database import Reader, UnitOfWork
from app.documents.models import Document, Rendition
from app.filings.models import Filing, ServiceRecord
from app.filings.queries import places
from app.storage.port import Stored

Rewrapped = Sequence[tuple[UUID, Stored]]


async def family(reader: Reader, documents: Sequence[Document]) -> list[Document]:
    """These documents with what they were cleaned from, and what was cleaned from the same."""
    roots = {row.cleaned_from or row.id for row in documents}
    wanted = or_(col(Document.id).in_(roots), col(Document.cleaned_from).in_(roots))
    return await reader.all(select(Document).where(wanted).order_by(col(Document.id)))


async def carry_over(uow: UnitOfWork, filing: Filing, case_id: UUID, rewrapped: Rewrapped) -> list[str]:
    """Let the documents belong to a case; gives the blobs that nobody needs any more.

    Copies that bear the number of the wrong case are not given out again; who was told of it there was not served.
    """
    stored, old = dict(rewrapped), []
    for row in await uow.all(select(Document).where(col(Document.id).in_(stored))):
        old.append(row.blob)
        new = stored[row.id]
        row.case_id, row.blob, row.wrapped_key = case_id, new.blob_id, new.wrapped_key
        row.file_name = row.file_name.stored_under(new.under)
    enclosed = [place.document.id for place in await places(uow, filing.id)]
    for copy in await uow.all(select(Rendition).where(col(Rendition.document_id).in_(enclosed))):
        old.append(copy.blob)
        await uow.delete(copy)
    await uow.execute(delete(ServiceRecord).where(col(ServiceRecord.filing_id) == filing.id))
    await uow.flush()
    return old
