"""The way in for somebody without an account: a code, one quiet question, the appointment; and the way out.

Addresses and titles tell nothing. Opening a link changes nothing; only sending the code does.
"""

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import RedirectResponse, Response

from app.auth.commands import EnterWithCode
from app.auth.errors import WrongCode
from app.auth.views import Principal
from app.desks.appointment import appointment_of
from app.edge import identity
from app.edge.forms import read_form
from app.edge.services import services_of
from app.kernel.errors import Refusal, TooMany, Unauthenticated
from app.web.pages import go, say, show

router = APIRouter()


@router.get("/start")
async def code_page(request: Request) -> Response:
    """Ask for the code; the link's secret comes in the fragment and only a script can add it."""
    return await show(request, "start/code.html", errors=[], code="", link="")


@router.post("/start")
async def enter(request: Request) -> Response:
    """Take the code. Wrong, used up and ended look the same."""
    form = await read_form(request)
    services, address = services_of(request), request.client.host if request.client else ""
    try:
        async with services.limits.code(address):
            opened = await services.invitations.enter(EnterWithCode(code=form["code"], link=form["link"] or None))
    except (WrongCode, ValidationError):
        return await _again(request, WrongCode(), form["code"], form["link"])
    except TooMany as refusal:
        return await _again(request, refusal, form["code"], form["link"])
    response = go("/start/freely")
    identity.remember(request, response, opened)
    return response


@router.get("/start/freely")
async def freely_page(request: Request) -> Response:
    """Can you talk freely now?"""
    await _invited(request)
    return await show(request, "start/freely.html")


@router.get("/start/later")
async def later_page(request: Request) -> Response:
    """For somebody who cannot talk now: nothing on this page tells what it is about."""
    await _invited(request)
    return await show(request, "start/later.html")


@router.get("/start/appointment")
async def appointment_page(request: Request) -> Response:
    """When it is, who will see and hear you, and the door of your own room."""
    principal = await _invited(request)
    services = services_of(request)
    async with services.database.read() as reader:
        appointment = await appointment_of(reader, principal)
    return await show(request, "start/appointment.html", appointment=appointment)


@router.get("/leave")
async def leave(request: Request) -> Response:
    """End the sign-in, clear what the browser kept, and be somewhere else."""
    principal = await identity.who(request)
    services = services_of(request)
    if principal is not None:
        await services.sign_ins.sign_out(principal)
    target = services.settings.leave_url
    response: Response = RedirectResponse(target, 303) if target else await show(request, "start/left.html")
    identity.forget(request, response)
    return response


async def _invited(request: Request) -> Principal:
    principal = await identity.who(request)
    if principal is None or principal.hearing_id is None:
        raise Unauthenticated()
    return principal


async def _again(request: Request, refusal: Refusal, code: str, link: str) -> Response:
    errors = [("code", say(request, None, refusal))]
    return await show(request, "start/code.html", status=422, errors=errors, code=code, link=link)
