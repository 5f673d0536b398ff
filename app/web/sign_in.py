"""Signing in with e-mail and password, and out again."""

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.commands import SignInWithPassword
from app.auth.errors import SignInTooOften, WrongSignIn
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import Refusal
from app.web.pages import go, home_of, say, show

router = APIRouter()


@router.get("/sign-in")
async def sign_in_page(request: Request) -> Response:
    """The form; somebody who is signed in already goes to their desk."""
    principal = await identity.who(request)
    if principal is not None:
        return go(home_of(principal))
    return await _form(request, Form({}), None)


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """Take the form; on a wrong pair show it again with everything but the password."""
    form = await read_form(request)
    services, address = services_of(request), request.client.host if request.client else ""
    try:
        async with services.limits.sign_in(address, form["email"]):
            opened = await services.sign_ins.sign_in(SignInWithPassword(email=form["email"], password=form["password"]))
    except (WrongSignIn, ValidationError):
        return await _form(request, form, WrongSignIn())
    except SignInTooOften as refusal:
        return await _form(request, form, refusal)
    response = go(_own(form["next"]) or home_of(opened.principal))
    identity.remember(request, response, opened)
    return response


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    """End the sign-in and forget it in the browser too."""
    principal = await identity.who(request)
    if principal is not None:
        await services_of(request).sign_ins.sign_out(principal)
    response = go("/")
    identity.forget(request, response)
    return response


async def _form(request: Request, form: Form, refusal: Refusal | None) -> Response:
    errors = [("email", say(request, None, refusal))] if refusal else []
    after = form["next"] or request.query_params.get("next", "")
    status = 422 if refusal else 200
    return await show(request, "sign_in.html", status=status, errors=errors, email=form["email"], after=_own(after))


def _own(path: str) -> str:
    """A path of this site, or nothing: a link must not lead elsewhere after signing in.

    Browsers read a backslash as a slash and skip tabs and line ends, so a path with one is none of ours.
    """
    ours = path.startswith("/") and not path.startswith("//") and path.isprintable() and "\\" not in path
    return path if ours else ""
