"""The money of a day: the box counted and closed, statements of the account taken in, lines that fit nothing."""

from datetime import date, timedelta
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_, Refusal
from app.kernel.money import AmountUnreadable, cents_of
from app.paper.commands import CountCash, ResolveCredit, TakeInStatement
from app.paper.errors import CreditFitsNothing
from app.paper.queries.cash import cash_day, open_credits
from app.paper.terms import METHOD_WORDS
from app.payments.port import StatementUnreadable
from app.web.pages import go, say, show
from app.web.templating import Flash
from app.web.today import day_asked, look_of

router = APIRouter(prefix="/paper")
_DAY = timedelta(days=1)
_DONE = {
    "counted": N_("What is in the box is entered."),
    "closed": N_("The day is closed."),
    "resolved": N_("The line is settled."),
}
_TAKEN = N_("%(new)s new lines: %(settled)s paid a fee, %(open)s wait for you. %(known)s were known before.")
_EMPTY = N_("Paste the statement, with its line of headings.")
_EXPLAIN = N_("Write the reference of a fee, or what the line is.")


@router.get("/cash")
async def cash_page(request: Request) -> Response:
    """What the receipts of a day say, what was counted, how a difference came about, who closed it."""
    return await _cash(request, await identity.require(request), day_asked(request), Form({}), [])


@router.post("/cash/{day}/count")
async def count(request: Request, day: date) -> Response:
    """Enter what is in the box."""
    principal, form = await identity.require(request), await read_form(request)
    services = services_of(request)
    async with services.database.read() as reader:
        currency = (await cash_day(reader, principal, day)).currency
    try:
        command = CountCash(counted=cents_of(form["counted"], currency), explanation=form["explanation"])
        await services.cash_days.count(day, command, by=principal)
    except (AmountUnreadable, ValidationError):
        wrong = look_of(request, principal).translate(AmountUnreadable.title)
        return await _cash(request, principal, day, form, [("counted", wrong)])
    except Refusal as refusal:
        return await _cash(request, principal, day, form, [(None, say(request, principal, refusal))])
    return go(f"/paper/cash?day={day.isoformat()}&done=counted")


@router.post("/cash/{day}/closing")
async def close(request: Request, day: date) -> Response:
    """Close the day."""
    principal = await identity.require(request)
    try:
        await services_of(request).cash_days.close(day, by=principal)
    except Refusal as refusal:
        return await _cash(request, principal, day, Form({}), [(None, say(request, principal, refusal))])
    return go(f"/paper/cash?day={day.isoformat()}&done=closed")


@router.get("/statements")
async def statements_page(request: Request) -> Response:
    """Take in a statement, and settle the lines that fit nothing by themselves."""
    return await _statements(request, await identity.require(request), Form({}), [])


@router.post("/statements")
async def take_in(request: Request) -> Response:
    """Take in a statement."""
    principal, form = await identity.require(request), await read_form(request)
    translate = look_of(request, principal).translate
    try:
        command = TakeInStatement(statement=form["statement"])
        taken = await services_of(request).statements.take_in(command, by=principal)
    except ValidationError:
        return await _statements(request, principal, form, [("statement", translate(_EMPTY))])
    except StatementUnreadable as refusal:
        return await _statements(request, principal, form, [("statement", say(request, principal, refusal))])
    said = translate(_TAKEN) % {
        "new": taken.lines - taken.known,
        "settled": taken.settled,
        "open": taken.open,
        "known": taken.known,
    }
    return await _statements(request, principal, Form({}), [], Flash(said))


@router.post("/credits/{credit_id:uuid}")
async def resolve(request: Request, credit_id: UUID) -> Response:
    """Say which fee an open line pays, or what else it is."""
    principal, form = await identity.require(request), await read_form(request)
    if not form["reference"] and not form["explanation"]:
        wrong = look_of(request, principal).translate(_EXPLAIN)
        return await _statements(request, principal, form, [(f"reference-{credit_id}", wrong)])
    try:
        command = ResolveCredit.model_validate(form.chosen("reference", "explanation"))
        await services_of(request).statements.resolve(credit_id, command, by=principal)
    except (ValidationError, CreditFitsNothing):
        wrong = say(request, principal, CreditFitsNothing())
        return await _statements(request, principal, form, [(f"reference-{credit_id}", wrong)])
    return go("/paper/statements?done=resolved")


async def _cash(
    request: Request, principal: Principal, day: date | None, form: Form, errors: list[tuple[str | None, str]]
) -> Response:
    async with services_of(request).database.read() as reader:
        found = await cash_day(reader, principal, day)
    return await show(
        request,
        "paper/cash.html",
        status=422 if errors else 200,
        flash=_flash(request, principal),
        book=found,
        form=form,
        errors=errors,
        methods=METHOD_WORDS,
        day=found.day.isoformat(),
        previous=(found.day - _DAY).isoformat(),
        next_day=(found.day + _DAY).isoformat(),
    )


async def _statements(
    request: Request,
    principal: Principal,
    form: Form,
    errors: list[tuple[str | None, str]],
    flash: Flash | None = None,
) -> Response:
    async with services_of(request).database.read() as reader:
        found = await open_credits(reader, principal)
    return await show(
        request,
        "paper/statements.html",
        status=422 if errors else 200,
        flash=flash or _flash(request, principal),
        credits=found,
        form=form,
        errors=errors,
    )


def _flash(request: Request, principal: Principal) -> Flash | None:
    done = _DONE.get(request.query_params.get("done", ""))
    return Flash(look_of(request, principal).translate(done)) if done else None
