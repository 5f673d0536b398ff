"""Checking a document that came in, in the sandbox; when the check is down, nothing is lost and it runs later."""

from collections.abc import Sequence
from uuid import UUID

from app.audit.log import append
from app.cases.queries import guarded_names
from app.db.database import Database
from app.db.outbox import OutboxRow
from app.documents.events import DocumentChecked
from app.documents.models import Document
from app.documents.queries import document
from app.documents.steps import whole
from app.documents.terms import DocumentStatus
from app.filings.models import Filing
from app.filings.queries import holder_of
from app.filings.rules.envelope import blocked_documents
from app.filings.rules.life import WITH_THE_COURT
from app.filings.steps import envelope, send_back_by_check
from app.kernel.clock import Clock
from app.pdf.findings import CheckReport
from app.pdf.port import PdfTools
from app.protection.labels import file_name
from app.storage.port import Storage


class Checks:
    """The handler of `documents.received`."""

    def __init__(self, database: Database, storage: Storage, pdf: PdfTools, clock: Clock) -> None:
        self._database, self._storage, self._pdf, self._clock = database, storage, pdf, clock

    async def run(self, job: OutboxRow) -> None:
        """Check one document and keep what was found; one that is checked already is left alone."""
        async with self._database.read() as reader:
            row = await document(reader, UUID(job.payload["document_id"]))
            terms = await guarded_names(reader, row.case_id)
        if row.status == DocumentStatus.quarantine:
            await self._keep(row.id, await self._check(row, terms))
        await self._send_back_if_blocked(row.id)

    async def _check(self, row: Document, terms: Sequence[str]) -> CheckReport:
        content = await whole(self._storage, row)
        return await self._pdf.check(content, file_name=file_name(row.file_name), protected_terms=terms)

    async def _keep(self, document_id: UUID, report: CheckReport) -> None:
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await uow.lock(Document, document_id)
            if row.status != DocumentStatus.quarantine:
                return
            row.report, row.pages = report.to_json(), report.pages
            row.status = (DocumentStatus.blocked if report.blocked else DocumentStatus.checked).value
            codes = tuple(sorted({finding.code for finding in report.findings}))
            event = DocumentChecked(case_id=row.case_id, document_id=row.id, blocked=report.blocked, codes=codes)
            await append(uow, event, by=None, at=at)

    async def _send_back_if_blocked(self, document_id: UUID) -> None:
        # A transaction of its own: a submission holds its filing, then the documents; never the other way.
        async with self._database.begin() as uow:
            filing_id = await holder_of(uow, document_id)
            filing = await uow.lock(Filing, filing_id) if filing_id else None
            if filing is None or filing.status not in WITH_THE_COURT:
                return
            if blocked_documents(await envelope(uow, filing)):
                await send_back_by_check(uow, filing, at=self._clock.now())
