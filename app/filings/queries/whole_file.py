"""Every document on the docket of a case that one reader may have, in the order of the docket."""

from dataclasses import dataclass

from sqlmodel import col, select

from app.cases.models import DocketEntry
from app.cases.queries import CaseFile
from app.cases.terms import Act
from app.db.database import Reader
from app.documents.models import Document, Rendition
from app.documents.terms import Variant
from app.filings.rules.reading import version_for
from app.filings.terms import FilingStatus


@dataclass(frozen=True, slots=True)
class OnFile:
    """One document with its entry. `content`: the version this reader may have; `own`: they filed it themself."""

    entry: DocketEntry
    document: Document
    content: Document | Rendition
    variant: Variant
    own: bool


async def whole_file(reader: Reader, file: CaseFile) -> list[OnFile]:
    """Three statements, however many documents there are."""
    listed = select(DocketEntry).where(DocketEntry.case_id == file.case.id)
    entries = [row for row in await reader.all(listed) if file.may(Act.read, file.entry(row))]
    by_id = {row.id: row for row in entries}
    enclosed = select(Document).where(col(Document.entry_id).in_(by_id)).order_by(col(Document.id))
    documents = await reader.all(enclosed)
    stamped = select(Rendition).where(
        col(Rendition.document_id).in_([row.id for row in documents]), Rendition.variant == Variant.public.value
    )
    copies = {row.document_id: row for row in await reader.all(stamped)}
    found = []
    for row in documents:
        entry = by_id[row.entry_id]
        variant = version_for(file.actor, file.document(row, entry), FilingStatus.docketed, filed=True)
        content = row if variant is Variant.record else copies.get(row.id)
        if variant is not None and content is not None:
            own = entry.filer_id is not None and entry.filer_id == file.actor.me.person_id
            found.append(OnFile(entry, row, content, variant, own))
    return sorted(found, key=lambda one: (one.entry.sequence, one.document.id))
