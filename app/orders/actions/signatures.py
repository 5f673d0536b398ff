"""A judge of the panel answers for themself; the last answer makes the order, or ends it.

The sealed document bears the number of its entry, so it is made for the number that comes next; when another entry
takes that number first it is made again. The document is stored before anything is written.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.audit.log import append
from app.auth.rules.step_up import require_fresh
from app.auth.views import Principal
from app.cases.models import Case
from app.cases.queries import case_people, open_file
from app.cases.rules.key_names import key_names
from app.cases.steps import enter_on_docket
from app.cases.terms import Level
from app.db.database import Database, Reader, UnitOfWork
from app.documents.models import Document
from app.documents.steps import keep
from app.documents.terms import DocumentStatus
from app.filings.queries.service import to_serve
from app.filings.rules.service import service_plan
from app.kernel.clock import Clock
from app.kernel.protected import Protected
from app.language.i18n import translate
from app.orders.commands import AnswerOrder
from app.orders.errors import (
    DissentWithoutReasons,
    NotYoursToSign,
    OnlyTheBenchWrites,
    OrderBusy,
    OrderChangedMeanwhile,
    OrderStepNotOpen,
)
from app.orders.events import OrderAnswered, OrderMade, OrderNotMade
from app.orders.models import CourtOrder, OrderService, OrderSignature
from app.orders.queries import Audience, Bundle, audience_of, bundle_of, panel_of
from app.orders.rules.naming import check_names
from app.orders.rules.panel import outcome
from app.orders.rules.paper import OrderPaper, Signed, paper
from app.orders.steps import CourtSeal
from app.orders.steps.motions import rule_on
from app.orders.terms import Answer, OrderState, Outcome
from app.pdf.writer import write
from app.protection.labels import order_words
from app.storage.port import Storage, Stored

TRIES = 40


@dataclass(frozen=True, slots=True)
class Due:
    """An answer as read before anything is made: the order, what it would become, its document where it is made."""

    bundle: Bundle
    state: OrderState
    audience: Audience
    answer: Answer
    reasons: str
    at: datetime

    @property
    def number(self) -> int:
        """The number of the entry, unless another comes first."""
        return self.bundle.file.case.last_entry + 1

    @property
    def keys(self) -> tuple[str, ...]:
        """What the document is stored under."""
        case = self.bundle.file.case
        return key_names(court_id=case.court_id, matter=case.matter, opened_at=case.opened_at, case_id=case.id)


class OrderSignatures:
    """What each judge of a panel does with an order that waits for them."""

    def __init__(self, database: Database, storage: Storage, seal: CourtSeal, clock: Clock) -> None:
        self._database, self._storage, self._seal, self._clock = database, storage, seal, clock

    async def answer(self, order_id: UUID, command: AnswerOrder, *, by: Principal) -> OrderState:
        """Sign or dissent, after a fresh proof of who does; gives how the order stands then.

        Raises ConfirmItIsYou, OrderUnknown, OnlyTheBenchWrites, NotYoursToSign, OrderStepNotOpen,
        OrderChangedMeanwhile, DissentWithoutReasons, OrderNamesProtected, OrderPerhapsNames, NoSeal, OrderBusy.
        """
        if not command.agrees and not command.reasons:
            raise DissentWithoutReasons()
        for _ in range(TRIES):
            at = self._clock.now()
            async with self._database.read() as reader:
                due = await _due(reader, order_id, command, by, at)
            require_fresh(by.proved_at, at)
            stored = await self._sealed(due) if due.state is OrderState.signed else None
            entered = False
            try:
                entered = await self._enter(due, stored, by)
            finally:
                if stored is not None and not entered:
                    await self._storage.delete(stored.blob_id)
            if entered:
                return due.state
        raise OrderBusy()

    async def _sealed(self, due: Due) -> Stored:
        """The document, sealed and stored."""
        shown, court = _shown(due, test=self._seal.test), due.bundle.file.court
        reason = f"{shown.case_number} · {shown.number}"
        pdf = await asyncio.to_thread(lambda: self._seal.seal(write(paper(shown)), court.name, reason))
        return await keep(self._storage, pdf, due.keys)

    async def _enter(self, due: Due, stored: Stored | None, by: Principal) -> bool:
        """Write the answer and what follows; False when something changed since it was read."""
        before = due.bundle.order
        async with self._database.begin() as uow:
            order = await uow.lock(CourtOrder, before.id)
            case = await uow.lock(Case, before.case_id)
            rows = await panel_of(uow, order.id)
            now = order.version, {one.person_id: one.answer for one in rows}
            if now != (before.version, due.bundle.answers) or (stored and case.last_entry + 1 != due.number):
                return False
            row = next(one for one in rows if one.person_id == by.person_id)
            row.answer, row.sha256, row.answered_at = due.answer.value, order.sha256, due.at
            row.dissent = Protected(due.reasons, (f"case:{order.case_id}",)) if due.reasons else None
            order.state, order.changed_at = due.state.value, due.at
            await append(uow, _answered(order, due, by), by=by.by, at=due.at)
            if stored is not None:
                await _make(uow, order, due, stored, by)
            elif due.state is OrderState.refused:
                order.ended_at = due.at
                event = OrderNotMade(case_id=order.case_id, order_id=order.id, state=order.state)
                await append(uow, event, by=by.by, at=due.at)
            return True


async def _due(reader: Reader, order_id: UUID, command: AnswerOrder, by: Principal, at: datetime) -> Due:
    bundle = await bundle_of(reader, order_id, by)
    order, mine = bundle.order, bundle.signature_of(by.person_id)
    if not bundle.bench:
        raise OnlyTheBenchWrites()
    if order.state != OrderState.signing:
        raise OrderStepNotOpen(state=order.state)
    if mine is None or mine.answer != Answer.waiting:
        raise NotYoursToSign()
    if order.sha256 != command.sha256:
        raise OrderChangedMeanwhile()
    people, code = await case_people(reader, bundle.file.case), bundle.file.court.language
    audience = await audience_of(reader, people, Level(order.level), at, lambda words: translate(words, code))
    reasons = "" if command.agrees else command.reasons
    said = "\n".join(
        [order_words(True, order.text), reasons, *(order_words(True, r.dissent) for r in bundle.signatures)]
    )
    check_names(order.title, said, audience.closed, audience.told, not_meant=order.not_meant)
    answer = Answer.signed if command.agrees else Answer.dissented
    return Due(bundle, outcome(bundle.answers | {by.person_id: answer}), audience, answer, reasons, at)


def _shown(due: Due, *, test: bool) -> OrderPaper:
    order, file = due.bundle.order, due.bundle.file
    return OrderPaper(
        court=file.court.name,
        zone=file.court.zone,
        language=file.court.language,
        case_number=file.case.number,
        number=due.number,
        title=order.title,
        text=order_words(True, order.text),
        signed=tuple(_signed(row, due) for row in due.bundle.signatures),
        sha256=order.sha256 or "",
        test=test,
    )


def _signed(row: OrderSignature, due: Due) -> Signed:
    presides = row.person_id == due.bundle.order.presiding_id
    judge = due.audience.words(row.person_id)
    found = Signed(judge, presides, Answer(row.answer), row.answered_at, order_words(True, row.dissent))
    own = row.answer == Answer.waiting  # everybody else has answered before the last one does
    return replace(found, answer=due.answer, at=due.at, dissent=due.reasons) if own else found


def _answered(order: CourtOrder, due: Due, by: Principal) -> OrderAnswered:
    return OrderAnswered(
        case_id=order.case_id,
        order_id=order.id,
        person_id=by.person_id,
        answer=due.answer.value,
        sha256=order.sha256 or "",
    )


async def _make(uow: UnitOfWork, order: CourtOrder, due: Due, stored: Stored, by: Principal) -> None:
    """Enter the order, with its document, and see whom it is served on."""
    assert order.presiding_id is not None
    level = Level(order.level)
    entry = await enter_on_docket(uow, order.case_id, kind="order", title=order.title, level=level, by=by.by, at=due.at)
    document = Document(
        case_id=order.case_id,
        owner_id=order.presiding_id,
        file_name=Protected("order.pdf", stored.under),
        status=DocumentStatus.checked.value,
        sha256=stored.sha256,
        size=stored.size,
        blob=stored.blob_id,
        wrapped_key=stored.wrapped_key,
        first_byte_at=due.at,
        received_at=due.at,
        entry_id=entry.id,
    )
    uow.add(document)
    await uow.flush()
    if order.motion_id is not None and order.outcome is not None:
        decided = Outcome(order.outcome)
        await rule_on(uow, order.case_id, order.motion_id, decided, entry.id, by=by, at=due.at, order_id=order.id)
    order.entry_id, order.document_id, order.ended_at = entry.id, document.id, due.at
    file = await open_file(uow, order.case_id, None)
    plan = service_plan(await to_serve(uow, file.entry(entry)), order.presiding_id)
    uow.add(*(OrderService(order_id=order.id, person_id=one, method=method.value) for one, method in plan))
    event = OrderMade(
        case_id=order.case_id, order_id=order.id, entry_id=entry.id, document_id=document.id, sha256=stored.sha256
    )
    await append(uow, event, by=by.by, at=due.at)
