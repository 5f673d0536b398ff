"""Erasing for good on pages: the officers' list and form, one request with what would go, and the decision."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.errors import ConfirmItIsYou
from app.auth.views import Principal
from app.cases.commands.erasing import AskErasure
from app.desks import erasing
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_, Forbidden, NotFound, Refusal
from app.language.i18n import translate
from app.web.pages import go, language_of, say, show

router = APIRouter()
ONE = "/erasures/{request_id:uuid}"
_READ = N_("Tick that you have read what goes.")
_WORDS = {
    "kind": N_("Choose what is to be erased."),
    "name": N_("Write its number, id or name."),
    "order_ref": N_("Write the ruling or the rule it rests on."),
    "reason": N_("Write why, in ten letters or more."),
}


@router.get("/erasures")
async def requests_page(request: Request) -> Response:
    """What was asked for, and the form to ask."""
    return await _requests(request, await identity.require(request), Form({}), None)


@router.post("/erasures")
async def ask(request: Request) -> Response:
    """Ask another officer; what goes is shown before anybody confirms."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = AskErasure.model_validate(form.chosen("kind", "name", "order_ref", "reason"))
        made = await services_of(request).erasure_requests.ask(command, by=principal)
    except (ConfirmItIsYou, Forbidden):
        raise
    except (Refusal, ValidationError) as error:
        return await _requests(request, principal, form, error)
    return go(f"/erasures/{made}")


@router.get(ONE)
async def request_page(request: Request, request_id: UUID) -> Response:
    """One request with what would go."""
    return await _one(request, await identity.require(request), request_id, None)


@router.post(ONE + "/confirmation")
async def confirm(request: Request, request_id: UUID) -> Response:
    """Erase, after the officer ticked that they read what goes."""
    principal, form = await identity.require(request), await read_form(request)
    if form["read"] != "yes":
        return await _one(request, principal, request_id, translate(_READ, language_of(request, principal).code))
    try:
        await services_of(request).erasure_requests.confirm(request_id, by=principal)
    except (Forbidden, NotFound):
        raise
    except Refusal as refusal:
        return await _one(request, principal, request_id, say(request, principal, refusal))
    return go(f"/erasures/{request_id}")


@router.post(ONE + "/refusal")
async def refuse(request: Request, request_id: UUID) -> Response:
    """Say no."""
    await services_of(request).erasure_requests.refuse(request_id, by=await identity.require(request))
    return go(f"/erasures/{request_id}")


@router.post(ONE + "/withdrawal")
async def withdraw(request: Request, request_id: UUID) -> Response:
    """Take it back."""
    await services_of(request).erasure_requests.withdraw(request_id, by=await identity.require(request))
    return go(f"/erasures/{request_id}")


async def _requests(request: Request, principal: Principal, form: Form, error: Exception | None) -> Response:
    services = services_of(request)
    async with services.database.read() as reader:
        found = await erasing.requests_for(reader, principal, services.clock.now())
    return await show(
        request,
        "erasing/requests.html",
        status=422 if error else 200,
        found=found,
        asks=erasing.may_ask(principal),
        form=form,
        errors=_errors(request, principal, error),
    )


async def _one(request: Request, principal: Principal, request_id: UUID, wrong: str | None) -> Response:
    services = services_of(request)
    async with services.database.read() as reader:
        found = await erasing.request_of(reader, request_id, principal, services.clock.now())
    errors = [("read", wrong)] if wrong else []
    return await show(
        request, "erasing/request.html", status=422 if wrong else 200, one=found.request, preview=found, errors=errors
    )


def _errors(request: Request, principal: Principal, error: Exception | None) -> list[tuple[str | None, str]]:
    if isinstance(error, ValidationError):
        language = language_of(request, principal).code
        places = dict.fromkeys(str(one["loc"][0]) for one in error.errors())
        return [(name, translate(_WORDS[name], language)) for name in places]
    return [("name", say(request, principal, error))] if isinstance(error, Refusal) else []
