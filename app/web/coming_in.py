"""What follows when somebody proved something: in, or on to the second step."""

from fastapi import Request
from starlette.responses import Response

from app.auth.views import HalfOpen, Opened
from app.edge import identity
from app.edge.first_step import forget_first_step, remember_first_step
from app.web.pages import go, home_of
from app.web.templating import url


def let_in(request: Request, came: Opened | HalfOpen, after: str) -> Response:
    """Go on to where the person wanted to, or to the step they still owe."""
    if isinstance(came, HalfOpen):
        response: Response = go(url("/sign-in/set-up" if came.set_up else "/sign-in/second", next=own_path(after)))
        remember_first_step(request, response, came)
        return response
    response = go(own_path(after) or home_of(came.principal))
    remember(request, response, came)
    return response


def remember(request: Request, response: Response, opened: Opened) -> None:
    """All the way in: the cookie of the sign-in takes the place of that of the first step."""
    identity.remember(request, response, opened)
    forget_first_step(request, response)


def own_path(path: str) -> str:
    """A path of this site, or nothing: a link must not lead elsewhere after signing in.

    Browsers read a backslash as a slash and skip tabs and line ends, so a path with one is none of ours.
    """
    ours = path.startswith("/") and not path.startswith("//") and path.isprintable() and "\\" not in path
    return path if ours else ""
