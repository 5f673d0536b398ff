"""Signing in with e-mail and password, and out again."""

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.api.problems import headers_for, status_for
from app.auth.commands import SignInWithPassword
from app.auth.errors import SignInsBusy, SignInTooOften, WrongSignIn
from app.auth.queries.providers import key_of_sign_in, open_providers
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.edge.tries import password_try
from app.kernel.errors import Refusal
from app.web.busy import busy_page
from app.web.coming_in import let_in, own_path
from app.web.pages import go, home_of, say, show
from app.web.templating import url

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
    services = services_of(request)
    try:
        async with password_try(request, form["email"]):
            came = await services.sign_ins.sign_in(SignInWithPassword(email=form["email"], password=form["password"]))
    except (WrongSignIn, ValidationError):
        return await _form(request, form, WrongSignIn())
    except SignInTooOften as refusal:
        return await _form(request, form, refusal)
    except SignInsBusy as refusal:
        return busy_page(request, refusal)
    return let_in(request, came, form["next"])


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    """End the sign-in and forget it in the browser too."""
    principal, services, through = await identity.who(request), services_of(request), None
    if principal is not None:
        async with services.database.read() as reader:
            through = await key_of_sign_in(reader, principal.sign_in_id)
        await services.sign_ins.sign_out(principal)
    response = go(url("/signed-out", through=through) if through else "/")
    identity.forget(request, response)
    return response


async def sign_in_form(request: Request, refusal: Refusal, form: Form | None = None) -> Response:
    """The page once more, with what went wrong on another way in: at an identity provider, at the second step."""
    return await _form(request, form or Form({}), refusal, field=None)


async def begin_again(request: Request, refusal: Refusal) -> Response:
    """The page for somebody who took too long over the second step; what they asked for is kept."""
    form: Form | None = getattr(request.state, "form", None)
    response = await sign_in_form(request, refusal, form)
    response.status_code = 401
    return response


async def _form(request: Request, form: Form, refusal: Refusal | None, field: str | None = "email") -> Response:
    errors = [(field, say(request, None, refusal))] if refusal else []
    after = form["next"] or request.query_params.get("next", "")
    async with services_of(request).database.read() as reader:
        providers = await open_providers(reader)
    views: dict[str, object] = {"errors": errors, "email": form["email"], "after": own_path(after)}
    waits = refusal is not None and "retry_after" in refusal.data
    status = status_for(refusal) if waits and refusal else 422 if refusal else 200
    response = await show(request, "sign_in.html", status=status, flash=None, providers=providers, **views)
    response.headers.update(headers_for(refusal, refusal) if waits and refusal else {})
    return response
