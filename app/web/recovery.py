"""Giving an account back: the officers' list and proposals, and the page where its owner uses the code."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.commands import ProposeRecovery, UseRecovery
from app.auth.errors import ConfirmItIsYou, PasswordTellsWhoYouAre, PasswordTooEasy, PasswordTooShort, WrongRecoveryCode
from app.auth.views import Principal
from app.desks.recoveries import recoveries_for
from app.edge import identity
from app.edge.device import address_of
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import Invalid, NotFound, Refusal
from app.web.coming_in import let_in
from app.web.pages import DESK_WORDS, go, say, show

router = APIRouter()
_ABOUT_PASSWORD = (PasswordTooShort, PasswordTooEasy, PasswordTellsWhoYouAre)


@router.get("/recovery")
async def recovery_page(request: Request) -> Response:
    """Ask for the code an officer told, and a new password."""
    return await show(request, "security/recovery.html", errors=[], code="")


@router.post("/recovery")
async def use_recovery(request: Request) -> Response:
    """Take both; on to the second step, or in."""
    form = await read_form(request)
    services = services_of(request)
    try:
        async with services.limits.code(address_of(request)):
            came = await services.recoveries.use(UseRecovery(code=form["code"], password=form["password"]))
    except (Refusal, ValidationError) as error:
        refusal = error if isinstance(error, Refusal) else WrongRecoveryCode()
        field = "password" if isinstance(refusal, _ABOUT_PASSWORD) else "code"
        errors = [(field, say(request, None, refusal))]
        return await show(request, "security/recovery.html", status=422, errors=errors, code=form["code"])
    return let_in(request, came, "")


@router.get("/recoveries")
async def recoveries_page(request: Request) -> Response:
    """What waits for a second officer, and the form to propose."""
    return await _officers(request, await identity.require(request), Form({}), None)


@router.post("/recoveries")
async def propose(request: Request) -> Response:
    """Take a proposal; nothing typed is lost when it is refused."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = ProposeRecovery(email=form["email"], reason=form["reason"])
        await services_of(request).recoveries.propose(principal, command)
    except ConfirmItIsYou:
        raise
    except (Refusal, ValidationError) as error:
        return await _officers(request, principal, form, error if isinstance(error, Refusal) else Invalid())
    return go("/recoveries")


@router.post("/recoveries/{recovery_id:uuid}/confirmation")
async def confirm(request: Request, recovery_id: UUID) -> Response:
    """Confirm, and show the code to tell, this once."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        given = await services_of(request).recoveries.confirm(principal, recovery_id)
    except (ConfirmItIsYou, NotFound):
        raise
    except Refusal as refusal:
        return await _officers(request, principal, form, refusal)
    address = f"{services_of(request).settings.public_url.rstrip('/')}/recovery"
    return await show(request, "security/given.html", given=given, address=address)


@router.post("/recoveries/{recovery_id:uuid}/withdrawal")
async def withdraw(request: Request, recovery_id: UUID) -> Response:
    """Take it back: an officer from the list, the owner from their own page."""
    principal, form = await identity.require(request), await read_form(request)
    await services_of(request).recoveries.withdraw(principal, recovery_id)
    return go("/account/security" if form["from"] == "owner" else "/recoveries")


async def _officers(request: Request, principal: Principal, form: Form, refusal: Refusal | None) -> Response:
    services = services_of(request)
    async with services.database.read() as reader:
        rows = await recoveries_for(reader, principal, services.clock.now())
    errors = [("email", say(request, principal, refusal))] if refusal else []
    return await show(
        request,
        "security/recoveries.html",
        status=422 if refusal else 200,
        rows=rows,
        form=form,
        errors=errors,
        desk_words=DESK_WORDS,
    )
