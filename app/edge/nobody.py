"""Every request begins as nobody's; `identity.who` says whose it is, and nothing of that is left after it."""

from starlette.types import ASGIApp, Receive, Scope, Send

from app.db.acting import NOBODY, acting_for


class AsNobody:
    """Lets a request on, its transactions seeing what is public until it is known who asks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        with acting_for(NOBODY):
            await self._app(scope, receive, send)
