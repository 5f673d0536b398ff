"""Going to an identity provider and coming back; one's own identities there."""

from contextlib import suppress
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from app.auth.actions.oidc import MY_IDENTITIES, CameBack
from app.auth.errors import ConfirmItIsYou, OnlyWayIn
from app.auth.queries.providers import identities_of, open_providers
from app.auth.terms import Journey
from app.auth.views import Departure, Opened, Principal
from app.edge import identity
from app.edge.forms import read_form
from app.edge.journeys import journey_secret, remember_journey
from app.edge.services import services_of
from app.kernel.errors import Refusal
from app.oidc.port import Answer
from app.web.coming_in import let_in, own_path
from app.web.pages import go, say, show
from app.web.sign_in import sign_in_form

router = APIRouter()
LONGEST_PARAMETER = 4000


@router.get("/sign-in/with/{key}")
async def depart(request: Request, key: str) -> Response:
    """To the provider, to sign in there."""
    after, services = own_path(request.query_params.get("next", "")), services_of(request)
    try:
        departure = await services.provider_sign_ins.begin(key, journey_secret(request), after)
    except Refusal as refusal:
        return await sign_in_form(request, refusal)
    response = RedirectResponse(departure.address, 303)
    remember_journey(request, response, departure)
    return response


@router.get("/sign-in/with/{key}/return")
async def come_back(request: Request, key: str) -> Response:
    """From the provider: in, or to the second step, or to the page of those who wait."""
    principal, services = await identity.who(request), services_of(request)
    try:
        came = await services.provider_sign_ins.come_back(key, _answer(request), journey_secret(request), principal)
    except ConfirmItIsYou:
        return go(MY_IDENTITIES)  # a link that took too long: there it begins anew
    except Refusal as refusal:
        signed_in = principal is not None and principal.hearing_id is None
        return await _mine(request, principal, refusal) if signed_in else await sign_in_form(request, refusal)
    return await _arrived(request, came)


@router.get("/signed-out")
async def signed_out(request: Request, through: str = "") -> Response:
    """Signed out here; where one can sign out at the provider, too."""
    farewell: Departure | None = None
    with suppress(Refusal):  # a provider that is gone or silent leads nowhere
        farewell = await services_of(request).provider_sign_ins.farewell(through) if through else None
    return await show(request, "providers/signed_out.html", farewell=farewell)


@router.get(MY_IDENTITIES)
async def my_identities(request: Request) -> Response:
    """Which identities open one's own account, and which could."""
    return await _mine(request, await identity.require(request), None)


@router.post("/account/providers/{key}/link")
async def link(request: Request, key: str) -> Response:
    """Set out to link: a page in between says what will happen there and here."""
    principal = await identity.require(request)
    begun = services_of(request).provider_sign_ins.begin_linking(key, journey_secret(request), principal)
    return await _onward(request, await begun, Journey.link)


@router.post("/account/providers/{key}/proof")
async def confirm(request: Request, key: str) -> Response:
    """Set out to prove once more who one is."""
    principal, form = await identity.require(request), await read_form(request)
    services, browser = services_of(request), journey_secret(request)
    begun = services.provider_sign_ins.begin_confirming(key, browser, principal, own_path(form["next"]))
    return await _onward(request, await begun, Journey.confirm)


@router.post("/account/identities/{identity_id:uuid}/removal")
async def unlink(request: Request, identity_id: UUID) -> Response:
    """Let an identity open this account no longer."""
    principal = await identity.require(request)
    try:
        await services_of(request).provider_sign_ins.unlink(identity_id, principal)
    except OnlyWayIn as refusal:
        return await _mine(request, principal, refusal)
    return go(MY_IDENTITIES)


def _answer(request: Request) -> Answer:
    given = {name: value[:LONGEST_PARAMETER] for name, value in request.query_params.items()}
    return Answer(
        state=given.get("state", ""),
        code=given.get("code", ""),
        issuer=given.get("iss", ""),
        error=given.get("error", ""),
    )


async def _arrived(request: Request, came: CameBack) -> Response:
    if came.waits is not None:
        return await show(request, "providers/waiting.html", waits=came.waits)
    if came.opened is None:
        return go(came.after or MY_IDENTITIES)
    if came.journey is Journey.confirm and isinstance(came.opened, Opened):
        response: Response = go(own_path(came.after) or MY_IDENTITIES)
        identity.remember(request, response, came.opened)
        return response
    return let_in(request, came.opened, came.after)


async def _onward(request: Request, departure: Departure, journey: Journey) -> Response:
    """A link and no redirect: a form of ours may lead nowhere else (Content Security Policy, form-action)."""
    response = await show(request, "providers/onward.html", departure=departure, linking=journey is Journey.link)
    remember_journey(request, response, departure)
    return response


async def _mine(request: Request, principal: Principal | None, refusal: Refusal | None) -> Response:
    assert principal is not None
    async with services_of(request).database.read() as reader:
        identities = await identities_of(reader, principal.account_id) if principal.account_id else []
        offered = await open_providers(reader)
    errors = [(None, say(request, principal, refusal))] if refusal else []
    views = {"identities": identities, "offered": offered, "errors": errors}
    return await show(request, "providers/mine.html", status=422 if refusal else 200, flash=None, **views)
