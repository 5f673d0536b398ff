"""Writes each page and document that an officer opens while emergency access runs into the log, before it is given.

Whatever is not known to be harmless counts as a read, so that no new page can be forgotten here.
"""

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from app.cases.terms.break_glass import MAY_ASK
from app.edge import identity
from app.edge.services import services_of
from app.kernel.errors import Refusal

_HARMLESS = (
    "/static/",
    "/health",
    "/.well-known/",
    "/break-glass",
    "/api/v1/break-glass",
    "/sign-",
    "/account",
    "/help",
    "/log",
    "/problems/",
)


class Noted:
    """Lets every request on, the reads of an officer in an emergency once they are in the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and scope["path"] != "/" and not scope["path"].startswith(_HARMLESS):
            await _note(HTTPConnection(scope))
        await self._app(scope, receive, send)


async def _note(connection: HTTPConnection) -> None:
    try:
        principal = await identity.who(connection)
    except Refusal:  # the route says so itself
        return
    if principal is not None and principal.desk in MAY_ASK:
        await services_of(connection).break_glass.note(principal, connection.scope["path"])
