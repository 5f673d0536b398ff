"""What the cash desk, the payer and the judge do about one fee."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlmodel import select

from app.audit.log import append
from app.auth.views import Principal
from app.cases.models.fees import Charge, FeeAccount, FeeWaiver
from app.cases.queries.keys import keys_of_case
from app.cases.steps import next_number
from app.cases.steps.fees import suspend
from app.cases.terms.fees import WaiverState
from app.db.database import Database, UnitOfWork
from app.db.idempotency import earlier_answer, keep_answer
from app.db.types import canonical
from app.filings.terms import WaiverGround
from app.kernel.clock import Clock
from app.kernel.errors import NotFound, Refusal
from app.kernel.protected import Protected
from app.kernel.zones import local
from app.paper.commands import AskRefund, AskWaiver, DecideRefund, EnterLegalAid, RuleOnWaiver, TakeCash
from app.paper.errors import (
    ChargeNotFound,
    NoAccountToPayTo,
    NothingDue,
    OnlyAJudgeWaives,
    OnlyTheCashDesk,
    OnlyThePayerAsks,
    RefundDecided,
    RefundNotFound,
    SecondPersonNeeded,
    WaiverNotAsked,
)
from app.paper.events import LegalAidEntered, RefundAsked, RefundEnded, TransferOrdered, WaiverRuled
from app.paper.models import Refund, TransferOrder
from app.paper.queries.fees import OpenCharge, charge_for, standing_of, transfer_of
from app.paper.rules.cash import CashBook, check_open
from app.paper.rules.fees import legal_aid_entered, refund_asked, refund_decided, waiver_asked, waiver_ruled
from app.paper.steps import Arrived, held_day, put, receive
from app.paper.terms import Method, RefundState
from app.paper.views import ReceiptRef, TransferView
from app.payments.port import PaymentProvider

Allowed = Callable[[OpenCharge], bool]


class Fees:
    """One fee from due to settled. Every act holds the row of the fee, so that two cannot both take what is due."""

    def __init__(self, database: Database, provider: PaymentProvider, clock: Clock) -> None:
        self._database, self._provider, self._clock = database, provider, clock

    async def take_cash(self, charge_id: UUID, command: TakeCash, *, by: Principal, key: str) -> ReceiptRef:
        """Take cash for a fee, whole or in part; the same key gives the same receipt again.

        Raises ChargeNotFound, OnlyTheCashDesk, NothingDue, NotTheAmountDue, DayClosed.
        """
        at, asked = self._clock.now(), _fingerprint("cash", charge_id, command.model_dump(mode="json"))
        async with self._database.begin() as uow:
            found = await _held(uow, charge_id, by, lambda one: one.takes, OnlyTheCashDesk)
            earlier = await earlier_answer(uow, by.person_id, key, asked)
            if earlier is not None:
                return ReceiptRef(**earlier)
            court = found.file.court
            day = await held_day(uow, court.id, local(at, court.zone).date())
            check_open(CashBook(closed=day.closed_at is not None))
            arrived = Arrived(command.cents, Method.cash, by.person_id)
            payment = await receive(uow, found.row, court, arrived, by=by.by, at=at)
            ref = ReceiptRef(payment_id=payment.id, number=payment.number)
            keep_answer(uow, by.person_id, key, asked, ref.model_dump(mode="json"), at)
        return ref

    async def order_transfer(self, charge_id: UUID, *, by: Principal) -> TransferView:
        """Give the fee a reference for a bank transfer, once; asked again it is the same.

        Raises ChargeNotFound, NothingDue, NoAccountToPayTo.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            found = await _held(uow, charge_id, by, lambda one: one.takes or one.pays, OnlyTheCashDesk)
            row = found.row
            account = await uow.get(FeeAccount, row.court_id)
            if account is None or not account.iban:
                raise NoAccountToPayTo()
            if await uow.first(select(TransferOrder).where(TransferOrder.charge_id == row.id)) is None:
                if standing_of(row).due == 0:
                    raise NothingDue()
                reference = self._provider.reference(await next_number(uow, "transfers"))
                uow.add(TransferOrder(charge_id=row.id, reference=reference, made_at=at))
                await uow.flush()
                event = TransferOrdered(case_id=row.case_id, charge_id=row.id, reference=reference)
                await append(uow, event, by=by.by, at=at)
            made = await transfer_of(uow, row)
        assert made is not None
        return made

    async def ask_waiver(self, charge_id: UUID, command: AskWaiver, *, by: Principal) -> None:
        """Ask not to pay; nothing is due until the ruling. Raises ChargeNotFound, OnlyThePayerAsks, NothingToWaive."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            found = await _held(uow, charge_id, by, lambda one: one.pays, OnlyThePayerAsks)
            waiver_asked(standing_of(found.row))
            ground = command.ground.value
            await suspend(uow, found.row, ground, command.words, asked_by=by.person_id, by=by.by, at=at)

    async def rule_on_waiver(self, charge_id: UUID, command: RuleOnWaiver, *, by: Principal) -> None:
        """Grant or deny it; denied, the fee is due. Raises ChargeNotFound, OnlyAJudgeWaives, WaiverNotAsked."""
        at, granted = self._clock.now(), command.decision == "grant"
        async with self._database.begin() as uow:
            found = await _held(uow, charge_id, by, lambda one: one.rules, OnlyAJudgeWaives)
            row = found.row
            put(row, waiver_ruled(standing_of(row), granted=granted))
            waiting = select(FeeWaiver).where(FeeWaiver.charge_id == row.id, FeeWaiver.state == WaiverState.asked.value)
            waiver: FeeWaiver | None = await uow.first(waiting)
            if waiver is None:
                raise WaiverNotAsked()
            waiver.state = row.waiver or ""
            waiver.ruled_by, waiver.ruled_at = by.person_id, at
            waiver.reason = Protected(command.reason, await keys_of_case(uow, row.case_id))
            await append(uow, WaiverRuled(case_id=row.case_id, charge_id=row.id, granted=granted), by=by.by, at=at)

    async def enter_legal_aid(self, charge_id: UUID, command: EnterLegalAid, *, by: Principal) -> None:
        """Enter the reference of a grant of legal aid. Raises ChargeNotFound, OnlyTheCashDesk, NothingToWaive."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            found = await _held(uow, charge_id, by, lambda one: one.takes, OnlyTheCashDesk)
            row = found.row
            put(row, legal_aid_entered(standing_of(row)))
            asked = select(FeeWaiver).where(FeeWaiver.charge_id == row.id, FeeWaiver.state == WaiverState.asked.value)
            waiver: FeeWaiver | None = await uow.first(asked)
            if waiver is None:
                waiver = FeeWaiver(
                    charge_id=row.id,
                    ground=WaiverGround.legal_aid.value,
                    state="",
                    asked_by=by.person_id,
                    asked_at=at,
                )
                uow.add(waiver)
            waiver.state, waiver.grant_ref = WaiverState.granted.value, command.reference
            waiver.ruled_by, waiver.ruled_at = by.person_id, at
            await uow.flush()
            await append(uow, LegalAidEntered(case_id=row.case_id, charge_id=row.id), by=by.by, at=at)

    async def ask_refund(self, charge_id: UUID, command: AskRefund, *, by: Principal) -> UUID:
        """Ask that money is given back; gives the id. Raises ChargeNotFound, OnlyTheCashDesk, MoreThanWasPaid."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            found = await _held(uow, charge_id, by, lambda one: one.takes, OnlyTheCashDesk)
            row = found.row
            put(row, refund_asked(standing_of(row), command.cents))
            refund = Refund(
                court_id=row.court_id,
                charge_id=row.id,
                cents=command.cents,
                method=command.method.value,
                reason=Protected(command.reason, await keys_of_case(uow, row.case_id)),
                state=RefundState.asked.value,
                asked_by=by.person_id,
                asked_at=at,
            )
            uow.add(refund)
            await uow.flush()
            event = RefundAsked(case_id=row.case_id, charge_id=row.id, refund_id=refund.id, cents=refund.cents)
            await append(uow, event, by=by.by, at=at)
            return refund.id

    async def decide_refund(self, refund_id: UUID, command: DecideRefund, *, by: Principal) -> None:
        """Give money back, or not: by somebody else than whoever asked.

        Raises RefundNotFound, OnlyTheCashDesk, SecondPersonNeeded, RefundDecided, DayClosed.
        """
        at, given = self._clock.now(), command.decision == "give"
        async with self._database.begin() as uow:
            refund = await uow.get(Refund, refund_id)
            if refund is None:
                raise RefundNotFound()
            found = await _refunded(uow, refund, by)
            refund = await uow.lock(Refund, refund_id)
            if refund.asked_by == by.person_id:
                raise SecondPersonNeeded()
            if refund.state != RefundState.asked:
                raise RefundDecided()
            court = found.file.court
            refund.state = (RefundState.given if given else RefundState.refused).value
            refund.decided_by, refund.decided_at = by.person_id, at
            if given:
                refund.day = local(at, court.zone).date()
            if given and refund.method == Method.cash:
                day = await held_day(uow, court.id, local(at, court.zone).date())
                check_open(CashBook(closed=day.closed_at is not None))
            put(found.row, refund_decided(standing_of(found.row), refund.cents, given=given))
            await _end(uow, found.row, refund, given, by, at)


async def _end(uow: UnitOfWork, row: Charge, refund: Refund, given: bool, by: Principal, at: datetime) -> None:
    event = RefundEnded(case_id=row.case_id, charge_id=row.id, refund_id=refund.id, cents=refund.cents, given=given)
    await append(uow, event, by=by.by, at=at)


async def _refunded(uow: UnitOfWork, refund: Refund, by: Principal) -> OpenCharge:
    try:
        return await _held(uow, refund.charge_id, by, lambda one: one.takes, OnlyTheCashDesk)
    except ChargeNotFound as reason:
        raise RefundNotFound() from reason


async def _held(
    uow: UnitOfWork, charge_id: UUID, by: Principal, allowed: Allowed, otherwise: type[Refusal]
) -> OpenCharge:
    """The fee, fresh and held; raises ChargeNotFound, or what is said to whoever may see it and not do this."""
    if not allowed(await charge_for(uow, charge_id, by)):
        raise otherwise()
    try:
        await uow.lock(Charge, charge_id)
    except NotFound as reason:
        raise ChargeNotFound() from reason
    return await charge_for(uow, charge_id, by)


def _fingerprint(act: str, thing: UUID, body: object) -> str:
    return sha256(canonical([act, str(thing), body]).encode()).hexdigest()
