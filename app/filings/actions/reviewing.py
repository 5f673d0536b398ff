"""A clerk's review: take a filing up, accept it, return it for correction, reject it, undo an acceptance."""

import hashlib
from datetime import datetime
from typing import assert_never
from uuid import UUID

from app.audit.log import append
from app.auth.views import Principal
from app.cases.models import Court
from app.cases.queries import guarded_names
from app.cases.terms import Act as CaseAct
from app.db.database import Database, UnitOfWork
from app.db.idempotency import earlier_answer, keep_answer
from app.db.outbox import enqueue
from app.db.types import canonical
from app.filings.commands import Accept, Decision, Reject, SendBack
from app.filings.errors import NotTheReviewer
from app.filings.events import AcceptanceUndone, FilingAccepted, FilingRejected, FilingTakenUp
from app.filings.models import Filing
from app.filings.queries import envelope_of, filing_of, filing_view, places
from app.filings.rules.envelope import check_acceptable, check_unread
from app.filings.rules.life import advance
from app.filings.rules.recall import check_undo
from app.filings.rules.review import check_seen, cure_by, docket_terms, effective_at
from app.filings.steps import send_back
from app.filings.terms import Act, FilingStatus
from app.filings.views import FilingView, ReviewView
from app.kernel.clock import Clock

DOCKET = "docket-filing"
"""The handler that lets an acceptance take effect."""


class Reviews:
    """Decisions of the clerks of the court that has the case."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def take_up(self, by: Principal, filing_id: UUID) -> FilingView:
        """Open a filing for review; opening it again changes nothing."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            filing, by = await self._held(uow, filing_id, by)
            await _take_up(uow, filing, by, at)
            return await self._view(uow, filing_id, by)

    async def decide(self, by: Principal, filing_id: UUID, decision: Decision, key: str) -> FilingView:
        """Decide; the same key decides once. Raises what `rules.review` and `rules.envelope` refuse."""
        asked = hashlib.sha256(canonical([str(filing_id), decision.model_dump(mode="json")]).encode()).hexdigest()
        at = self._clock.now()
        async with self._database.begin() as uow:
            filing, by = await self._held(uow, filing_id, by)
            if await earlier_answer(uow, by.person_id, key, asked) is None:
                if isinstance(decision, Accept):
                    check_seen(decision, filing.version)
                await _take_up(uow, filing, by, at)
                await _decide(uow, filing, decision, by, at)
                keep_answer(uow, by.person_id, key, asked, {"filing_id": str(filing_id)}, at)
            return await self._view(uow, filing_id, by)

    async def undo(self, by: Principal, filing_id: UUID) -> FilingView:
        """Take an acceptance back before it takes effect; raises TooLateToUndo, StepNotOpen."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            filing, by = await self._held(uow, filing_id, by)
            if filing.status == FilingStatus.accepted:
                check_undo(filing.effective_at, at)
            filing.status = advance(filing.status, Act.undo).value
            filing.effective_at, filing.review = None, None
            await append(uow, AcceptanceUndone(case_id=filing.case_id, filing_id=filing.id), by=by.by, at=at)
            return await self._view(uow, filing_id, by)

    async def _held(self, uow: UnitOfWork, filing_id: UUID, by: Principal) -> tuple[Filing, Principal]:
        """The filing, and the clerk with whom they act for."""
        found = await filing_of(uow, filing_id, by)
        if not found.file.may(CaseAct.review_filing, found.thing):
            raise NotTheReviewer()
        return await uow.lock(Filing, filing_id), found.file.acting(by, CaseAct.review_filing, found.thing)

    async def _view(self, uow: UnitOfWork, filing_id: UUID, by: Principal) -> FilingView:
        await uow.flush()
        return await filing_view(uow, await filing_of(uow, filing_id, by))


async def _take_up(uow: UnitOfWork, filing: Filing, by: Principal, at: datetime) -> None:
    if filing.status == FilingStatus.submitted:
        filing.status = advance(filing.status, Act.take_up).value
        filing.reviewer_id = by.person_id
        await append(uow, FilingTakenUp(case_id=filing.case_id, filing_id=filing.id), by=by.by, at=at)


async def _decide(uow: UnitOfWork, filing: Filing, decision: Decision, by: Principal, at: datetime) -> None:
    filing.reviewer_id, filing.reviewed_at = by.person_id, at
    match decision:
        case Accept():
            await _accept(uow, filing, decision, by, at)
        case SendBack():
            court = await uow.get(Court, filing.court_id)
            assert court is not None
            until = cure_by(decision, court.zone, at)
            reasons = [reason.value for reason in decision.reasons]
            review = ReviewView(decision="return", reasons=reasons, note=decision.note)
            await send_back(uow, filing, review, until, by=by.by, at=at)
        case Reject():
            filing.status = advance(filing.status, Act.reject).value
            filing.review = ReviewView(decision="reject", ground=decision.ground, note=decision.note).model_dump()
            event = FilingRejected(case_id=filing.case_id, filing_id=filing.id, ground=decision.ground)
            await append(uow, event, by=by.by, at=at)
        case _:
            assert_never(decision)


async def _accept(uow: UnitOfWork, filing: Filing, command: Accept, by: Principal, at: datetime) -> None:
    status = advance(filing.status, Act.accept)
    title, level = docket_terms(filing.title, filing.level, command)
    terms = await guarded_names(uow, filing.case_id)
    envelope = envelope_of(title, level, await places(uow, filing.id), terms)
    check_unread(envelope) if command.unread else check_acceptable(envelope)
    due = effective_at(command, at)
    filing.status, filing.effective_at = status.value, due
    filing.review = ReviewView(decision="accept", title=title, level=level).model_dump()
    event = FilingAccepted(case_id=filing.case_id, filing_id=filing.id, effective_at=due)
    leaf = await append(uow, event, by=by.by, at=at)
    lane, payload = f"{filing.case_id}", event.payload()
    enqueue(uow, DOCKET, event.kind, payload, event_id=leaf.id, lane=lane, due_at=due)
