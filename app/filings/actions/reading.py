"""Reading a filed document is an act: the leaf is committed first, then the bytes are given."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col

from app.audit.disclosure import Disclosed
from app.audit.log import append
from app.auth.views import Principal
from app.cases.errors import CaseNotFound
from app.cases.models import DocketEntry
from app.cases.queries import CaseFile, case_file
from app.cases.terms import Act
from app.db.database import Database, Reader
from app.documents.errors import DocumentNotFound
from app.documents.events import DocumentRead
from app.documents.models import Document, Rendition
from app.documents.queries import document, rendition
from app.documents.steps import whole
from app.documents.terms import Variant
from app.documents.views import Bytes
from app.filings.models import Filing
from app.filings.queries import OpenFiling, holder_of, places, repeated
from app.filings.rules.reading import version_for
from app.kernel.clock import Clock
from app.pdf.port import PdfTools
from app.storage.port import Storage


@dataclass(frozen=True, slots=True)
class Version:
    """What this person may have of a document. `own`: they sent it, and nobody needs to record that."""

    document: Document
    content: Document | Rendition
    variant: Variant
    name: str
    own: bool


class Readings:
    """Documents and page pictures, for whoever may read them."""

    def __init__(self, database: Database, storage: Storage, pdf: PdfTools, clock: Clock) -> None:
        self._database, self._storage, self._pdf, self._clock = database, storage, pdf, clock

    async def version(self, by: Principal | None, document_id: UUID) -> Version:
        """What this person would get; raises DocumentNotFound. Nothing is disclosed yet."""
        async with self._database.read() as reader:
            return await _version(reader, by, document_id)

    async def open(
        self, by: Principal | None, document_id: UUID, start: int = 0, length: int | None = None
    ) -> Disclosed[Bytes]:
        """The bytes from `start`; raises DocumentNotFound, DocumentDamaged."""
        found = await self._on_record(by, document_id, None)
        content = found.content
        length = content.size - start if length is None else length
        chunks = self._storage.read(content.blob, content.wrapped_key, start, length)
        return Disclosed(Bytes(chunks, start, length, content.size, content.sha256, found.name))

    async def page(self, by: Principal | None, document_id: UUID, page: int, width: int) -> Disclosed[bytes]:
        """One page as a PNG, `width` pixels wide; raises DocumentNotFound, PageUnknown, PdfUnreadable."""
        found = await self._on_record(by, document_id, page)
        return Disclosed(await self._pdf.render_page(await whole(self._storage, found.content), page, width))

    async def _on_record(self, by: Principal | None, document_id: UUID, page: int | None) -> Version:
        found = await self.version(by, document_id)
        if not found.own:
            event = DocumentRead(
                case_id=found.document.case_id, document_id=document_id, rendition=found.variant, page=page
            )
            async with self._database.begin() as uow:
                await append(uow, event, by=by.by if by else None, at=self._clock.now())
        return found


async def _version(reader: Reader, by: Principal | None, document_id: UUID) -> Version:
    try:
        return await _as_filed(reader, by, document_id)
    except DocumentNotFound:
        return await _as_repeated(reader, by, document_id)


async def _as_repeated(reader: Reader, by: Principal | None, document_id: UUID) -> Version:
    """The same through an entry of another case that repeats the one it is in; raises DocumentNotFound."""
    async with reader.beyond_the_wall():  # a row of the other case; the entry that repeats it lets it be read
        row = await document(reader, document_id)
        found = await repeated(reader, col(DocketEntry.origin_id) == row.entry_id) if row.entry_id else []
        public = await rendition(reader, document_id, Variant.public)
        order = [place.document.id for place in await places(reader, found[0].filing.id)] if found else []
    for one in found:
        try:
            file = await case_file(reader, one.entry.case_id, by)
        except CaseNotFound:
            continue
        variant = version_for(file.actor, one.thing(file, row), one.filing.status, filed=True)
        content = row if variant is Variant.record else public
        if variant is not None and content is not None:
            name = f"{file.case.number}-{one.entry.number}-{order.index(document_id) + 1}.pdf"
            return Version(row, content, variant, name, own=by is not None and one.filing.filer_id == by.person_id)
    raise DocumentNotFound()


async def _as_filed(reader: Reader, by: Principal | None, document_id: UUID) -> Version:
    row = await document(reader, document_id)
    filing_id = await holder_of(reader, document_id)
    filing = await reader.get(Filing, filing_id) if filing_id else None
    if filing is None and row.entry_id is not None:
        return await _of_the_court(reader, by, row)
    if filing is None:
        right = (await _case(reader, row.case_id, by)).right(Act.prepare_filing)
        if right is None or row.owner_id != right.stand.person_id:
            raise DocumentNotFound()
        return Version(row, row, Variant.record, "document.pdf", own=True)
    file = await _case(reader, filing.case_id, by)
    entry = await reader.get(DocketEntry, filing.entry_id) if filing.entry_id else None
    thing = file.document(row, entry) if entry else OpenFiling(filing, file).thing
    variant = version_for(file.actor, thing, filing.status, filed=filing.number is not None)
    content = row if variant is Variant.record else await rendition(reader, document_id, Variant.public)
    if variant is None or content is None:
        raise DocumentNotFound()
    name = await _name(reader, file, filing, entry, document_id)
    return Version(row, content, variant, name, own=by is not None and filing.filer_id == by.person_id)


async def _of_the_court(reader: Reader, by: Principal | None, row: Document) -> Version:
    """What the court itself entered, an order for instance: signed, so that everybody gets the same bytes."""
    file = await _case(reader, row.case_id, by)
    entry = await reader.get(DocketEntry, row.entry_id) if row.entry_id else None
    if entry is None or not file.may(Act.read, file.document(row, entry)):
        raise DocumentNotFound()
    record = file.may(Act.read_record, file.document(row, entry))
    variant = Variant.record if record else Variant.public
    return Version(row, row, variant, f"{file.case.number}-{entry.number}.pdf", own=False)


async def _case(reader: Reader, case_id: UUID, by: Principal | None) -> CaseFile:
    try:
        return await case_file(reader, case_id, by)
    except CaseNotFound as reason:
        raise DocumentNotFound() from reason


async def _name(reader: Reader, file: CaseFile, filing: Filing, entry: DocketEntry | None, document_id: UUID) -> str:
    """A name made of numbers: the one the file came with may say too much."""
    async with reader.beyond_the_wall():  # those this reader does not see are counted too
        order = [place.document.id for place in await places(reader, filing.id)]
    what = entry.number if entry else filing.number or "draft"
    return f"{file.case.number}-{what}-{order.index(document_id) + 1}.pdf"
