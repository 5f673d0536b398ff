"""Answers what no route foresaw, below the headers that every answer bears and above the server's own log.

A server logs an exception with its message, and a message may quote what a person wrote.
"""

from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Answer = Callable[[Scope, Receive, Send, Exception], Awaitable[None]]


class Unforeseen:
    """Hands an exception to `answer`, unless the answer has begun: then the connection is cut."""

    def __init__(self, app: ASGIApp, *, answer: Answer) -> None:
        self._app, self._answer = app, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            if begun:
                raise
            await self._answer(scope, receive, send, error)
