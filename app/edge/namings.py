"""Holds an answer back until the log has whose guarded names it tells."""

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.edge import identity
from app.edge.services import services_of
from app.kernel.told import Told, telling


class NamesNoted:
    """Lets every request on. In a hearing room the ledger of the sitting says who was named to whom."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with telling() as told:

            async def noted(message: Message) -> None:
                if told:
                    await _note(HTTPConnection(scope), told)
                await send(message)

            await self._app(scope, receive, noted)


async def _note(connection: HTTPConnection, told: Told) -> None:
    principal, people = await identity.who(connection), told.take()
    if principal is not None:
        await services_of(connection).namings.note(people, by=principal)
