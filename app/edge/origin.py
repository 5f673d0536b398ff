"""Unsafe requests and WebSocket upgrades must come from our own pages (Fetch Metadata; RFC 6454 Origin).

A request that carries no cookie (an API client with a bearer token) is not a browser's and passes.
"""

from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

_SAFE = {"GET", "HEAD", "OPTIONS"}

Refuse = Callable[[Scope, Receive, Send], Awaitable[None]]


class SameOrigin:
    """Lets a request through, or hands it to `refuse`."""

    def __init__(self, app: ASGIApp, origin: str, refuse: Refuse) -> None:
        self._app, self._origin, self._refuse = app, origin, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        unsafe = scope["type"] == "websocket" or (scope["type"] == "http" and scope["method"] not in _SAFE)
        if not unsafe or self._ours(scope["type"], Headers(scope=scope)):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 4403})
        else:
            await self._refuse(scope, receive, send)

    def _ours(self, kind: str, headers: Headers) -> bool:
        if kind == "websocket":  # browsers always say where a socket was opened from
            return headers.get("origin") == self._origin
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site in {"same-origin", "none"}
        origin = headers.get("origin")
        return origin == self._origin if origin is not None else "cookie" not in headers
