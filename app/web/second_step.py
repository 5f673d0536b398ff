"""The second step after the password: a code, a passkey, or setting one of them up."""

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.commands import GiveCode
from app.auth.errors import FirstStepEnded, WrongFactor
from app.auth.queries.factors import owed_step
from app.auth.views import OwedStep
from app.edge.device import known_device, source_of
from app.edge.first_step import first_step_token
from app.edge.forms import read_form
from app.edge.services import services_of
from app.kernel.errors import Invalid, Refusal
from app.web.coming_in import let_in, own_path, remember
from app.web.pages import go, home_of, say, show
from app.web.passkey_forms import added, answer
from app.web.security import shared_secret, show_codes
from app.web.sign_in import sign_in_form
from app.web.templating import url

router = APIRouter(prefix="/sign-in")


@router.post("/passkey")
async def with_passkey(request: Request) -> Response:
    """Come in with a passkey alone; refused, the sign-in page says so."""
    form = await read_form(request)
    services = services_of(request)
    try:
        async with services.limits.code(source_of(request)):
            opened = await services.passkeys.sign_in(answer(form))
    except Refusal as refusal:
        return await sign_in_form(request, refusal, form)
    return let_in(request, opened, form["next"])


@router.get("/second")
async def second_page(request: Request) -> Response:
    """Ask for the code or the passkey."""
    return await _second(request, await _owed(request), request.query_params.get("next", ""), None)


@router.post("/second")
async def give_second(request: Request) -> Response:
    """Take the code, or the answer of a passkey."""
    form, token = await read_form(request), first_step_token(request)
    owed = await _owed(request)
    services = services_of(request)
    try:
        async with services.limits.second_step(owed.account_id, known_device(request, owed.account_id)):
            if form["credential"]:
                opened = await services.second_steps.give_passkey(token, answer(form))
            else:
                opened = await services.second_steps.give_code(token, GiveCode(code=form["code"]))
    except FirstStepEnded:
        raise
    except (Refusal, ValidationError) as error:
        return await _second(request, owed, form["next"], _refusal(error))
    return let_in(request, opened, form["next"])


@router.get("/set-up")
async def set_up_page(request: Request) -> Response:
    """Choose what the second factor will be."""
    owed = await _owed(request)
    after = own_path(request.query_params.get("next", ""))
    if not owed.set_up:
        return go(url("/sign-in/second", next=after))
    return await show(request, "security/set_up.html", errors=[], after=after)


@router.post("/set-up/passkey")
async def set_up_passkey(request: Request) -> Response:
    """Keep the passkey that was just made, and come in."""
    form = await read_form(request)
    try:
        opened = await services_of(request).second_steps.add_passkey(first_step_token(request), added(form))
    except FirstStepEnded:
        raise
    except Refusal as refusal:
        errors = [(None, say(request, None, refusal))]
        return await show(request, "security/set_up.html", status=422, errors=errors, after=own_path(form["next"]))
    return let_in(request, opened, form["next"])


@router.post("/set-up/app")
async def set_up_app(request: Request) -> Response:
    """Begin with an authenticator app."""
    form = await read_form(request)
    await services_of(request).second_steps.begin_app(first_step_token(request))
    return go(url("/sign-in/set-up/app", next=own_path(form["next"])))


@router.get("/set-up/app")
async def app_page(request: Request) -> Response:
    """The picture to scan, the key to type, and the field for the first code."""
    return await _app(request, await _owed(request), request.query_params.get("next", ""), None)


@router.post("/set-up/app/confirmation")
async def confirm_app(request: Request) -> Response:
    """Take the first code: in, with the backup codes to keep."""
    form, token = await read_form(request), first_step_token(request)
    owed = await _owed(request)
    services = services_of(request)
    try:
        async with services.limits.second_step(owed.account_id, known_device(request, owed.account_id)):
            opened, codes = await services.second_steps.confirm_app(token, GiveCode(code=form["code"]))
    except WrongFactor as refusal:
        return await _app(request, owed, form["next"], refusal)
    except ValidationError:
        return await _app(request, owed, form["next"], WrongFactor())
    response = await show_codes(request, codes, own_path(form["next"]) or home_of(opened.principal))
    remember(request, response, opened)
    return response


async def _owed(request: Request) -> OwedStep:
    services, token = services_of(request), first_step_token(request)
    async with services.database.read() as reader:
        owed = await owed_step(reader, token, services.clock.now())
    if owed is None:
        raise FirstStepEnded()
    return owed


async def _second(request: Request, owed: OwedStep, after: str, refusal: Refusal | None) -> Response:
    errors = [("code" if owed.app else None, say(request, None, refusal))] if refusal else []
    status = 422 if refusal else 200
    return await show(request, "security/second.html", status=status, errors=errors, owed=owed, after=own_path(after))


async def _app(request: Request, owed: OwedStep, after: str, refusal: Refusal | None) -> Response:
    key, drawn = await shared_secret(request, owed.person_id, owed.account_id)
    errors = [("code", say(request, None, refusal))] if refusal else []
    status, after = 422 if refusal else 200, own_path(after)
    views = {"key": key, "picture": drawn, "after": after}
    return await show(request, "security/set_up_app.html", status=status, errors=errors, views=views)


def _refusal(error: Exception) -> Refusal:
    return error if isinstance(error, Refusal) else Invalid()
