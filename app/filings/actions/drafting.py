"""Writing a filing: begin, change, add a cleaned copy, take out a document, throw away."""

from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col

from app.auth.views import Principal
from app.cases.queries.keys import keys_of_case
from app.db.database import Database, Reader
from app.documents.errors import DocumentNotFound, NothingToClean
from app.documents.models import Document
from app.documents.queries import document, findings_of
from app.documents.rules import cleaning_helps
from app.documents.steps import Arrival, keep, take_in, whole
from app.filings.commands import Acknowledgement, FilingPayload
from app.filings.errors import FilingNotFound, StepNotOpen
from app.filings.models import Filing, FilingDocument
from app.filings.queries import OpenFiling, Place, case_to_file_in, filer_in, filing_of, filing_view, places
from app.filings.steps import acknowledge, apply, own_open_filing
from app.filings.terms import FilingStatus
from app.filings.views import FilingView
from app.kernel.clock import Clock
from app.pdf.port import PdfTools
from app.storage.port import Storage


class Drafts:
    """Drafts and returned filings in the hands of their filer."""

    def __init__(self, database: Database, storage: Storage, pdf: PdfTools, clock: Clock) -> None:
        self._database, self._storage, self._pdf, self._clock = database, storage, pdf, clock

    async def begin(self, by: Principal, payload: FilingPayload) -> FilingView:
        """Start a draft; raises CaseNotFound, MayNotFile, TitleNamesProtected, DocumentElsewhere."""
        async with self._database.begin() as uow:
            file = await case_to_file_in(uow, payload.case_id, by)
            filer_id, side_id = filer_in(file)
            filing = Filing(
                court_id=file.case.court_id,
                case_id=file.case.id,
                filer_id=filer_id,
                side_id=side_id,
                status=FilingStatus.draft.value,
                type=payload.type.value,
                level=payload.chosen_level.value,
                drafted_at=self._clock.now(),
            )
            uow.add(filing)
            await uow.flush()
            await apply(uow, filing, payload, by)
            await uow.flush()
            return await filing_view(uow, OpenFiling(filing, file))

    async def change(self, by: Principal, filing_id: UUID, payload: FilingPayload) -> FilingView:
        """Make a draft or a returned filing say what the payload says; the case stays."""
        async with self._database.begin() as uow:
            filing = await own_open_filing(uow, filing_id, by)
            await apply(uow, filing, payload, by)
            await uow.flush()
            return await filing_view(uow, await filing_of(uow, filing_id, by))

    async def acknowledge(self, by: Principal, filing_id: UUID, answer: Acknowledgement) -> None:
        """Keep a document as it is although the check found something; raises FindingUnknown."""
        async with self._database.begin() as uow:
            await acknowledge(uow, await own_open_filing(uow, filing_id, by), answer)

    async def remove(self, by: Principal, filing_id: UUID, document_id: UUID) -> None:
        """Take a document out of the envelope; what was received of it stays on record."""
        async with self._database.begin() as uow:
            filing = await own_open_filing(uow, filing_id, by)
            place = await _place(uow, filing.id, document_id)
            await uow.delete(place.row)

    async def discard(self, by: Principal, filing_id: UUID) -> None:
        """Throw a draft away; what was filed once is not thrown away."""
        async with self._database.begin() as uow:
            filing = await own_open_filing(uow, filing_id, by)
            if filing.status != FilingStatus.draft:
                raise StepNotOpen(state=filing.status, act="discard")
            await uow.execute(delete(FilingDocument).where(col(FilingDocument.filing_id) == filing_id))
            await uow.delete(filing)

    async def clean(self, by: Principal, filing_id: UUID, document_id: UUID) -> UUID:
        """Put a cleaned copy in the place of a document and keep the original; gives the copy's id.

        Raises NothingToClean, PdfSigned, PdfUnreadable.
        """
        original = await self._cleanable(by, filing_id, document_id)
        cleaned = await self._pdf.clean(await whole(self._storage, original))
        async with self._database.read() as reader:
            under = await keys_of_case(reader, original.case_id)
        stored = await keep(self._storage, cleaned, under)
        at = self._clock.now()
        async with self._database.begin() as uow:
            filing = await own_open_filing(uow, filing_id, by)
            place = await _place(uow, filing.id, document_id)
            arrival = Arrival(
                case_id=original.case_id,
                owner_id=original.owner_id,
                file_name=original.file_name,
                first_byte_at=original.first_byte_at,
                interruptions=original.interruptions,
                cleaned_from=original.id,
            )
            copy = await take_in(uow, stored, arrival, by=by.by, at=at)
            place.row.document_id, place.row.acknowledged = copy.id, []
            return copy.id

    async def _cleanable(self, by: Principal, filing_id: UUID, document_id: UUID) -> Document:
        async with self._database.read() as reader:
            found = await filing_of(reader, filing_id, by)
            if not found.own:
                raise FilingNotFound()
            await _place(reader, filing_id, document_id)
            row = await document(reader, document_id)
        if not cleaning_helps(findings_of(row) or ()):
            raise NothingToClean()
        return row


async def _place(reader: Reader, filing_id: UUID, document_id: UUID) -> Place:
    for place in await places(reader, filing_id):
        if place.document.id == document_id:
            return place
    raise DocumentNotFound()
