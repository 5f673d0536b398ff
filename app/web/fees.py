"""Fees: what I am to pay, one fee with everything about it, and the cash desk's list."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.terms.fees import WAIVER_STATE_WORDS
from app.desks import fees as desk
from app.edge import identity
from app.edge.downloads import printed
from app.edge.forms import Form, read_form
from app.edge.services import Services, services_of
from app.filings.terms import WAIVER_WORDS
from app.kernel.errors import N_, Refusal
from app.kernel.ids import secret_token
from app.kernel.money import AmountUnreadable, cents_of
from app.paper.commands import AskRefund, AskWaiver, DecideRefund, EnterLegalAid, RuleOnWaiver, TakeCash
from app.paper.errors import ChargeNotFound, MoreThanWasPaid, NotTheAmountDue, RefundNotFound
from app.paper.queries.fees import charge_view, charges_at_the_desk, my_charges, receipt_for
from app.paper.terms import METHOD_WORDS, REFUND_WORDS
from app.paper.views import ChargeView
from app.pdf.writer import write
from app.web.pages import go, language_of, say, show
from app.web.templating import Flash
from app.web.today import look_of

router = APIRouter()
Problem = tuple[str | None, str]
Act = Callable[[Services, Principal, Form, ChargeView], Awaitable[object]]
_DONE = {
    "paid": N_("The payment is entered. Print the receipt and hand it over."),
    "ordered": N_("The fee can be paid by bank transfer now. The reference must be with the payment."),
    "asked": N_("The court has your request. Nothing is to be paid until a judge has decided."),
    "granted": N_("Nothing is to be paid for this fee."),
    "denied": N_("The request is denied. The fee is due."),
    "aid": N_("The grant of legal aid is entered. Nothing more is to be paid."),
    "refund": N_("A colleague has to confirm it before money is given back."),
    "given": N_("The money may be given back now."),
    "refused": N_("The money is not given back."),
}
_FIELDS: dict[type[Refusal], str] = {NotTheAmountDue: "cash", MoreThanWasPaid: "refund"}
_MISSING = {
    "reason": N_("Please say why, in at least three letters."),
    "reference": N_("Write the reference of the grant."),
    "ground": N_("Choose why you ask not to pay."),
}


@router.get("/fees")
async def my_fees_page(request: Request) -> Response:
    """What I am to pay, and what waits for my ruling; the cash desk has its own list."""
    principal = await identity.require(request)
    if principal.desk is Desk.clerk:
        return go("/paper/fees")
    async with services_of(request).database.read() as reader:
        found = await my_charges(reader, principal)
    return await show(request, "paper/my_fees.html", fees=found, words=_words(request, principal))


@router.get("/paper/fees")
async def fees_page(request: Request) -> Response:
    """The cash desk: fees that are open, or those of one case."""
    principal, query = await identity.require(request), request.query_params
    number, everything = query.get("number", "").strip()[:60], query.get("show") == "all"
    async with services_of(request).database.read() as reader:
        found = await charges_at_the_desk(reader, principal, number=number, everything=everything)
    words = _words(request, principal)
    return await show(request, "paper/fees.html", fees=found, number=number, everything=everything, words=words)


@router.get("/fees/{charge_id:uuid}")
async def fee_page(request: Request, charge_id: UUID) -> Response:
    """One fee: what is due, how to pay it, what was paid, and what can be done."""
    return await _page(request, charge_id, await identity.require(request), Form({}), [])


@router.post("/fees/{charge_id:uuid}/payments")
async def take_cash(request: Request, charge_id: UUID) -> Response:
    """Take cash."""
    return await _do(request, charge_id, "paid", "cash", _take_cash)


@router.post("/fees/{charge_id:uuid}/transfer")
async def order_transfer(request: Request, charge_id: UUID) -> Response:
    """Give it a reference for a bank transfer."""
    return await _do(
        request, charge_id, "ordered", None, lambda services, by, _, fee: services.fees.order_transfer(fee.id, by=by)
    )


@router.post("/fees/{charge_id:uuid}/waiver")
async def ask_waiver(request: Request, charge_id: UUID) -> Response:
    """Ask not to pay."""
    return await _do(request, charge_id, "asked", "ground", _ask_waiver)


@router.post("/fees/{charge_id:uuid}/waiver/ruling")
async def rule_on_waiver(request: Request, charge_id: UUID) -> Response:
    """Decide about a request not to pay."""
    return await _do(request, charge_id, "granted", "reason", _rule)


@router.post("/fees/{charge_id:uuid}/legal-aid")
async def enter_legal_aid(request: Request, charge_id: UUID) -> Response:
    """Enter a grant of legal aid."""
    return await _do(request, charge_id, "aid", "reference", _legal_aid)


@router.post("/fees/{charge_id:uuid}/refunds")
async def ask_refund(request: Request, charge_id: UUID) -> Response:
    """Ask that money is given back."""
    return await _do(request, charge_id, "refund", "refund", _ask_refund)


@router.post("/fees/{charge_id:uuid}/refunds/{refund_id:uuid}")
async def decide_refund(request: Request, charge_id: UUID, refund_id: UUID) -> Response:
    """Confirm a refund, or refuse it."""

    async def decide(services: Services, by: Principal, form: Form, fee: ChargeView) -> str:
        if refund_id not in {one.id for one in fee.refunds}:
            raise RefundNotFound()
        command = DecideRefund.model_validate(form.chosen("decision"))
        await services.fees.decide_refund(refund_id, command, by=by)
        return "given" if command.decision == "give" else "refused"

    return await _do(request, charge_id, "given", None, decide)


@router.get("/receipts/{payment_id:uuid}")
async def receipt(request: Request, payment_id: UUID) -> Response:
    """The receipt of a payment, to print."""
    principal = await identity.require(request)
    look, language = look_of(request, principal), language_of(request, principal).code
    async with services_of(request).database.read() as reader:
        found = await receipt_for(reader, payment_id, principal)
    paper = desk.receipt_paper(found, look.translate, language)
    return printed(await asyncio.to_thread(write, paper), f"{found.number}.pdf")


async def _do(request: Request, charge_id: UUID, done: str, place: str | None, act: Act) -> Response:
    """Do it, and show the fee as it stands then; or show it with what was not understood or does not fit."""
    principal, form, services = await identity.require(request), await read_form(request), services_of(request)
    async with services.database.read() as reader:
        fee = await charge_view(reader, charge_id, principal)
    try:
        outcome = await act(services, principal, form, fee)
    except ValidationError as error:
        return await _page(request, charge_id, principal, form, _missing(request, principal, error, place))
    except (ChargeNotFound, RefundNotFound):
        raise
    except AmountUnreadable as refusal:
        return await _page(request, charge_id, principal, form, [(place, say(request, principal, refusal))])
    except Refusal as refusal:
        if refusal.kind == "forbidden":
            raise
        problem = (_FIELDS.get(type(refusal)), say(request, principal, refusal))
        return await _page(request, charge_id, principal, form, [problem])
    return go(f"/fees/{charge_id}?done={outcome if isinstance(outcome, str) else done}")


async def _take_cash(services: Services, by: Principal, form: Form, fee: ChargeView) -> None:
    command = TakeCash(cents=cents_of(form["cash"], fee.currency))
    await services.fees.take_cash(fee.id, command, by=by, key=form["key"])


async def _ask_waiver(services: Services, by: Principal, form: Form, fee: ChargeView) -> None:
    await services.fees.ask_waiver(fee.id, AskWaiver.model_validate(form.chosen("ground", "words")), by=by)


async def _rule(services: Services, by: Principal, form: Form, fee: ChargeView) -> str:
    command = RuleOnWaiver.model_validate(form.chosen("decision", "reason"))
    await services.fees.rule_on_waiver(fee.id, command, by=by)
    return "granted" if command.decision == "grant" else "denied"


async def _legal_aid(services: Services, by: Principal, form: Form, fee: ChargeView) -> None:
    await services.fees.enter_legal_aid(fee.id, EnterLegalAid.model_validate(form.chosen("reference")), by=by)


async def _ask_refund(services: Services, by: Principal, form: Form, fee: ChargeView) -> None:
    said = {**form.chosen("method", "reason"), "cents": cents_of(form["refund"], fee.currency)}
    await services.fees.ask_refund(fee.id, AskRefund.model_validate(said), by=by)


async def _page(request: Request, charge_id: UUID, principal: Principal, form: Form, errors: list[Problem]) -> Response:
    async with services_of(request).database.read() as reader:
        fee = await charge_view(reader, charge_id, principal)
    words, done = _words(request, principal), _DONE.get(request.query_params.get("done", ""))
    return await show(
        request,
        "paper/fee.html",
        status=422 if errors else 200,
        flash=Flash(look_of(request, principal).translate(done)) if done else None,
        fee=fee,
        form=form,
        errors=errors,
        words=words,
        key=form["key"] or secret_token(),
        clerk=principal.desk is Desk.clerk,
    )


def _words(request: Request, principal: Principal) -> dict[str, object]:
    translate = look_of(request, principal).translate
    return {
        "what": lambda what: desk.what_words(what, translate),
        "waiver": WAIVER_WORDS,
        "state": WAIVER_STATE_WORDS,
        "method": METHOD_WORDS,
        "refund": REFUND_WORDS,
    }


def _missing(request: Request, principal: Principal, error: ValidationError, place: str | None) -> list[Problem]:
    translate = look_of(request, principal).translate
    names = dict.fromkeys(str(item["loc"][0]) if item["loc"] else "" for item in error.errors())
    return [
        (name if name in _MISSING else place, translate(_MISSING.get(name, AmountUnreadable.title))) for name in names
    ]
