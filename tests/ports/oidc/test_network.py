"""The guarded way out: a name that leads inside is not followed, slow providers are not waited for."""

import asyncio
import socket

import pytest

from app.kernel.clock import SettableClock
from app.oidc import fetch
from app.oidc.client import OpenIdProviders
from app.oidc.errors import ProviderAddressRefused, ProviderSilent
from tests.ports.oidc.conftest import Meeting


async def test_without_the_operators_leave_nothing_on_this_machine_is_asked(
    meeting: Meeting, clock: SettableClock
) -> None:
    careful = OpenIdProviders(clock, inside=False)
    with pytest.raises(ProviderAddressRefused):
        await careful.find(meeting.provider.issuer)
    assert meeting.provider.asked == []
    assert (await meeting.speaker.find(meeting.provider.issuer)).issuer == meeting.provider.issuer


async def test_a_name_is_judged_by_every_address_it_has(
    meeting: Meeting, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(meeting.provider.issuer.rpartition(":")[2])
    loop = asyncio.get_running_loop()

    async def named(host: str, _port: int, **_: object) -> list[object]:
        addresses = {
            "inside.example": ["127.0.0.1"],
            "both.example": ["93.184.215.14", "127.0.0.1"],
            "none.example": [],
        }
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses.get(host, [])]

    monkeypatch.setattr(loop, "getaddrinfo", named)
    careful = OpenIdProviders(clock, inside=False)
    for host in ("inside.example", "both.example", "none.example"):
        with pytest.raises(ProviderAddressRefused):
            await careful.find(f"https://{host}:{port}")
    assert meeting.provider.asked == []


async def test_a_provider_that_never_answers_is_given_up(clock: SettableClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "PATIENCE", 0.2)

    async def silent(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 x\r\ncontent-length: 100\r\n\r\n")
        await writer.drain()
        await forever.wait()
        writer.close()

    forever = asyncio.Event()
    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    with pytest.raises(ProviderSilent):
        await OpenIdProviders(clock, inside=True).find(f"http://localhost:{port}")
    forever.set()
    server.close()
    await server.wait_closed()


async def test_a_name_nobody_knows_is_a_silent_provider(clock: SettableClock, monkeypatch: pytest.MonkeyPatch) -> None:
    async def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(-2, "unknown")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", unknown)
    with pytest.raises(ProviderSilent):
        await OpenIdProviders(clock, inside=False).find("https://id.example")
