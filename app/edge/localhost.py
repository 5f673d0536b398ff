"""127.0.0.1 goes to localhost, where passkeys and cameras work; health and the API answer on both."""

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_STAYS = ("/health", "/api", "/.well-known")


class PreferLocalhost:
    """Redirects page requests for a loopback number to the name in the public URL."""

    def __init__(self, app: ASGIApp, public_url: str) -> None:
        self._app, self._public_url = app, public_url.rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith(_STAYS):
            host = Headers(scope=scope).get("host", "")
            if host.startswith(("127.", "[::1]")) and "//localhost" in self._public_url:
                query = scope["query_string"].decode("latin-1")
                target = f"{self._public_url}{scope['path']}" + (f"?{query}" if query else "")
                await RedirectResponse(target, 307)(scope, receive, send)
                return
        await self._app(scope, receive, send)
