"""Entering a filing on the docket of a case: under its next number, with public copies that bear it, and service."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.audit.log import append
from app.cases.models import Case, Court, DocketEntry
from app.cases.queries import guarded_names, open_file
from app.cases.rules import strictest
from app.cases.rules.key_names import key_names
from app.cases.steps import enter_on_docket
from app.cases.terms import Level
from app.db.database import Reader, UnitOfWork
from app.documents.models import Document
from app.documents.steps import keep, keep_rendition, whole
from app.documents.terms import Variant
from app.filings.events import FilingDocketed
from app.filings.models import Filing, ServiceRecord
from app.filings.queries import places, to_serve
from app.filings.rules.envelope import names_protected
from app.filings.rules.life import advance
from app.filings.rules.service import service_plan
from app.filings.steps.envelopes import finish_service
from app.filings.terms import Act
from app.filings.views import ReviewView
from app.kernel.zones import local
from app.pdf.port import PdfTools
from app.storage.port import Storage, Stored

Copies = Sequence[tuple[UUID, Stored]]


@dataclass(frozen=True, slots=True)
class Due:
    """A filing that is due to be entered, as read before anything is made."""

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


async def review_of(reader: Reader, filing: Filing, case_id: UUID, review: ReviewView) -> Due:
    """The filing as it would be entered in a case, as reviewed."""
    case = await reader.get(Case, case_id)
    assert case is not None
    court = await reader.get(Court, case.court_id)
    assert court is not None
    documents = tuple(place.document for place in await places(reader, filing.id))
    return Due(filing, case, court, documents, review, await guarded_names(reader, case.id))


async def names_somebody(pdf: PdfTools, storage: Storage, due: Due) -> bool:
    """Whether a name protected by now stands in what would become public: orders come after uploads."""
    for row in due.documents:
        report = await pdf.check(await whole(storage, row), protected_terms=due.terms)
        if any(finding.code.startswith("protected-") for finding in report.findings):
            return True
    return names_protected(due.title, due.terms)


async def public_copies(pdf: PdfTools, storage: Storage, due: Due) -> Copies:
    """The public copies, bearing the number that comes next."""
    made = []
    for row in due.documents:
        stamped = await pdf.stamp(await whole(storage, row), due.line)
        made.append((row.id, await keep(storage, stamped, due.keys)))
    return tuple(made)


async def enter(uow: UnitOfWork, filing: Filing, due: Due, copies: Copies, act: Act, at: datetime) -> DocketEntry:
    """Enter it under the number the copies bear; service begins."""
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
    filing.status, filing.entry_id = advance(filing.status, act).value, entry.id
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
    return entry
