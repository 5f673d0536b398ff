"""Unsafe requests and WebSocket upgrades must come from our own pages (Fetch Metadata; RFC 6454 Origin).

Whatever a browser says about where a request came from must be right, each word of it. A request that says
nothing and carries no cookie (a program with a token or a ticket) is not a browser's and passes.
"""

from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

_SAFE = {"GET", "HEAD", "OPTIONS"}
_OUR_SITES = {"same-origin", "none"}  # "none": typed by the person, so no page of anybody's
_UNTOLD = "null"  # what a form of ours says for its origin under Referrer-Policy: no-referrer

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
        sites, origins = headers.getlist("sec-fetch-site"), set(headers.getlist("origin"))
        if not set(sites) <= _OUR_SITES or len(set(sites)) > 1:
            return False
        if kind == "websocket":  # browsers always say which page opened a socket
            return origins == {self._origin} if origins else "cookie" not in headers and not sites
        if not origins:
            return bool(sites) or "cookie" not in headers
        return origins == {self._origin} or (origins == {_UNTOLD} and sites == ["same-origin"])
