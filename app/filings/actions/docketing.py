"""An acceptance takes effect: number, entry, public copies, service records, notices, all in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.audit.log import append
from app.cases.models import Case, Court
from app.cases.queries import guarded_names, open_file
from app.cases.rules import strictest
from app.cases.rules.key_names import key_names
from app.cases.steps import enter_on_docket
from app.cases.terms import Level
from app.db.database import Database, Reader, UnitOfWork
from app.db.outbox import OutboxRow
from app.documents.models import Document
from app.documents.steps import keep, keep_rendition, whole
from app.documents.terms import Variant
from app.filings.errors import DocketBusy
from app.filings.events import AcceptanceUndone, FilingDocketed
from app.filings.models import Filing, ServiceRecord
from app.filings.queries import places, to_serve
from app.filings.rules.envelope import names_protected
from app.filings.rules.life import advance
from app.filings.rules.service import service_plan
from app.filings.steps import finish_service
from app.filings.terms import Act, FilingStatus
from app.filings.views import ReviewView
from app.kernel.clock import Clock
from app.kernel.zones import local
from app.pdf.port import PdfTools
from app.storage.port import Storage, Stored

TRIES = 40


@dataclass(frozen=True, slots=True)
class Due:
    """An acceptance that is due, as read before anything is made."""

    filing: Filing
    case: Case
    court: Court
    documents: tuple[Document, ...]
    review: ReviewView
    terms: tuple[str, ...]

    @property
    def level(self) -> Level:
        assert self.review.level is not None
        return Level(self.review.level)

    @property
    def title(self) -> str:
        assert self.review.title is not None
        return self.review.title

    @property
    def number(self) -> int:
        """The entry's number, unless another entry comes first."""
        return self.case.last_entry + 1

    @property
    def line(self) -> str:
        """What stands on each page of the public copies; digits and codes, the same in every language."""
        assert self.filing.received_at is not None
        filed = local(self.filing.received_at, self.court.zone)
        return f"{self.case.number} · {self.number} · {filed:%Y-%m-%d %H:%M %Z} · {{page}}/{{pages}}"

    @property
    def keys(self) -> tuple[str, ...]:
        """What the copies are stored under."""
        case = self.case
        return key_names(court_id=case.court_id, matter=case.matter, opened_at=case.opened_at, case_id=case.id)

    @property
    def public(self) -> bool:
        return strictest((self.case.level, self.level)) is Level.public


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
            if due.public and await self._names_somebody(due):
                await self._hold_back(filing_id)
                return
            copies = await self._copies(due) if due.public else ()
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
            return await _load(reader, filing)

    async def _names_somebody(self, due: Due) -> bool:
        """Whether a name protected by now stands in what would become public: orders come after uploads."""
        for row in due.documents:
            report = await self._pdf.check(await whole(self._storage, row), protected_terms=due.terms)
            if any(finding.code.startswith("protected-") for finding in report.findings):
                return True
        return names_protected(due.title, due.terms)

    async def _hold_back(self, filing_id: UUID) -> None:
        at = self._clock.now()
        async with self._database.begin() as uow:
            filing = await uow.lock(Filing, filing_id)
            if _is_due(filing, at):
                filing.status = advance(filing.status, Act.undo).value
                filing.effective_at, filing.review = None, None
                await append(uow, AcceptanceUndone(case_id=filing.case_id, filing_id=filing.id), by=None, at=at)

    async def _copies(self, due: Due) -> tuple[tuple[UUID, Stored], ...]:
        """The public copies, bearing the number that comes next."""
        made = []
        for row in due.documents:
            stamped = await self._pdf.stamp(await whole(self._storage, row), due.line)
            made.append((row.id, await keep(self._storage, stamped, due.keys)))
        return tuple(made)

    async def _enter(self, due: Due, copies: tuple[tuple[UUID, Stored], ...]) -> bool:
        """Enter it under the number the copies bear; False when another entry took that number first."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            filing = await uow.lock(Filing, due.filing.id)
            case = await uow.lock(Case, filing.case_id)
            if not _is_due(filing, at):
                return True
            if case.last_entry + 1 != due.number:
                return False
            await _enter(uow, filing, due, copies, at)
        return True


async def _enter(
    uow: UnitOfWork, filing: Filing, due: Due, copies: tuple[tuple[UUID, Stored], ...], at: datetime
) -> None:
    entry = await enter_on_docket(
        uow,
        filing.case_id,
        kind="filing",
        title=due.title,
        level=due.level,
        by=str(filing.reviewer_id),
        at=at,
        filer_id=filing.filer_id,
        side_id=filing.side_id,
        filing_id=filing.id,
        received_at=filing.received_at,
    )
    filing.status, filing.entry_id = advance(filing.status, Act.docket).value, entry.id
    for place in await places(uow, filing.id):
        place.document.entry_id = entry.id
    for document_id, stored in copies:
        await keep_rendition(uow, filing.case_id, document_id, Variant.public, stored, at=at)
    file = await open_file(uow, filing.case_id, None)
    plan = service_plan(await to_serve(uow, file.entry(entry)), filing.filer_id)
    uow.add(*(ServiceRecord(filing_id=filing.id, person_id=person, method=method.value) for person, method in plan))
    event = FilingDocketed(case_id=filing.case_id, filing_id=filing.id, entry_id=entry.id)
    await append(uow, event, by=str(filing.reviewer_id), at=at)
    await finish_service(uow, filing, at=at)


async def _load(reader: Reader, filing: Filing) -> Due:
    case, court = await reader.get(Case, filing.case_id), await reader.get(Court, filing.court_id)
    assert case is not None
    assert court is not None
    assert filing.review is not None
    documents = tuple(place.document for place in await places(reader, filing.id))
    terms = await guarded_names(reader, case.id)
    return Due(filing, case, court, documents, ReviewView(**filing.review), terms)


def _is_due(filing: Filing, at: datetime) -> bool:
    return filing.status == FilingStatus.accepted and filing.effective_at is not None and filing.effective_at <= at
