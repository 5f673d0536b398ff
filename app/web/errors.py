"""A refusal as a page: what happened, what to do next, a way on; never a stack of words from inside."""

from starlette.requests import Request
from starlette.responses import Response

from app.api.problems import headers_for, status_for, understand
from app.kernel.errors import Unauthenticated
from app.web.pages import go, show
from app.web.templating import url


async def render_page(request: Request, error: Exception) -> Response:
    """The exception handler of the pages. Somebody who is not signed in is asked to, and comes back after."""
    refusal = understand(error)
    if isinstance(refusal, Unauthenticated) and request.method == "GET":
        return go(url("/sign-in", next=request.url.path))
    response = await show(
        request, "error.html", status=status_for(refusal), title=refusal.title, hint=refusal.hint, code=refusal.code
    )
    response.headers.update(headers_for(error, refusal))
    return response
