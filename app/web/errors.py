"""A refusal as a page: what happened, what to do next, a way on; never a stack of words from inside."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from app.api.problems import headers_for, status_for, understand
from app.auth.errors import ConfirmItIsYou, FirstStepEnded
from app.kernel.errors import Unauthenticated
from app.web.confirm import ask_first
from app.web.pages import go, show, show_bare
from app.web.sign_in import begin_again
from app.web.templating import url


async def render_page(request: Request, error: Exception) -> Response:
    """The exception handler of the pages. Somebody who is not signed in is asked to, and comes back after."""
    refusal = understand(error)
    if isinstance(refusal, FirstStepEnded):
        return go("/sign-in") if request.method == "GET" else await begin_again(request, refusal)
    if isinstance(refusal, Unauthenticated) and request.method == "GET":
        return go(url("/sign-in", next=request.url.path))
    if isinstance(refusal, ConfirmItIsYou):
        return await ask_first(request)
    words: dict[str, Any] = {"title": refusal.title, "hint": refusal.hint, "code": refusal.code}
    try:
        response = await show(request, "error.html", status=status_for(refusal), **words)
    except Exception:  # the database is gone, and the frame of the page cannot be read either
        response = show_bare(request, "error.html", status=status_for(refusal), **words)
    response.headers.update(headers_for(error, refusal))
    return response
