"""A real browser on both ends: what it sends is decoded by another, and stops when the plan says so."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from app.media.embedded import EmbeddedEngine
from app.media.port import Source
from tests.doubles import relays
from tests.doubles.media_browser import chromium, open_page, publish, subscribe
from tests.ports.media.court import PICTURE, ROOM, SOUND, Court

RELAY = "127.0.0.2"
FRAMES = "async (least) => await frames(least)"


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


async def test_one_page_sees_what_another_publishes_until_it_is_stopped(court: Court, browser: Browser) -> None:
    ann, bench = await open_page(browser), await open_page(browser)
    answer = await publish(ann, court.engine, ROOM, "ann")
    offer = await subscribe(bench, court.engine, ROOM, "bench")
    await court.allow(("bench", "a0", SOUND), ("bench", "v0", PICTURE))
    assert await asyncio.wait_for(bench.evaluate(FRAMES, 15), 15) >= 15
    [sound] = await bench.evaluate("inbound('audio')")
    assert sound["packetsReceived"] > 10
    for page, name in ((ann, "pub"), (bench, "sub")):
        assert await page.evaluate("(name) => profile(name)", name) == "SRTP_AEAD_AES_128_GCM"
    assert "useinbandfec=1" in answer
    assert "useinbandfec=1" in offer.sdp
    await court.allow(("bench", "a0", SOUND))
    stopped = {f.slot: f.packets for f in (await court.engine.stats(ROOM)).forwarded}
    await bench.evaluate("async (least) => await packets('audio', least)", sound["packetsReceived"] + 50)
    [picture] = await bench.evaluate("inbound('video')")
    assert picture["packetsReceived"] == stopped["v0"]


async def test_a_slot_shows_the_next_person_without_renegotiation(court: Court, browser: Browser) -> None:
    ann, ben, bench = [await open_page(browser) for _ in range(3)]
    await publish(ann, court.engine, ROOM, "ann")
    await publish(ben, court.engine, ROOM, "ben")
    await subscribe(bench, court.engine, ROOM, "bench", audio=1, video=1)
    await court.allow(("bench", "v0", PICTURE))
    first = await asyncio.wait_for(bench.evaluate(FRAMES, 10), 15)
    await court.allow(("bench", "v0", Source("ben", "video")))
    assert await asyncio.wait_for(bench.evaluate(FRAMES, first + 10), 15) >= first + 10
    sent = {f.source.peer: f.packets for f in (await court.engine.stats(ROOM)).forwarded}
    assert sent["ben"] >= 10
    [picture] = await bench.evaluate("inbound('video')")
    assert picture["packetsLost"] == 0
    assert picture["keyFramesDecoded"] >= 2


@pytest.mark.skipif(relays.BINARY is None, reason="needs coturn (apt install coturn)")
@pytest.mark.parametrize("policy", ["relay", "all"])
async def test_a_relay_only_browser_is_heard_through_the_relay_alone(browser: Browser, policy: str) -> None:
    """With `all` the browser is one that was tampered with: it tries every way it has."""
    engine = EmbeddedEngine(ports=range(42500, 42520), relays=frozenset({RELAY}))
    await engine.start()
    await engine.open_room(ROOM)
    court = Court(engine)
    bench, ann = await open_page(browser), await open_page(browser)
    async with relays.relay(RELAY, 42599) as configuration:
        await subscribe(bench, engine, ROOM, "bench")
        configured = {**configuration, "iceTransportPolicy": policy}
        await publish(ann, engine, ROOM, "ann", configured, relay_only=True)
        await court.allow(("bench", "v0", PICTURE))
        assert await asyncio.wait_for(bench.evaluate(FRAMES, 10), 20) >= 10
        assert await ann.evaluate("() => localType('pub')") == "relay"
        strangers = (await engine.stats(ROOM)).strangers["ann", "pub"]
        assert strangers == 0 if policy == "relay" else strangers > 0
    await engine.close()
