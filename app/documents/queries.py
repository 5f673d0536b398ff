"""Reading documents' rows: their findings, their renditions, where the bytes are."""

from uuid import UUID

from sqlmodel import select

from app.db.database import Reader
from app.documents.errors import DocumentNotFound
from app.documents.models import Document, Rendition
from app.documents.terms import Variant
from app.pdf.findings import CheckReport, Finding


async def document(reader: Reader, document_id: UUID) -> Document:
    """The row; raises DocumentNotFound. Who may have it is the caller's question."""
    row = await reader.get(Document, document_id)
    if row is None:
        raise DocumentNotFound()
    return row


async def rendition(reader: Reader, document_id: UUID, variant: Variant) -> Rendition | None:
    """The version made for this purpose, None when there is none."""
    found: Rendition | None = await reader.first(
        select(Rendition).where(Rendition.document_id == document_id, Rendition.variant == variant.value)
    )
    return found


def findings_of(row: Document) -> tuple[Finding, ...] | None:
    """What the check found, None while it has not run."""
    return None if row.report is None else CheckReport.from_json(row.report).findings
