"""Filing: the envelope is complete, the court has it, the receipt says so; and taking a filing back."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import select

from app.audit.log import append
from app.auth.views import Principal
from app.cases.models import Court
from app.cases.queries import CaseFile, case_file
from app.cases.rules.fees import of_filing
from app.cases.steps import next_number
from app.cases.steps.fees import Payer, charge, suspend
from app.cases.terms import Act as CaseAct
from app.db.database import Database, UnitOfWork
from app.db.idempotency import earlier_answer, keep_answer
from app.db.types import canonical
from app.documents.models import Document
from app.filings.commands import FilingPayload
from app.filings.errors import CounselSigns, MayNotFile
from app.filings.events import FilingSubmitted, FilingWithdrawn
from app.filings.models import Filing, Submission
from app.filings.queries import OpenFiling, Place, filing_of, filing_view, places, receipt_of
from app.filings.rules.envelope import obstacles
from app.filings.rules.life import advance, received_at
from app.filings.steps import apply, envelope, own_filing
from app.filings.terms import Act
from app.filings.views import FilingView, ReceiptView, ReceivedDocument
from app.kernel.clock import Clock
from app.kernel.zones import local


class Submissions:
    """What turns a draft into something received, and a receipt."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def submit(
        self, by: Principal, filing_id: UUID, key: str, payload: FilingPayload | None = None
    ) -> ReceiptView:
        """File the draft, first changed to the payload where one is given; the same key gives the same receipt.

        Received is the moment this transaction commits: the bytes were durable before. A check that has
        not run stops nothing. Raises every obstacle of `rules.envelope`, KeyReused, StepNotOpen.
        """
        asked = _fingerprint("submit", filing_id, payload.model_dump(mode="json") if payload else None)
        async with self._database.begin() as uow:
            filing = await own_filing(uow, filing_id, by)
            earlier = await earlier_answer(uow, by.person_id, key, asked)
            if earlier is None:
                advance(filing.status, Act.submit)
                if payload is not None:
                    await apply(uow, filing, payload, by)
                await self._receive(uow, filing, by)
                keep_answer(uow, by.person_id, key, asked, {"filing_id": str(filing_id)}, self._clock.now())
            receipt = await receipt_of(uow, await filing_of(uow, filing_id, by))
        assert receipt is not None
        return receipt

    async def withdraw(self, by: Principal, filing_id: UUID, key: str) -> FilingView:
        """Take back a filing that is not accepted yet; it stays on record as withdrawn."""
        asked = _fingerprint("withdraw", filing_id, None)
        at = self._clock.now()
        async with self._database.begin() as uow:
            filing = await own_filing(uow, filing_id, by)
            if await earlier_answer(uow, by.person_id, key, asked) is None:
                signing = _signing(await case_file(uow, filing.case_id, by), by)
                filing.status = advance(filing.status, Act.withdraw).value
                await append(uow, FilingWithdrawn(case_id=filing.case_id, filing_id=filing.id), by=signing.by, at=at)
                keep_answer(uow, by.person_id, key, asked, {"filing_id": str(filing_id)}, at)
            return await filing_view(uow, await filing_of(uow, filing_id, by))

    async def _receive(self, uow: UnitOfWork, filing: Filing, by: Principal) -> None:
        file = await case_file(uow, filing.case_id, by)
        by = _signing(file, by)
        for place in await places(uow, filing.id):  # a check that ends meanwhile comes before or after, not between
            await uow.lock(Document, place.document.id)
        for refusal in obstacles(await envelope(uow, filing)):
            raise refusal
        at, again = self._clock.now(), filing.number is not None
        enclosed = await places(uow, filing.id)
        first_byte = min(place.document.first_byte_at for place in enclosed)
        filing.received_at = received_at(filing.received_at, filing.cure_by, at)
        filing.first_byte_at = filing.first_byte_at or first_byte
        filing.number = filing.number or await _number(uow, file.court, filing.received_at)
        filing.status = advance(filing.status, Act.submit).value
        filing.review, filing.cure_by = None, None
        event = FilingSubmitted(
            case_id=filing.case_id,
            filing_id=filing.id,
            number=filing.number,
            case_number=file.case.number,
            received_at=filing.received_at,
            first_byte_at=first_byte,
            interruptions=sum(place.document.interruptions for place in enclosed),
            documents=tuple(place.document.sha256 for place in enclosed),
            again=again,
        )
        leaf = await append(uow, event, by=by.by, at=at)
        filing.leaf_id, filing.signed_by = leaf.id, by.person_id
        await _keep_submission(uow, OpenFiling(filing, file), enclosed, leaf.id, at)
        await _charge(uow, file, filing, by, at)


async def _charge(uow: UnitOfWork, file: CaseFile, filing: Filing, by: Principal, at: datetime) -> None:
    """The fee becomes due with the receipt, once; a request not to pay made with the filing suspends it at once."""
    payer = Payer(filing.filer_id, filing.side_id)
    due = await charge(uow, file.case, of_filing(filing.type), payer, by=by.by, at=at, filing_id=filing.id)
    if due is not None and filing.fee_waiver:
        await suspend(uow, due, filing.fee_waiver, "", asked_by=by.person_id, by=by.by, at=at)


def _signing(file: CaseFile, by: Principal) -> Principal:
    """Who signs, and for whom; raises MayNotFile, or CounselSigns for an assistant who only prepares."""
    if file.may(CaseAct.submit_filing):
        return file.acting(by, CaseAct.submit_filing)
    raise CounselSigns() if file.may(CaseAct.prepare_filing) else MayNotFile()


async def _number(uow: UnitOfWork, court: Court, at: datetime) -> str:
    year = local(at, court.zone).year
    return f"F-{year}-{await next_number(uow, f'{court.id}/F/{year}'):06}"


async def _keep_submission(
    uow: UnitOfWork, found: OpenFiling, enclosed: list[Place], leaf_id: UUID, at: datetime
) -> None:
    earlier = select(func.count()).where(Submission.filing_id == found.filing.id)
    documents = [
        ReceivedDocument(document_id=place.document.id, sha256=place.document.sha256, size=place.document.size)
        for place in enclosed
    ]
    uow.add(
        Submission(
            filing_id=found.filing.id,
            ordinal=(await uow.first(earlier) or 0) + 1,
            at=at,
            first_byte_at=min(place.document.first_byte_at for place in enclosed),
            interruptions=sum(place.document.interruptions for place in enclosed),
            documents=[one.model_dump(mode="json") for one in documents],
            leaf_id=leaf_id,
        )
    )
    await uow.flush()


def _fingerprint(act: str, filing_id: UUID, body: Any) -> str:
    return hashlib.sha256(canonical([act, str(filing_id), body]).encode()).hexdigest()
