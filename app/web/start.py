"""The way in for somebody without an account: a code, one quiet question, the appointment; and the way out.

Addresses and titles tell nothing. Opening a link changes nothing; only sending the code does.
"""

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import RedirectResponse, Response

from app.api.problems import headers_for, status_for
from app.auth.commands import EnterWithCode, Seat
from app.auth.errors import WrongCode
from app.auth.views import Opened, Principal
from app.desks.appointment import appointment_of
from app.edge import device, identity
from app.edge.forms import read_form
from app.edge.services import services_of
from app.kernel.errors import Refusal, TooMany, Unauthenticated
from app.web.pages import go, say, show

router = APIRouter()


@router.get("/start")
async def code_page(request: Request) -> Response:
    """Ask for the code. The link's secret comes in the fragment: a script adds it, or the person pastes the link.

    Opening this changes nothing here (mail scanners); the browser is given a secret to be known by.
    """
    principal = await identity.who(request)
    inside = principal is not None and principal.hearing_id is not None
    response = await show(request, "start/code.html", errors=[], code="", link="", waits="", inside=inside)
    device.offer(request, response)
    return response


@router.post("/start")
async def enter(request: Request) -> Response:
    """Take the code. Wrong, used up and ended look the same."""
    form = await read_form(request)
    link = form["pasted"] or form["link"]
    try:
        opened, own = await _come_in(request, EnterWithCode(code=form["code"], link=link))
    except ValidationError:
        return await _again(request, WrongCode(), form["code"], link)
    except (WrongCode, TooMany) as refusal:
        return await _again(request, refusal, form["code"], link)
    response = go("/start/freely")
    identity.remember(request, response, opened)
    device.keep(request, response, own)
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
    if principal is not None and principal.hearing_id is not None:
        await services.invitations.leave(principal)
    elif principal is not None:
        await services.sign_ins.sign_out(principal)
    target = services.settings.leave_url
    response: Response = RedirectResponse(target, 303) if target else await show(request, "start/left.html")
    identity.forget_everything(request, response)
    return response


async def _come_in(request: Request, command: EnterWithCode) -> tuple[Opened, str]:
    """A sign-in by code, and the secret of the device it is bound to. Raises WrongCode, SignInTooOften.

    A try that comes with a secret of ours is counted where that belongs; all others share their address's.
    """
    services = services_of(request)
    own = device.device_of(request) or device.fresh_device()
    seat = Seat(device=own, source=device.source_of(request), site=device.site_of(request))
    if await services.invitations.known(command, seat):
        return await services.invitations.enter(command, seat), own
    async with services.limits.code(device.address_of(request)):
        return await services.invitations.enter(command, seat), own


async def _invited(request: Request) -> Principal:
    principal = await identity.who(request)
    if principal is None or principal.hearing_id is None:
        raise Unauthenticated()
    return principal


async def _again(request: Request, refusal: Refusal, code: str, link: str) -> Response:
    """The form once more with what was typed; a browser that came without a secret gets one now."""
    waits, words = isinstance(refusal, TooMany), say(request, None, refusal)
    response = await show(
        request,
        "start/code.html",
        status=status_for(refusal) if waits else 422,
        errors=[] if waits else [("code", words)],
        waits=words if waits else "",
        code=code,
        link=link,
        inside=False,
    )
    response.headers.update(headers_for(refusal, refusal) if waits else {})
    device.offer(request, response)
    return response
