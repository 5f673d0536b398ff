"""Fees: what is due, what was paid for it and given back, the cash of a day, statements, and a court's schedule."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.api.admin import Made
from app.api.deps import CurrentPrincipal, IdempotencyKey, ServicesDep
from app.desks import fees as desk
from app.edge.downloads import printed
from app.paper.commands import (
    AskRefund,
    AskWaiver,
    CountCash,
    DecideRefund,
    EnterLegalAid,
    ResolveCredit,
    RuleOnWaiver,
    SetAccount,
    SetRate,
    TakeCash,
    TakeInStatement,
)
from app.paper.queries.cash import cash_day, open_credits
from app.paper.queries.fees import charge_view, charges_at_the_desk, my_charges, receipt_for
from app.paper.views import (
    CashDayView,
    ChargeLine,
    ChargeView,
    CreditView,
    ReceiptRef,
    ScheduleView,
    StatementTaken,
    TransferView,
)
from app.pdf.writer import write

router = APIRouter(tags=["fees"])
_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}}}


@router.get("/fees")
async def list_my_fees(services: ServicesDep, principal: CurrentPrincipal) -> list[ChargeLine]:
    """Fees you are to pay, and those that wait for your ruling, the newest first."""
    async with services.database.read() as reader:
        return await my_charges(reader, principal)


@router.get("/paper/fees")
async def list_fees(
    services: ServicesDep, principal: CurrentPrincipal, number: str = "", everything: bool = False
) -> list[ChargeLine]:
    """Fees of the cases whose money you take: those that are open, all of them, or those of one case."""
    async with services.database.read() as reader:
        return await charges_at_the_desk(reader, principal, number=number, everything=everything)


@router.get("/fees/{charge_id}")
async def show_fee(charge_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> ChargeView:
    """One fee with its payments, refunds and requests not to pay."""
    async with services.database.read() as reader:
        return await charge_view(reader, charge_id, principal)


@router.post("/fees/{charge_id}/payments", status_code=201)
async def take_cash(
    charge_id: UUID, command: TakeCash, key: IdempotencyKey, services: ServicesDep, principal: CurrentPrincipal
) -> ReceiptRef:
    """Take cash for a fee at the counter."""
    return await services.fees.take_cash(charge_id, command, by=principal, key=key)


@router.post("/fees/{charge_id}/transfer")
async def order_transfer(charge_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> TransferView:
    """The reference under which the fee can be paid by bank transfer; asked again it is the same."""
    return await services.fees.order_transfer(charge_id, by=principal)


@router.post("/fees/{charge_id}/waiver", status_code=204)
async def ask_waiver(charge_id: UUID, command: AskWaiver, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Ask not to pay a fee; nothing is due until the court rules."""
    await services.fees.ask_waiver(charge_id, command, by=principal)


@router.put("/fees/{charge_id}/waiver", status_code=204)
async def rule_on_waiver(
    charge_id: UUID, command: RuleOnWaiver, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Grant or deny a request not to pay."""
    await services.fees.rule_on_waiver(charge_id, command, by=principal)


@router.put("/fees/{charge_id}/legal-aid", status_code=204)
async def enter_legal_aid(
    charge_id: UUID, command: EnterLegalAid, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Enter the reference of a grant of legal aid."""
    await services.fees.enter_legal_aid(charge_id, command, by=principal)


@router.post("/fees/{charge_id}/refunds", status_code=201)
async def ask_refund(charge_id: UUID, command: AskRefund, services: ServicesDep, principal: CurrentPrincipal) -> Made:
    """Ask that money is given back; a colleague decides."""
    return Made(id=await services.fees.ask_refund(charge_id, command, by=principal))


@router.put("/refunds/{refund_id}", status_code=204)
async def decide_refund(
    refund_id: UUID, command: DecideRefund, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Give money back that a colleague asked for, or refuse to."""
    await services.fees.decide_refund(refund_id, command, by=principal)


@router.get("/receipts/{payment_id}/pdf", response_class=Response, responses=_PDF)
async def receipt_as_pdf(payment_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> Response:
    """The receipt of a payment, to print."""
    async with services.database.read() as reader:
        receipt = await receipt_for(reader, payment_id, principal)
    return printed(await asyncio.to_thread(write, desk.receipt_paper(receipt)), f"{receipt.number}.pdf")


@router.get("/paper/cash/{day}")
async def show_cash_day(day: date, services: ServicesDep, principal: CurrentPrincipal) -> CashDayView:
    """What the receipts of a day say, what was counted, and what arrived on the account."""
    async with services.database.read() as reader:
        return await cash_day(reader, principal, day)


@router.put("/paper/cash/{day}/count", status_code=204)
async def count_cash(day: date, command: CountCash, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Enter what is in the box."""
    await services.cash_days.count(day, command, by=principal)


@router.post("/paper/cash/{day}/closing", status_code=204)
async def close_cash_day(day: date, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Close a day, by somebody who had none of its money in hand."""
    await services.cash_days.close(day, by=principal)


@router.get("/paper/credits")
async def list_open_credits(services: ServicesDep, principal: CurrentPrincipal) -> list[CreditView]:
    """Lines of statements that paid nothing by themselves, the oldest first."""
    async with services.database.read() as reader:
        return await open_credits(reader, principal)


@router.post("/paper/statements")
async def take_in_statement(
    command: TakeInStatement, services: ServicesDep, principal: CurrentPrincipal
) -> StatementTaken:
    """Take in a statement of the court's account; a line that is known already changes nothing."""
    return await services.statements.take_in(command, by=principal)


@router.put("/paper/credits/{credit_id}", status_code=204)
async def resolve_credit(
    credit_id: UUID, command: ResolveCredit, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Say which fee an open line pays, or what else it is."""
    await services.statements.resolve(credit_id, command, by=principal)


@router.get("/admin/courts/{court_id}/fees", tags=["administration"])
async def show_schedule(court_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> ScheduleView:
    """A court's schedule of fees, and the account they are paid to."""
    async with services.database.read() as reader:
        return await desk.schedule(reader, principal, court_id)


@router.post("/admin/courts/{court_id}/fees", status_code=204, tags=["administration"])
async def set_rate(court_id: UUID, command: SetRate, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Set what something costs from a day on."""
    await services.fee_schedules.set_rate(court_id, command, by=principal)


@router.put("/admin/courts/{court_id}/fee-account", status_code=204, tags=["administration"])
async def set_account(court_id: UUID, command: SetAccount, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Set the currency of a court's fees, and the account they are transferred to."""
    await services.fee_schedules.set_account(court_id, command, by=principal)
