"""Fees and what was paid for them, for the cash desk, the judge who rules on them, and whoever is to pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_
from sqlmodel import col, select

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.errors import CaseNotFound
from app.cases.models import Case, Court
from app.cases.models.fees import Charge, FeeAccount, FeeWaiver
from app.cases.queries import CaseFile, actor_of, case_file, visible_to
from app.cases.rules import Thing
from app.cases.terms import Act
from app.cases.terms.fees import WaiverState
from app.db.database import Reader
from app.paper.errors import ChargeNotFound, OnlyTheRegistry
from app.paper.models import Payment, Refund, TransferOrder
from app.paper.rules.fees import Standing
from app.paper.views import (
    ChargeLine,
    ChargeView,
    PaymentReceipt,
    PaymentView,
    RefundView,
    TransferView,
    WaiverView,
)
from app.protection.labels import money_words

PAGE = 100


@dataclass(frozen=True, slots=True)
class OpenCharge:
    """A fee with its case and what decides what the asking person may do about it."""

    row: Charge
    file: CaseFile

    @property
    def thing(self) -> Thing:
        """The fee, as the table of access sees it: filed by whoever is to pay it."""
        return self.file.inside((), self.row.payer_id, self.row.side_id)

    @property
    def takes(self) -> bool:
        return self.file.may(Act.take_money, self.thing)

    @property
    def rules(self) -> bool:
        return self.file.may(Act.rule_on_fees, self.thing)

    @property
    def pays(self) -> bool:
        return self.file.may(Act.handle_filing, self.thing)


def standing_of(row: Charge) -> Standing:
    """The fee as the rules see it."""
    waiver = WaiverState(row.waiver) if row.waiver else None
    return Standing(row.cents, row.paid, row.refunded, row.pending, waiver)


async def charge_for(reader: Reader, charge_id: UUID, principal: Principal) -> OpenCharge:
    """The fee, for the court and for whoever is to pay it; raises ChargeNotFound for everybody else."""
    row = await reader.get(Charge, charge_id)
    if row is None:
        raise ChargeNotFound()
    try:
        found = OpenCharge(row, await case_file(reader, row.case_id, principal))
    except CaseNotFound as reason:
        raise ChargeNotFound() from reason
    if not (found.takes or found.rules or found.pays):
        raise ChargeNotFound()
    return found


async def charge_view(reader: Reader, charge_id: UUID, principal: Principal) -> ChargeView:
    """The fee with everything that happened to it. Raises ChargeNotFound."""
    found = await charge_for(reader, charge_id, principal)
    row, court = found.row, found.takes or found.rules
    return ChargeView(
        **_line(row, found.file.case.number).model_dump(),
        zone=found.file.court.zone,
        court=found.file.court.name,
        payments=[payment_view(one) for one in await reader.all(_of(Payment, charge_id))],
        refunds=[_refund(one, court, principal) for one in await reader.all(_of(Refund, charge_id))],
        waivers=[_waiver(one, court, principal) for one in await reader.all(_of(FeeWaiver, charge_id))],
        transfer=await transfer_of(reader, row),
        can_take=found.takes,
        can_rule=found.rules,
        can_ask=found.pays,
    )


async def transfer_of(reader: Reader, row: Charge) -> TransferView | None:
    """How this fee can be paid by transfer, once somebody asked for it."""
    order = await reader.first(select(TransferOrder).where(TransferOrder.charge_id == row.id))
    account = await reader.get(FeeAccount, row.court_id)
    if order is None or account is None or not account.iban:
        return None
    return TransferView(reference=order.reference, payee=account.payee, iban=account.iban)


async def charges_at_the_desk(
    reader: Reader, principal: Principal, *, number: str = "", everything: bool = False
) -> list[ChargeLine]:
    """Fees of the cases whose money this clerk takes, the newest first; those that are open, or all of them.

    Raises OnlyTheRegistry.
    """
    if principal.desk is not Desk.clerk:
        raise OnlyTheRegistry()
    scope = visible_to(await actor_of(reader, principal))
    wanted = _lines().where(scope.inside(Charge.case_id, Act.take_money, (), Charge.payer_id, Charge.side_id))
    if number:
        wanted = wanted.where(Case.number == number)
    elif not everything:
        wanted = wanted.where(_open())
    return await _listed(reader, wanted.params(scope.values))


async def my_charges(reader: Reader, principal: Principal) -> list[ChargeLine]:
    """Fees that this person is to pay, or that wait for their ruling, the newest first."""
    scope = visible_to(await actor_of(reader, principal))
    sides = (Charge.payer_id, Charge.side_id)
    mine = scope.inside(Charge.case_id, Act.handle_filing, (), *sides)
    to_rule = scope.inside(Charge.case_id, Act.rule_on_fees, (), *sides) & (
        col(Charge.waiver) == WaiverState.asked.value
    )
    return await _listed(reader, _lines().where(or_(mine, to_rule)).params(scope.values))


async def receipt_for(reader: Reader, payment_id: UUID, principal: Principal) -> PaymentReceipt:
    """What the receipt says, for the court and whoever paid; raises ChargeNotFound."""
    row = await reader.get(Payment, payment_id)
    if row is None:
        raise ChargeNotFound()
    found = await charge_for(reader, row.charge_id, principal)
    court: Court = found.file.court
    return PaymentReceipt(
        number=row.number,
        court=court.name,
        zone=court.zone,
        case_number=found.file.case.number,
        what=found.row.what,
        cents=row.cents,
        currency=found.row.currency,
        method=row.method,
        taken_at=row.taken_at,
        fee=found.row.cents,
    )


def payment_view(row: Payment) -> PaymentView:
    """A payment as both sides read it."""
    return PaymentView(**row.model_dump(include=set(PaymentView.model_fields)))


def _of(model: Any, charge_id: UUID) -> Select[Any]:
    return select(model).where(model.charge_id == charge_id).order_by(col(model.id))


def _open() -> Any:
    """Something is to be paid, or somebody has to decide something."""
    owed = (col(Charge.paid) < col(Charge.cents)) & (
        col(Charge.waiver).is_(None) | (col(Charge.waiver) != WaiverState.granted.value)
    )
    return owed | (col(Charge.pending) > 0)


def _lines() -> Any:
    return select(Charge, Case.number).join(Case, col(Case.id) == col(Charge.case_id))


async def _listed(reader: Reader, wanted: Any) -> list[ChargeLine]:
    rows: Sequence[Any] = await reader.rows(wanted.order_by(col(Charge.id).desc()).limit(PAGE))
    return [_line(row, number) for row, number in rows]


def _line(row: Charge, number: str) -> ChargeLine:
    fields = row.model_dump(include=set(ChargeLine.model_fields))
    return ChargeLine(**fields, case_number=number, due=standing_of(row).due)


def _refund(row: Refund, court: bool, principal: Principal) -> RefundView:
    fields = row.model_dump(include=set(RefundView.model_fields) - {"reason"})
    return RefundView(**fields, reason=money_words(court, row.reason), mine=row.asked_by == principal.person_id)


def _waiver(row: FeeWaiver, court: bool, principal: Principal) -> WaiverView:
    fields = row.model_dump(include=set(WaiverView.model_fields) - {"words", "reason"})
    own = court or row.asked_by == principal.person_id
    return WaiverView(**fields, words=money_words(own, row.words), reason=money_words(True, row.reason))
