"""Proving again who one is, and going on with what one was doing; nothing typed before is lost."""

import json
from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.auth.commands import ProveItIsYou
from app.auth.errors import ConfirmItIsYou
from app.auth.queries.providers import identities_of
from app.desks.security import security_of
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import Refusal
from app.web.coming_in import own_path
from app.web.pages import go, say, show
from app.web.passkey_forms import answer
from app.web.templating import url

router = APIRouter(prefix="/account/confirm")
Carried = Sequence[tuple[str, str]]
_SECRET = frozenset({"password", "credential", "code"})  # never written into a page again


@router.get("")
async def confirm_page(request: Request) -> Response:
    """Ask for the password and code, or the passkey."""
    return await _ask(request, Form({"next": [request.query_params.get("next", "")]}), None)


@router.post("")
async def confirm(request: Request) -> Response:
    """Take the proof; go back, or show the form that was interrupted with everything in it."""
    principal, form = await identity.require(request), await read_form(request)
    services = services_of(request)
    try:
        async with services.limits.second_step(principal.account_id or principal.person_id):
            opened = await services.proofs.prove(principal, _proof(form))
    except Refusal as refusal:
        return await _ask(request, form, refusal)
    back, carried = own_path(form["next"]), _carried(form["carry"])
    if form["carry_to"] and carried is not None:
        to = own_path(form["carry_to"])
        response: Response = await show(request, "security/carry_on.html", to=to, carried=carried)
    else:
        response = go(back or "/account/security")
    identity.remember(request, response, opened)
    return response


async def ask_first(request: Request) -> Response:
    """The answer to an act that needs a fresh proof: to the form, or, for a form that was sent, the form in between."""
    if request.method == "GET":
        query = f"?{request.url.query}" if request.url.query else ""
        return go(url("/account/confirm", next=f"{request.url.path}{query}"))
    sent: Form | None = getattr(request.state, "form", None)
    fields = [one for one in (sent.fields() if sent else []) if one[0] not in _SECRET]
    form = Form({"carry_to": [request.url.path], "carry": [json.dumps(fields)]})
    return await _ask(request, form, ConfirmItIsYou(), status=403)


async def _ask(request: Request, form: Form, refusal: Refusal | None, status: int = 422) -> Response:
    principal, services = await identity.require(request), services_of(request)
    async with services.database.read() as reader:
        view = await security_of(reader, principal, services.clock.now())
        identities = await identities_of(reader, principal.account_id) if principal.account_id else []
    interrupted = isinstance(refusal, ConfirmItIsYou)
    field = "password" if view.password else None
    errors = [(field, say(request, principal, refusal))] if refusal and not interrupted else []
    hidden = form.chosen("next", "carry", "carry_to")
    shown = status if refusal else 200
    return await show(
        request, "security/confirm.html", status=shown, errors=errors, view=view, identities=identities, kept=hidden
    )


def _proof(form: Form) -> ProveItIsYou:
    if form["credential"]:
        return ProveItIsYou(passkey=answer(form))
    return ProveItIsYou(password=form["password"][:1024], code=form["code"][:40] or None)


def _carried(text: str) -> Carried | None:
    try:
        pairs = json.loads(text or "[]")
        return [(str(name), str(value)) for name, value in pairs]
    except (ValueError, TypeError, RecursionError):
        return None
