"""Envelopes: which documents are in a filing, what was found in them, which names may not appear."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.cases.terms import Level
from app.db.database import Reader
from app.documents.models import Document
from app.documents.queries import findings_of
from app.documents.rules import CLEANABLE, grouped
from app.documents.terms import FINDING_TITLES
from app.documents.views import DocumentView, FindingView
from app.filings.errors import DocumentElsewhere
from app.filings.models import FilingDocument
from app.filings.rules.envelope import Enclosed, Envelope, names_protected, severity_at
from app.protection.labels import file_name


@dataclass(frozen=True, slots=True)
class Place:
    """A document in its envelope."""

    row: FilingDocument
    document: Document


async def places(reader: Reader, filing_id: UUID) -> list[Place]:
    """The documents of an envelope, in order."""
    statement = (
        select(FilingDocument, Document)
        .join(Document, col(Document.id) == col(FilingDocument.document_id))
        .where(FilingDocument.filing_id == filing_id)
        .order_by(col(FilingDocument.position))
    )
    return [Place(row, document) for row, document in await reader.rows(statement)]


async def places_of(reader: Reader, filing_ids: Sequence[UUID]) -> dict[UUID, list[Place]]:
    statement = (
        select(FilingDocument, Document)
        .join(Document, col(Document.id) == col(FilingDocument.document_id))
        .where(col(FilingDocument.filing_id).in_(filing_ids))
        .order_by(col(FilingDocument.position))
    )
    found: dict[UUID, list[Place]] = {filing_id: [] for filing_id in filing_ids}
    for row, document in await reader.rows(statement):
        found[row.filing_id].append(Place(row, document))
    return found


def envelope_of(title: str, level: str, found: Sequence[Place], terms: Collection[str]) -> Envelope:
    """The envelope as the rules see it."""
    return Envelope(title, Level(level), names_protected(title, terms), tuple(enclosed(place) for place in found))


async def own_documents(
    reader: Reader, ids: Sequence[UUID], case_id: UUID, owners: Collection[UUID], filing_id: UUID | None = None
) -> list[Document]:
    """These documents, in this order, if they are these people's, of this case and in no other filing."""
    found = []
    for document_id in dict.fromkeys(ids):
        row = await reader.get(Document, document_id)
        if row is None or row.owner_id not in owners or row.case_id != case_id:
            raise DocumentElsewhere()
        holder = await holder_of(reader, document_id)
        if filing_id is not None and holder not in (None, filing_id):
            raise DocumentElsewhere()
        found.append(row)
    return found


async def holder_of(reader: Reader, document_id: UUID) -> UUID | None:
    """The filing a document is in, None when it is in none."""
    found: UUID | None = await reader.first(
        select(FilingDocument.filing_id).where(FilingDocument.document_id == document_id)
    )
    return found


def enclosed(place: Place) -> Enclosed:
    findings = findings_of(place.document)
    groups = None if findings is None else grouped(findings)
    return Enclosed(place.document.id, groups, frozenset(place.row.acknowledged))


def document_view(place: Place, level: str) -> DocumentView:
    document = place.document
    groups = grouped(findings_of(document) or ())
    return DocumentView(
        id=document.id,
        position=place.row.position,
        name=file_name(document.file_name),
        status=document.status,
        sha256=document.sha256,
        size=document.size,
        pages=document.pages,
        cleaned=document.cleaned_from is not None,
        findings=[
            FindingView(
                code=found.code,
                severity=severity_at(found, Level(level)),
                title=FINDING_TITLES[found.code],
                hint=found.hint,
                pages=list(found.pages),
                snippets=list(found.snippets),
                acknowledged=found.code in place.row.acknowledged,
                cleanable=found.code in CLEANABLE,
            )
            for found in groups
        ],
    )
