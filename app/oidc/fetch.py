"""Fetches small JSON documents from elsewhere: within seconds, a fixed size, and only where we may connect."""

import asyncio
import json
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import httpx

from app.oidc.addresses import checked, may_connect
from app.oidc.errors import ProviderAddressRefused, ProviderSilent

LARGEST = 256 * 1024
PATIENCE = 8.0  # seconds for one whole exchange
_HEADERS = {"accept": "application/json", "accept-encoding": "identity", "user-agent": "ejustice"}


class GuardedTransport(httpx.AsyncBaseTransport):
    """Looks a name up, judges every address it has, and connects to one of those: a second look-up could differ."""

    def __init__(self, trusted: ssl.SSLContext, *, inside: bool) -> None:
        self._inside = inside
        self._transport = httpx.AsyncHTTPTransport(verify=trusted)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host, port = request.url.host, request.url.port or (443 if request.url.scheme == "https" else 80)
        request.extensions = {**request.extensions, "sni_hostname": host}
        *others, last = await self._addresses(host, port)
        named = request.url
        for address in others:  # a name may have an address nobody listens at
            with suppress(httpx.ConnectError):
                request.url = named.copy_with(host=address)
                return await self._transport.handle_async_request(request)
        request.url = named.copy_with(host=last)
        return await self._transport.handle_async_request(request)

    async def aclose(self) -> None:
        await self._transport.aclose()

    async def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as reason:
            raise httpx.ConnectError("unknown host") from reason
        addresses = [str(one[4][0]) for one in found]
        if not addresses or not all(may_connect(address, inside=self._inside) for address in addresses):
            raise ProviderAddressRefused("private")
        return addresses


class Fetch:
    """The one way out. Follows no redirect, sends no cookie, uses no proxy of the environment.

    Trusts what the machine trusts: a court with an authority of its own adds it there.
    """

    def __init__(self, *, inside: bool) -> None:
        self.inside = inside
        self._trusted = ssl.create_default_context()

    async def get(self, url: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
        """The JSON object at `url`; raises ProviderSilent, ProviderAddressRefused."""
        status, document = await self._send("GET", url, headers or {}, None)
        if status != 200:
            raise ProviderSilent()
        return document

    async def post(self, url: str, headers: Mapping[str, str], body: str) -> tuple[int, dict[str, Any]]:
        """Status and JSON object answered to a form; a refusal of the provider is JSON as well (RFC 6749 §5.2)."""
        return await self._send("POST", url, headers, body.encode())

    async def _send(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None
    ) -> tuple[int, dict[str, Any]]:
        checked(url, inside=self.inside)
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._exchange(httpx.Request(method, url, headers={**_HEADERS, **headers}, content=body))
        except (httpx.HTTPError, TimeoutError, ValueError, RecursionError) as reason:
            raise ProviderSilent() from reason

    async def _exchange(self, request: httpx.Request) -> tuple[int, dict[str, Any]]:
        transport = GuardedTransport(self._trusted, inside=self.inside)
        async with httpx.AsyncClient(transport=transport, timeout=PATIENCE, trust_env=False) as client:
            answer = await client.send(request, stream=True, follow_redirects=False)
            body = bytearray()
            async for chunk in answer.aiter_raw():
                body += chunk
                if len(body) > LARGEST:
                    raise ValueError("too large")
            await answer.aclose()
        document = json.loads(body)
        if not isinstance(document, dict):
            raise ValueError("not an object")
        return answer.status_code, document
