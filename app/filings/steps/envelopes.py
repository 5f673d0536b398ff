"""What several actions do with a filing: change it, enclose documents, send it back, record service."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func
from sqlmodel import col, select

from app.audit.log import append
from app.auth.views import Principal
from app.cases.models import Court
from app.cases.queries import guarded_names
from app.cases.terms import Level
from app.db.database import UnitOfWork
from app.filings.commands import Acknowledgement, FilingPayload
from app.filings.errors import FindingUnknown, NotTheFiler, TitleNamesProtected
from app.filings.events import FilingReturned, FilingServed
from app.filings.models import Filing, FilingDocument, ServiceRecord
from app.filings.queries import (
    case_to_file_in,
    envelope_of,
    filer_in,
    filing_of,
    own_documents,
    places,
)
from app.filings.rules.envelope import Envelope, severity_at, title_refused
from app.filings.rules.life import EDITABLE, advance
from app.filings.rules.review import cure_after_check
from app.filings.terms import Act, FilingStatus, Reason, ServiceMethod
from app.filings.views import ReviewView


async def own_open_filing(uow: UnitOfWork, filing_id: UUID, by: Principal) -> Filing:
    """The filing, held, if this person files it and it can still be changed.

    Raises FilingNotFound, NotTheFiler, StepNotOpen.
    """
    filing = await own_filing(uow, filing_id, by)
    if filing.status not in EDITABLE:
        advance(filing.status, Act.submit)
    return filing


async def own_filing(uow: UnitOfWork, filing_id: UUID, by: Principal) -> Filing:
    """The filing, held, if it is of this person's side; raises FilingNotFound, or NotTheFiler for the court."""
    if not (await filing_of(uow, filing_id, by)).own:
        raise NotTheFiler()
    return await uow.lock(Filing, filing_id)


async def apply(uow: UnitOfWork, filing: Filing, payload: FilingPayload, by: Principal) -> None:
    """Make the filing say what the payload says; a title naming a protected person is never stored.

    Documents are those of the filer, and of whoever took the filing over for the same side.
    """
    now, _ = filer_in(await case_to_file_in(uow, filing.case_id, by))
    filing.type, filing.title, filing.level = payload.type.value, payload.title, payload.chosen_level.value
    filing.fee_waiver = payload.fee_waiver.value if payload.fee_waiver else None
    await check_title(uow, filing)
    documents = await own_documents(uow, payload.documents, filing.case_id, {filing.filer_id, now}, filing.id)
    kept = {place.document.id: place.row.acknowledged for place in await places(uow, filing.id)}
    await uow.execute(delete(FilingDocument).where(col(FilingDocument.filing_id) == filing.id))
    for position, document in enumerate(documents, 1):
        codes = kept.get(document.id, [])
        row = FilingDocument(filing_id=filing.id, document_id=document.id, position=position, acknowledged=codes)
        uow.add(row)
    await uow.flush()
    for answer in payload.acknowledged:
        await acknowledge(uow, filing, answer)


async def check_title(uow: UnitOfWork, filing: Filing) -> None:
    """Refuse a title that names somebody its readers may not know; raises TitleNamesProtected."""
    if title_refused(await envelope(uow, filing)):
        raise TitleNamesProtected()


async def envelope(uow: UnitOfWork, filing: Filing) -> Envelope:
    """The filing as the rules see it now."""
    terms = await guarded_names(uow, filing.case_id)
    return envelope_of(filing.title, filing.level, await places(uow, filing.id), terms)


async def enclose(uow: UnitOfWork, filing: Filing, document_id: UUID) -> FilingDocument:
    """Put a document at the end of the envelope."""
    last = select(func.max(FilingDocument.position)).where(FilingDocument.filing_id == filing.id)
    row = FilingDocument(filing_id=filing.id, document_id=document_id, position=(await uow.first(last) or 0) + 1)
    uow.add(row)
    await uow.flush()
    return row


async def acknowledge(uow: UnitOfWork, filing: Filing, answer: Acknowledgement) -> None:
    """Keep that the filer has seen a finding; raises FindingUnknown for what is not there or must be fixed."""
    for place, enclosed in zip(await places(uow, filing.id), (await envelope(uow, filing)).documents, strict=True):
        codes = [f.code for f in enclosed.findings or () if severity_at(f, Level(filing.level)) != "block"]
        if place.document.id == answer.document_id and answer.code in codes:
            place.row.acknowledged = sorted({*place.row.acknowledged, answer.code})
            await uow.flush()
            return
    raise FindingUnknown()


async def send_back(
    uow: UnitOfWork,
    filing: Filing,
    review: ReviewView,
    cure_by: datetime,
    *,
    by: str | None,
    at: datetime,
) -> None:
    """Return the filing for correction; its received time stays."""
    filing.status = advance(filing.status, Act.send_back).value
    filing.review, filing.cure_by, filing.reviewed_at = review.model_dump(), cure_by, at
    event = FilingReturned(case_id=filing.case_id, filing_id=filing.id, reasons=tuple(review.reasons), cure_by=cure_by)
    await append(uow, event, by=by, at=at)


async def send_back_by_check(uow: UnitOfWork, filing: Filing, *, at: datetime) -> None:
    """Return what the check found must be fixed, with a week to correct it."""
    court = await uow.get(Court, filing.court_id)
    assert court is not None
    review = ReviewView(decision="return", reasons=[Reason.document_check.value], by_check=True)
    await send_back(uow, filing, review, cure_after_check(court.zone, at), by=None, at=at)


async def record_told(uow: UnitOfWork, filing_id: UUID, person_id: UUID, *, at: datetime) -> None:
    """Record that a party was told electronically; the filing is served when all of them are."""
    filing = await uow.lock(Filing, filing_id)
    record: ServiceRecord | None = await uow.first(
        select(ServiceRecord).where(ServiceRecord.filing_id == filing_id, ServiceRecord.person_id == person_id)
    )
    if record is not None and record.notified_at is None:
        record.notified_at = at
        await uow.flush()
    await finish_service(uow, filing, at=at)


async def finish_service(uow: UnitOfWork, filing: Filing, *, at: datetime) -> None:
    """Move a docketed filing to served when nobody waits to be told electronically."""
    waiting = select(ServiceRecord.id).where(
        ServiceRecord.filing_id == filing.id,
        ServiceRecord.method == ServiceMethod.electronic.value,
        col(ServiceRecord.notified_at).is_(None),
    )
    if filing.status != FilingStatus.docketed or await uow.first(waiting) is not None:
        return
    filing.status = advance(filing.status, Act.serve).value
    await append(uow, FilingServed(case_id=filing.case_id, filing_id=filing.id), by=None, at=at)
