"""Looks at the first pages once, before anybody else does: whoever comes first waits no longer than the next."""

import httpx
from starlette.types import ASGIApp

FIRST_PAGES = ("/", "/sign-in", "/start", "/hearings", "/help")


async def look(app: ASGIApp, address: str) -> None:
    """Read each page within this process, as a browser at `address` would; one that fails is left to its reader."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=address, headers={"accept": "text/html"}) as reader:
        for page in FIRST_PAGES:
            await reader.get(page)
