"""Documents behind the entries of a docket, for a reader who may see those entries; repeated ones too."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from app.cases.models import Case, DocketEntry
from app.cases.queries import CaseFile
from app.cases.rules import Sealed, Thing
from app.cases.terms import Act, Level
from app.db.database import Reader
from app.documents.models import Document, Rendition
from app.documents.terms import Variant
from app.filings.models import Filing
from app.filings.queries.envelopes import places_of
from app.filings.rules.reading import version_for
from app.filings.views import FiledDocument


async def court_documents(reader: Reader, file: CaseFile, entry_ids: Sequence[UUID]) -> dict[UUID, list[FiledDocument]]:
    """The documents that the court itself entered and this person may open, orders for instance, by entry."""
    statement = select(Document, DocketEntry).join(DocketEntry, col(DocketEntry.id) == col(Document.entry_id))
    statement = statement.where(col(DocketEntry.id).in_(entry_ids), col(DocketEntry.filing_id).is_(None))
    listed: dict[UUID, list[FiledDocument]] = {}
    for row, entry in await reader.rows(statement.order_by(col(Document.id))):
        if file.may(Act.read, file.document(row, entry)):
            before = listed.setdefault(entry.id, [])
            before.append(FiledDocument(id=row.id, number=len(before) + 1, pages=row.pages, size=row.size))
    return listed


async def documents_on_docket(
    reader: Reader, file: CaseFile, filing_ids: Sequence[UUID]
) -> dict[UUID | None, list[FiledDocument]]:
    """The documents of these docketed filings that this person may open, by filing.

    Outsiders get those of which a public copy was made, with its size.
    """
    async with reader.beyond_the_wall():  # they are numbered as they were filed, seen or not
        found = await places_of(reader, filing_ids)
    filings = await reader.all(select(Filing).where(col(Filing.id).in_(filing_ids)))
    ids = [place.document.id for places in found.values() for place in places]
    copies = await reader.all(
        select(Rendition).where(col(Rendition.document_id).in_(ids), Rendition.variant == Variant.public.value)
    )
    sizes = {copy.document_id: copy.size for copy in copies}
    entries = {
        row.id: row
        for row in await reader.all(
            select(DocketEntry).where(col(DocketEntry.id).in_([filing.entry_id for filing in filings]))
        )
    }
    listed: dict[UUID | None, list[FiledDocument]] = {}
    for filing in filings:
        for number, place in enumerate(found[filing.id], 1):
            row, entry = place.document, entries[filing.entry_id]
            variant = version_for(file.actor, file.document(row, entry), filing.status, filed=True)
            size = row.size if variant is Variant.record else sizes.get(row.id)
            if variant is not None and size is not None:
                view = FiledDocument(id=row.id, number=number, pages=row.pages, size=size)
                listed.setdefault(filing.id, []).append(view)
    return listed


@dataclass(frozen=True, slots=True)
class Repeated:
    """An entry that repeats one of another case: whatever closes either of them, or the other case, closes it."""

    entry: DocketEntry
    origin: DocketEntry
    filing: Filing
    old_level: str

    def thing(self, file: CaseFile, document: Document) -> Thing:
        """One of its documents, as the table of access sees it in the case of the repeated entry."""
        levels = (self.old_level, self.origin.level, self.entry.level, document.level)
        seals = [Sealed(Level(level)) for level in levels]
        return file.inside(seals, self.entry.filer_id, self.entry.side_id, {document.id})


async def repeated(reader: Reader, condition: ColumnElement[bool]) -> list[Repeated]:
    """Entries with the filing they repeat; what decides about reading is asked of `thing`."""
    origin = aliased(DocketEntry)
    rows = (
        select(DocketEntry, origin, Filing, Case.level)
        .join(origin, col(origin.id) == col(DocketEntry.origin_id))
        .join(Filing, col(Filing.id) == col(origin.filing_id))
        .join(Case, col(Case.id) == col(origin.case_id))
        .where(condition)
    )
    return [Repeated(*row) for row in await reader.rows(rows)]


async def documents_repeated(reader: Reader, file: CaseFile, ids: Sequence[UUID]) -> dict[UUID, list[FiledDocument]]:
    """The documents behind entries that repeat those of another case, by entry, as `documents_on_docket` has them."""
    async with reader.beyond_the_wall():  # they are rows of the other case; this case's entry lets them be read
        rows = await repeated(reader, col(DocketEntry.id).in_(ids))
        found = await places_of(reader, [row.filing.id for row in rows])
        all_ids = [place.document.id for places in found.values() for place in places]
        copies = await reader.all(
            select(Rendition).where(col(Rendition.document_id).in_(all_ids), Rendition.variant == Variant.public.value)
        )
    sizes = {copy.document_id: copy.size for copy in copies}
    listed: dict[UUID, list[FiledDocument]] = {}
    for row in rows:
        for number, place in enumerate(found[row.filing.id], 1):
            one = place.document
            variant = version_for(file.actor, row.thing(file, one), row.filing.status, filed=True)
            size = one.size if variant is Variant.record else sizes.get(one.id)
            if variant is not None and size is not None:
                view = FiledDocument(id=one.id, number=number, pages=one.pages, size=size)
                listed.setdefault(row.entry.id, []).append(view)
    return listed
