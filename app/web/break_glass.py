"""Pages of emergency access: asking and deciding, opening, and what the judge of the case sees and orders."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.cases.commands.break_glass import AskBreakGlass, OrderSilence, ReviewBreakGlass
from app.cases.errors import BreakGlassTooLong
from app.desks import break_glass as desk
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_, Refusal
from app.language.i18n import translate
from app.web.pages import go, language_of, say, show

router = APIRouter()
ONE = "/break-glass/{request_id:uuid}"
OF_CASE = "/cases/{case_id:uuid}/break-glass"
_MISSING = N_("Name the case, say what you need, and give the reason in a full sentence.")
_NOTE = N_("Write a note.")


@router.get("/break-glass")
async def requests_page(request: Request) -> Response:
    """Requests that concern me, and the form to ask."""
    return await _requests(request, await identity.require(request), Form({}), None)


@router.post("/break-glass")
async def ask(request: Request) -> Response:
    """Take a request."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = AskBreakGlass.model_validate(form.chosen("number", "what", "pseudonym", "reason", "minutes"))
        await services_of(request).break_glass.ask(command, by=principal)
    except (BreakGlassTooLong, ValidationError) as error:
        return await _requests(request, principal, form, error)
    return go("/break-glass")


@router.get(ONE)
async def request_page(request: Request, request_id: UUID) -> Response:
    """One request and what can be done with it."""
    return await _one(request, await identity.require(request), request_id, None)


@router.post(ONE + "/approval")
async def allow(request: Request, request_id: UUID) -> Response:
    """Let the officer in."""
    principal = await identity.require(request)
    await services_of(request).break_glass.allow(request_id, by=principal)
    return go(f"/break-glass/{request_id}")


@router.post(ONE + "/refusal")
async def refuse(request: Request, request_id: UUID) -> Response:
    """Say no."""
    principal = await identity.require(request)
    await services_of(request).break_glass.refuse(request_id, by=principal)
    return go(f"/break-glass/{request_id}")


@router.post(ONE + "/end")
async def end(request: Request, request_id: UUID) -> Response:
    """End it, or withdraw it."""
    principal = await identity.require(request)
    await services_of(request).break_glass.end(request_id, by=principal)
    return go(f"/break-glass/{request_id}")


@router.post(ONE + "/identity")
async def reveal(request: Request, request_id: UUID) -> Response:
    """Show the name that was asked for, once it is in the log."""
    principal = await identity.require(request)
    name = await services_of(request).break_glass.identity(request_id, by=principal)
    return await _one(request, principal, request_id, None, revealed=desk.revealed_name(name).name)


@router.post(ONE + "/review")
async def review(request: Request, request_id: UUID) -> Response:
    """Take the judge's note."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = ReviewBreakGlass.model_validate(form.chosen("note"))
    except ValidationError:
        return await _one(request, principal, request_id, _NOTE)
    await services_of(request).break_glass.review(request_id, command, by=principal)
    return go(f"/break-glass/{request_id}")


@router.get(OF_CASE)
async def case_page(request: Request, case_id: UUID) -> Response:
    """Emergency access in a case, for its judges."""
    return await _of_case(request, await identity.require(request), case_id, None)


@router.post(OF_CASE + "/silence")
async def order_silence(request: Request, case_id: UUID) -> Response:
    """Take the order that the persons concerned are not told."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = OrderSilence.model_validate(form.chosen("reason"))
    except ValidationError:
        return await _of_case(request, principal, case_id, _NOTE)
    await services_of(request).break_glass.order_silence(case_id, command, by=principal)
    return go(f"/cases/{case_id}/break-glass")


@router.post(OF_CASE + "/silence/end")
async def lift_silence(request: Request, case_id: UUID) -> Response:
    """Let the persons concerned be told again."""
    principal = await identity.require(request)
    await services_of(request).break_glass.lift_silence(case_id, by=principal)
    return go(f"/cases/{case_id}/break-glass")


async def _requests(request: Request, principal: Principal, form: Form, error: Exception | None) -> Response:
    services = services_of(request)
    async with services.database.read() as reader:
        found = await desk.requests_for(reader, principal, services.clock.now())
    words = translate(_MISSING, language_of(request, principal).code)
    errors = [("minutes", say(request, principal, error))] if isinstance(error, Refusal) else [("number", words)]
    return await show(
        request,
        "break_glass/requests.html",
        status=422 if error else 200,
        found=found,
        errors=errors if error else [],
        form=form,
    )


async def _one(
    request: Request, principal: Principal, request_id: UUID, wrong: str | None, revealed: str | None = None
) -> Response:
    services = services_of(request)
    async with services.database.read() as reader:
        found = await desk.request_of(reader, request_id, principal, services.clock.now())
    errors = [("note", translate(wrong, language_of(request, principal).code))] if wrong else []
    return await show(
        request,
        "break_glass/request.html",
        status=422 if wrong else 200,
        one=found.request,
        opened=found.opened,
        revealed=revealed,
        errors=errors,
    )


async def _of_case(request: Request, principal: Principal, case_id: UUID, wrong: str | None) -> Response:
    services = services_of(request)
    async with services.database.read() as reader:
        found = await desk.of_case(reader, case_id, principal, services.clock.now())
    errors = [("reason", translate(wrong, language_of(request, principal).code))] if wrong else []
    return await show(request, "break_glass/case.html", status=422 if wrong else 200, desk=found, errors=errors)
