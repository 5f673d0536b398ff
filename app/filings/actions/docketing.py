"""An acceptance takes effect: number, entry, public copies, service records, notices, all in one transaction."""

from datetime import datetime
from uuid import UUID

from app.audit.log import append
from app.cases.models import Case
from app.db.database import Database
from app.db.outbox import OutboxRow
from app.filings.errors import DocketBusy
from app.filings.events import AcceptanceUndone
from app.filings.models import Filing
from app.filings.rules.life import advance
from app.filings.steps import Due, enter, names_somebody, public_copies, review_of
from app.filings.steps.docketing import Copies
from app.filings.terms import Act, FilingStatus
from app.filings.views import ReviewView
from app.kernel.clock import Clock
from app.pdf.port import PdfTools
from app.storage.port import Storage

TRIES = 40


class Docketing:
    """The handler that enters accepted filings."""

    def __init__(self, database: Database, storage: Storage, pdf: PdfTools, clock: Clock) -> None:
        self._database, self._storage, self._pdf, self._clock = database, storage, pdf, clock

    async def run(self, job: OutboxRow) -> None:
        """Let one acceptance take effect; nothing happens when it was undone or has taken effect."""
        await self.docket(UUID(job.payload["filing_id"]))

    async def docket(self, filing_id: UUID) -> None:
        """Enter a filing whose acceptance is due. Raises DocketBusy when others keep taking the next number.

        The copies bear the entry's number, so they are made for the number that comes next; when another
        entry takes it first they are made again.
        """
        for _ in range(TRIES):
            due = await self._due(filing_id)
            if due is None:
                return
            if due.public and await names_somebody(self._pdf, self._storage, due):
                await self._hold_back(filing_id)
                return
            copies = await public_copies(self._pdf, self._storage, due) if due.public else ()
            if await self._enter(due, copies):
                return
            for _document_id, stored in copies:
                await self._storage.delete(stored.blob_id)
        raise DocketBusy()

    async def _due(self, filing_id: UUID) -> Due | None:
        async with self._database.read() as reader:
            filing = await reader.get(Filing, filing_id)
            if filing is None or not _is_due(filing, self._clock.now()):
                return None
            assert filing.review is not None
            return await review_of(reader, filing, filing.case_id, ReviewView(**filing.review))

    async def _hold_back(self, filing_id: UUID) -> None:
        at = self._clock.now()
        async with self._database.begin() as uow:
            filing = await uow.lock(Filing, filing_id)
            if _is_due(filing, at):
                filing.status = advance(filing.status, Act.undo).value
                filing.effective_at, filing.review = None, None
                await append(uow, AcceptanceUndone(case_id=filing.case_id, filing_id=filing.id), by=None, at=at)

    async def _enter(self, due: Due, copies: Copies) -> bool:
        """Enter it under the number the copies bear; False when another entry took that number first."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            filing = await uow.lock(Filing, due.filing.id)
            case = await uow.lock(Case, filing.case_id)
            if not _is_due(filing, at):
                return True
            if case.last_entry + 1 != due.number:
                return False
            await enter(uow, filing, due, copies, Act.docket, at)
        return True


def _is_due(filing: Filing, at: datetime) -> bool:
    return filing.status == FilingStatus.accepted and filing.effective_at is not None and filing.effective_at <= at
