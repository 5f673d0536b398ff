"""Turns away who comes to sign in while very many do, before anything is read: a flood must not hold up the rooms."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp, Receive, Scope, Send

AT_ONCE = 48  # sign-ins of browsers and programs nobody knows, under way at one moment
HELD_FOR = 1.0  # seconds: whoever asks again the moment they were refused asks once a second
_MOST_HELD = 1000  # a few kilobytes each
_WHERE = {"/sign-in", "/api/v1/tokens"}

Refuse = Callable[[Scope, Receive, Send], Awaitable[None]]


class Doorstep:
    """Where those who are turned away wait a moment for that answer, as long as there is room."""

    def __init__(self) -> None:
        self._held = 0

    async def hold(self) -> None:
        """Wait for `HELD_FOR`, or not at all when too many do."""
        if self._held >= _MOST_HELD:
            return
        self._held += 1
        try:
            await asyncio.sleep(HELD_FOR)
        finally:
            self._held -= 1


class Crowd:
    """Lets so many in at once and answers the others with `refuse`. A browser that was here before is let through:

    whether it really was is found out behind (`edge.device`), where made-up ones share the room of the unknown.
    """

    def __init__(self, app: ASGIApp, refuse: Refuse) -> None:
        self._app, self._refuse = app, refuse
        self._inside, self._doorstep = 0, Doorstep()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"] not in _WHERE or _was_here(scope):
            await self._app(scope, receive, send)
        elif self._inside >= AT_ONCE:
            await self._doorstep.hold()
            await self._refuse(scope, receive, send)
        else:
            self._inside += 1
            try:
                await self._app(scope, receive, send)
            finally:
                self._inside -= 1


def _was_here(scope: Scope) -> bool:
    return any(name == b"cookie" and b"known=" in value for name, value in scope["headers"])
