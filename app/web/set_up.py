"""Setting up an account with the link one was given: choose a password, then sign in, which asks for the rest.

Opening the link changes nothing (mail scanners open links); its secret is in the fragment and reaches no log.
"""

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.commands import SetUpAccount
from app.auth.errors import WrongSetUpLink
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_, Refusal
from app.language.i18n import translate
from app.web.pages import go, language_of, say, show

router = APIRouter()
_NOT_THE_SAME = N_("The two passwords are not the same. Type both again.")


@router.get("/set-up")
async def set_up_page(request: Request) -> Response:
    """The form, into which a script puts the secret of the link; or, after it was taken, the way on."""
    return await show(request, "set_up.html", errors=[], link="", done=request.query_params.get("done") == "yes")


@router.post("/set-up")
async def set_up(request: Request) -> Response:
    """Take the password; then the way to sign in with it."""
    form = await read_form(request)
    services, address = services_of(request), request.client.host if request.client else ""
    if form["password"] != form["again"]:
        return await _again(request, form, translate(_NOT_THE_SAME, language_of(request, None).code), "password")
    try:
        async with services.limits.code(address):
            await services.accounts.set_up(SetUpAccount(link=form["link"], password=form["password"]))
    except ValidationError:
        return await _again(request, form, say(request, None, WrongSetUpLink()), "link")
    except Refusal as refusal:
        where = "link" if isinstance(refusal, WrongSetUpLink) else "password"
        return await _again(request, form, say(request, None, refusal), where)
    return go("/set-up?done=yes")


async def _again(request: Request, form: Form, words: str, field: str) -> Response:
    return await show(request, "set_up.html", status=422, errors=[(field, words)], link=form["link"], done=False)
