"""A court behind address translation: its media ports are forwarded, and its own address is never told."""

import asyncio
import re
from collections.abc import Iterator

import pytest

from app.media.embedded import EmbeddedEngine
from tests.doubles.media_browser import chromium, open_page, publish, subscribe
from tests.doubles.media_peers import Publisher, Viewer
from tests.doubles.networks import Host, missing, translated
from tests.ports.media.court import PICTURE, ROOM, SOUND, Court, plan

PUBLIC, PORTS = "198.51.100.10", range(40000, 40020)
FORWARDED = plan(1, ("bench", "a0", SOUND), ("bench", "v0", PICTURE))

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "possible")


@pytest.fixture
def hosts() -> Iterator[tuple[Host, Host, Host]]:
    with translated(PUBLIC, PORTS) as hosts:
        yield hosts


async def engine_on(server: Host, announce: str) -> EmbeddedEngine:
    engine = EmbeddedEngine(announce=announce, bind="10.88.2.2", ports=PORTS)
    with server.inside():
        await engine.start()
    await engine.open_room(ROOM)
    return engine


async def test_peers_outside_reach_the_announced_address_and_no_other(hosts: tuple[Host, Host, Host]) -> None:
    server, _, client = hosts
    engine, silent = await engine_on(server, PUBLIC), await engine_on(server, "10.88.2.2")
    ann, bench, lost = Publisher("ann", "10.88.1.2"), Viewer("bench", "10.88.1.2"), Viewer("lost", "10.88.1.2")
    with client.inside():
        await ann.join(engine, ROOM)
        offer = await bench.join(engine, ROOM)
        await lost.join(silent, ROOM)
    assert set(re.findall(r"\d+\.\d+\.\d+\.\d+", offer)) == {PUBLIC, "0.0.0.0"}
    await ann.ready()
    await bench.ready()
    await engine.apply(ROOM, FORWARDED)
    ann.stream()
    await bench.until(lambda: bench.count("v0") > 100 and bench.count("a0") > 50)
    assert lost.pc.connectionState == "connecting"
    for peer in (ann, bench, lost):
        await peer.close()
    await engine.close()
    await silent.close()


async def test_a_browser_outside_sees_frames(hosts: tuple[Host, Host, Host]) -> None:
    server, _, client = hosts
    engine = await engine_on(server, PUBLIC)
    court = Court(engine)
    with client.inside():
        browsing = chromium()
        browser = await browsing.__aenter__()
    ann, bench = await open_page(browser), await open_page(browser)
    await publish(ann, engine, ROOM, "ann")
    await subscribe(bench, engine, ROOM, "bench")
    await engine.apply(ROOM, FORWARDED)
    assert await asyncio.wait_for(bench.evaluate("async (least) => await frames(least)", 15), 20) >= 15
    await browsing.__aexit__(None, None, None)
    await court.close()
    await engine.close()
