"""What is answered when too many sign in at one moment: a page made once for each language, at no cost after."""

from functools import lru_cache

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.api.problems import headers_for, status_for
from app.auth.errors import SignInsBusy
from app.edge.services import services_of
from app.web.pages import language_of
from app.web.templating import RequestContext, render


def busy_page(request: Request, refusal: SignInsBusy) -> Response:
    """The page of a refusal without anything that is read or drawn for it: a flood must not hold up the rooms."""
    production = services_of(request).settings.production
    page = _made(language_of(request, None).code, production)
    return HTMLResponse(page, status_for(refusal), headers_for(refusal, refusal))


@lru_cache(maxsize=32)
def _made(language: str, production: bool) -> str:
    context = RequestContext(language=language, path="/sign-in", production=production)
    words = {"title": SignInsBusy.title, "hint": SignInsBusy.hint, "code": SignInsBusy.code}
    return render("error.html", request_context=context, **words)
