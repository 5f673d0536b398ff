"""My security: how I come in, what I can add to it, and what I can take away."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import APIRouter, Request
from markupsafe import Markup
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.commands import GiveCode, NamePasskey, SetPassword
from app.auth.errors import ConfirmItIsYou, NoAuthenticatorApp
from app.auth.queries.factors import app_secret
from app.auth.views import BackupCodes, Principal
from app.desks.security import own_label, security_of
from app.edge import identity
from app.edge.forms import read_form
from app.edge.fresh import require_fresh_proof
from app.edge.services import services_of
from app.kernel.errors import Invalid, NotFound, Refusal
from app.web.pages import go, say, show
from app.web.passkey_forms import added, picture
from app.web.templating import Flash

router = APIRouter(prefix="/account/security")
HOME = "/account/security"


@router.get("")
async def security_page(request: Request) -> Response:
    """Everything at a glance, in plain words."""
    return await _overview(request, await identity.require(request), None)


@router.get("/password")
async def password_page(request: Request) -> Response:
    """The form for another password."""
    await require_fresh_proof(request)
    return await show(request, "security/password.html", errors=[])


@router.post("/password")
async def change_password(request: Request) -> Response:
    """Take it; the policy's words stand beside the field."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = SetPassword(password=form["password"])
        await services_of(request).own_passwords.change(principal, command)
    except ConfirmItIsYou:
        raise
    except (Refusal, ValidationError) as error:
        errors = [("password", say(request, principal, _refusal(error)))]
        return await show(request, "security/password.html", status=422, errors=errors)
    return go(HOME)


@router.post("/password/removal")
async def give_up_password(request: Request) -> Response:
    """Passkeys alone from now on, asked once more."""
    form = await read_form(request)
    if form["confirmed"] != "yes":
        return await _sure(request, "password", "/account/security/password/removal")
    principal = await identity.require(request)
    return await _done(request, principal, lambda: services_of(request).own_passwords.give_up(principal))


@router.post("/app")
async def begin_app(request: Request) -> Response:
    """Make a secret and show it on a page of its own."""
    await services_of(request).authenticators.begin(await identity.require(request))
    return go("/account/security/app")


@router.get("/app")
async def app_page(request: Request) -> Response:
    """The picture to scan, the key to type, and the field for the first code."""
    return await _app(request, await require_fresh_proof(request), None)


@router.post("/app/confirmation")
async def confirm_app(request: Request) -> Response:
    """Take the first code; show the backup codes this once."""
    principal, form = await identity.require(request), await read_form(request)
    services = services_of(request)
    try:
        async with services.limits.second_step(principal.account_id or principal.person_id):
            codes = await services.authenticators.confirm(principal, GiveCode(code=form["code"]))
    except ConfirmItIsYou:
        raise
    except (Refusal, ValidationError) as error:
        return await _app(request, principal, _refusal(error))
    return await show_codes(request, codes, HOME)


@router.post("/app/removal")
async def remove_app(request: Request) -> Response:
    """Remove the app, asked once more."""
    form = await read_form(request)
    if form["confirmed"] != "yes":
        return await _sure(request, "app", "/account/security/app/removal")
    principal = await identity.require(request)
    return await _done(request, principal, lambda: services_of(request).authenticators.remove(principal))


@router.post("/backup-codes")
async def renew_backup_codes(request: Request) -> Response:
    """Ten fresh codes, shown this once."""
    codes = await services_of(request).authenticators.renew_backup_codes(await identity.require(request))
    return await show_codes(request, codes, HOME)


@router.post("/passkeys")
async def add_passkey(request: Request) -> Response:
    """Keep the passkey that the browser just made."""
    principal, form = await identity.require(request), await read_form(request)
    return await _done(request, principal, lambda: services_of(request).passkeys.add(principal, added(form)))


@router.post("/passkeys/{passkey_id:uuid}/name")
async def rename_passkey(request: Request, passkey_id: UUID) -> Response:
    """Another name."""
    principal, form = await identity.require(request), await read_form(request)
    command = NamePasskey(name=form["name"])
    return await _done(request, principal, lambda: services_of(request).passkeys.rename(principal, passkey_id, command))


@router.post("/passkeys/{passkey_id:uuid}/removal")
async def remove_passkey(request: Request, passkey_id: UUID) -> Response:
    """Remove one, asked once more."""
    principal, form = await identity.require(request), await read_form(request)
    services = services_of(request)
    if form["confirmed"] != "yes":
        async with services.database.read() as reader:
            own = (await security_of(reader, principal, services.clock.now())).passkeys
        if passkey_id not in {one.id for one in own}:
            raise NotFound()
        return await _sure(request, "passkey", f"/account/security/passkeys/{passkey_id}/removal")
    return await _done(request, principal, lambda: services.passkeys.remove(principal, passkey_id))


async def show_codes(request: Request, codes: BackupCodes, after: str, flash: Flash | None = None) -> Response:
    """The backup codes, this once, ready to print."""
    return await show(request, "security/codes.html", codes=codes.codes, after=after, flash=flash)


async def shared_secret(request: Request, person_id: UUID, account_id: UUID) -> tuple[str, Markup]:
    """The key to type and the picture to scan; raises NoAuthenticatorApp when none was begun."""
    services = services_of(request)
    issuer = urlsplit(services.settings.public_url).hostname or ""
    async with services.database.read() as reader:
        secret = await app_secret(reader, account_id, await own_label(reader, person_id), issuer)
    if secret is None:
        raise NoAuthenticatorApp()
    return secret.key, picture(secret.address)


async def _app(request: Request, principal: Principal, refusal: Refusal | None) -> Response:
    assert principal.account_id is not None
    key, drawn = await shared_secret(request, principal.person_id, principal.account_id)
    errors = [("code", say(request, principal, refusal))] if refusal else []
    return await show(
        request, "security/app.html", status=422 if refusal else 200, errors=errors, key=key, picture=drawn
    )


async def _done(request: Request, principal: Principal, act: Callable[[], Awaitable[object]]) -> Response:
    """Do it and go back to the overview, which says why when it was refused."""
    try:
        await act()
    except (ConfirmItIsYou, NotFound):
        raise
    except Refusal as refusal:
        return await _overview(request, principal, refusal)
    return go(HOME)


async def _overview(request: Request, principal: Principal, refusal: Refusal | None) -> Response:
    services = services_of(request)
    async with services.database.read() as reader:
        view = await security_of(reader, principal, services.clock.now())
    errors = [(None, say(request, principal, refusal))] if refusal else []
    return await show(request, "security/overview.html", status=422 if refusal else 200, view=view, errors=errors)


async def _sure(request: Request, what: str, action: str) -> Response:
    await require_fresh_proof(request)
    return await show(request, "security/sure.html", what=what, action=action)


def _refusal(error: Exception) -> Refusal:
    return error if isinstance(error, Refusal) else Invalid()
