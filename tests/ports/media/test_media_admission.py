"""Which descriptions, addresses and datagrams the engine takes."""

import asyncio
import random
import re
import socket
from collections.abc import AsyncIterator, Callable

import pytest

from app.media.embedded import EmbeddedEngine
from app.media.errors import BadCandidate, BadDescription, NoMediaPort, StaleEpoch
from app.media.port import RoomStats
from tests.doubles.media_peers import Publisher, Viewer
from tests.ports.media.court import PICTURE, ROOM, SOUND, Court

RELAY, STRANGER = "127.0.0.2", "127.0.0.3"


def data_channel(sdp: str) -> str:
    """A section for data with everything else in order."""
    section = re.sub(r"a=(rtpmap|fmtp|rtcp-fb|extmap|ssrc.*?):.*\r\n", "", sdp[sdp.index("m=video") :])
    section = re.sub(r"m=video.*\r\n", "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n", section)
    return section.replace("a=mid:1", "a=mid:2") + "a=sctp-port:5000\r\n"


BROKEN: dict[str, Callable[[str], str]] = {
    "empty": lambda sdp: "",
    "not SDP": lambda sdp: "GET / HTTP/1.1\r\n\r\n",
    "no media": lambda sdp: sdp[: sdp.index("m=")],
    "cut short": lambda sdp: sdp[: len(sdp) // 2],
    "huge": lambda sdp: sdp + "a=x:" + "y" * 300_000,
    "no ICE": lambda sdp: re.sub(r"a=ice-ufrag:.*\r\n", "", sdp),
    "no fingerprint": lambda sdp: re.sub(r"a=fingerprint:.*\r\n", "", sdp),
    "weak fingerprint": lambda sdp: re.sub(r"sha-(256|384|512)", "md5", sdp),
    "no multiplexing": lambda sdp: sdp.replace("a=rtcp-mux\r\n", ""),
    "two pictures": lambda sdp: sdp + sdp[sdp.index("m=video") :].replace("a=mid:1", "a=mid:2"),
    "a data channel": lambda sdp: sdp + data_channel(sdp),
    "same mid twice": lambda sdp: sdp.replace("a=mid:1", "a=mid:0"),
    "only foreign codecs": lambda sdp: sdp.replace("opus/48000", "foo/48000").replace("PCM", "XCM"),
    "nothing sent": lambda sdp: sdp.replace("a=sendonly", "a=recvonly"),
    "odd numbers": lambda sdp: sdp.replace("m=video 9", "m=video x").replace("m=video", "m=video -", 1),
}


@pytest.mark.parametrize("flaw", BROKEN)
async def test_a_broken_description_is_refused_and_the_room_lives_on(court: Court, flaw: str) -> None:
    mallory = Publisher("mallory")
    court.keep(mallory)
    with pytest.raises(BadDescription):
        await court.engine.publish(ROOM, "mallory", 1, BROKEN[flaw](await mallory.offer()))
    assert (await court.engine.stats(ROOM)).states == {}
    ann, bench = await court.publisher(), await court.viewer("bench")
    await court.allow(("bench", "a0", SOUND))
    await ann.audio.send(b"still here")
    await bench.until(lambda: bench.count("a0") == 1)


async def test_no_garbled_description_ends_a_room_or_is_logged(court: Court, capfd: pytest.CaptureFixture[str]) -> None:
    mallory = Publisher("mallory")
    court.keep(mallory)
    offer, chance = await mallory.offer(), random.Random(8866)
    for epoch in range(1, 60):
        text = list(offer)
        for _ in range(chance.randrange(1, 30)):
            text[chance.randrange(len(text))] = chr(chance.randrange(0x2FF))
        try:
            await court.engine.publish(ROOM, "mallory", epoch, "".join(text))
        except BadDescription:
            continue
    await court.engine.drop(ROOM, "mallory")
    assert (await court.engine.stats(ROOM)).states == {}
    written = "".join(capfd.readouterr())
    assert not any(line in written for line in offer.splitlines() if len(line) > 8)


async def test_a_broken_answer_is_refused_and_the_room_lives_on(court: Court) -> None:
    ann = await court.publisher()
    offer = await court.engine.subscribe(ROOM, "mallory", 1, audio_slots=1, video_slots=1)
    with pytest.raises(BadDescription):
        await court.engine.subscribed(ROOM, "mallory", 1, offer.sdp[: len(offer.sdp) // 2])
    bench = await court.viewer("bench")
    await court.allow(("bench", "a0", SOUND))
    await ann.audio.send(b"still here")
    await bench.until(lambda: bench.count("a0") == 1)


async def test_too_many_slots_are_refused(court: Court) -> None:
    for audio, video in ((0, 0), (17, 0), (1, -1)):
        with pytest.raises(BadDescription):
            await court.engine.subscribe(ROOM, "bench", 1, audio_slots=audio, video_slots=video)


async def test_messages_of_a_replaced_connection_are_refused(court: Court) -> None:
    bench = Viewer("bench")
    court.keep(bench)
    await bench.join(court.engine, ROOM, epoch=5)
    for epoch in (4, 5):
        with pytest.raises(StaleEpoch):
            await court.engine.subscribe(ROOM, "bench", epoch, audio_slots=1, video_slots=1)
    with pytest.raises(StaleEpoch):
        await court.engine.subscribed(ROOM, "bench", 4, "")
    with pytest.raises(StaleEpoch):
        await court.engine.candidate(ROOM, "bench", "sub", 4, None)


@pytest.mark.parametrize("text", ["nonsense", "candidate:1 1 udp x 127.0.0.1 y typ host", "candidate:" + "9" * 2000])
async def test_a_broken_candidate_is_refused(court: Court, text: str) -> None:
    await court.publisher()
    with pytest.raises(BadCandidate):
        await court.engine.candidate(ROOM, "ann", "pub", 1, {"candidate": text, "sdpMid": "0"})


async def test_a_client_may_trickle_its_candidates(court: Court) -> None:
    ann = Publisher("ann")
    court.keep(ann)
    offer = await ann.offer()
    lines = re.findall(r"a=(candidate:.*)\r\n", offer)
    bare = re.sub(r"a=(candidate:.*|end-of-candidates)\r\n", "", offer)
    answer = await court.engine.publish(ROOM, "ann", 1, bare)
    for line in [*lines[:1], ""]:
        await court.engine.candidate(ROOM, "ann", "pub", 1, {"candidate": line, "sdpMid": "0"})
    await ann.accept(answer)
    await ann.ready()


async def test_descriptions_name_only_the_announced_address_and_ports_of_the_range() -> None:
    engine = EmbeddedEngine(announce="192.0.2.7", ports=range(42300, 42304))
    await engine.start()
    await engine.open_room(ROOM)
    ann = Publisher("ann")
    sdps = [await engine.publish(ROOM, "ann", 1, await ann.offer())]
    sdps.append((await engine.subscribe(ROOM, "bench", 1, audio_slots=2, video_slots=2)).sdp)
    await ann.close()
    await engine.close()
    for sdp in sdps:
        assert set(re.findall(r"\d+\.\d+\.\d+\.\d+", sdp)) == {"192.0.2.7", "0.0.0.0"}
        candidates = re.findall(r"a=candidate:\S+ \d udp \d+ (\S+) (\d+) typ (\w+)", sdp)
        assert {host for host, _, _ in candidates} == {"192.0.2.7"}
        assert {42300 <= int(port) < 42304 for _, port, _ in candidates} == {True}
        assert {kind for _, _, kind in candidates} == {"host"}


async def test_when_no_port_is_left_the_next_connection_is_refused_and_the_room_lives_on() -> None:
    engine = EmbeddedEngine(ports=range(42310, 42311))
    await engine.start()
    await engine.open_room(ROOM)
    await engine.subscribe(ROOM, "bench", 1, audio_slots=1, video_slots=0)
    with pytest.raises(NoMediaPort):
        await engine.subscribe(ROOM, "late", 1, audio_slots=1, video_slots=0)
    await engine.drop(ROOM, "bench")
    assert (await engine.stats(ROOM)).states == {}
    await engine.close()


@pytest.fixture
async def guarded() -> AsyncIterator[Court]:
    engine = EmbeddedEngine(ports=range(42320, 42360), relays=frozenset({RELAY}))
    await engine.start()
    await engine.open_room(ROOM)
    court = Court(engine)
    yield court
    await court.close()
    await engine.close()


def as_relay(sdp: str) -> str:
    """A client's claim that its own address is a relay's."""
    return sdp.replace("typ host", "typ relay")


def unspoken(sdp: str) -> str:
    """No candidate at all: the engine would learn the address from the client's own checks."""
    return re.sub(r"a=(candidate:.*|end-of-candidates)\r\n", "", sdp)


@pytest.mark.parametrize("tampered", [unspoken, as_relay])
async def test_a_tampered_relay_only_client_cannot_connect_from_its_own_address(
    guarded: Court, tampered: Callable[[str], str]
) -> None:
    mallory, ann = Publisher("mallory", STRANGER), Publisher("ann", RELAY)
    mallory.tampered, ann.tampered = tampered, as_relay
    for peer in (mallory, ann):
        guarded.keep(peer)
        await peer.join(guarded.engine, ROOM, relay_only=True)
    await ann.ready()
    stats = await guarded.engine.stats(ROOM)
    assert stats.states == {("mallory", "pub"): "connecting", ("ann", "pub"): "connected"}
    assert stats.strangers["mallory", "pub"] > 0
    assert stats.strangers["ann", "pub"] == 0


@pytest.mark.parametrize("relay_only", [True, False])
async def test_nothing_is_sent_to_an_address_that_is_no_relay(guarded: Court, relay_only: bool) -> None:
    target = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    target.bind((STRANGER, 0))
    target.setblocking(False)
    mallory, ann = Publisher("mallory", STRANGER), Publisher("ann", RELAY)
    port = target.getsockname()[1]
    mallory.tampered = lambda sdp: re.sub(r"\d+ typ host", f"{port} typ relay", sdp)
    ann.tampered = as_relay
    for peer in (mallory, ann):
        guarded.keep(peer)
        await peer.join(guarded.engine, ROOM, relay_only=relay_only)
    await ann.ready()
    reached = True
    try:
        target.recv(2000)
    except BlockingIOError:
        reached = False
    target.close()
    assert reached is not relay_only


async def test_a_client_whose_candidates_are_of_no_use_connects_by_its_own_checks(court: Court) -> None:
    ann = Publisher("ann")
    court.keep(ann)
    ann.tampered = lambda sdp: sdp.replace(" 127.0.0.1 ", " 0a1b2c.local ", 4)
    await ann.join(court.engine, ROOM)
    await ann.ready()


async def test_a_client_that_is_not_relay_only_does_connect_like_that(guarded: Court) -> None:
    mallory = Publisher("mallory", STRANGER)
    guarded.keep(mallory)
    mallory.tampered = unspoken
    await mallory.join(guarded.engine, ROOM)
    await mallory.ready()


async def _inject(court: Court, ann: Publisher, packets: int) -> RoomStats:
    """Send real packets of ann's from an address her connection never had, then one from her own."""
    transport, sock = ann.transport, socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((STRANGER, 0))
    address = transport.transport._connection._nominated[1].remote_addr
    for number in range(packets):
        sock.sendto(transport._tx_srtp.protect(ann.audio.serialise(number, b"injected")), address)
    sock.close()
    await ann.audio.send(b"own")
    loop = asyncio.get_running_loop()
    deadline = loop.time() + 5
    while loop.time() < deadline:
        stats = await court.engine.stats(ROOM)
        if stats.received[SOUND] > 0 and stats.received[SOUND] + stats.strangers["ann", "pub"] > packets:
            return stats
    raise TimeoutError


async def test_packets_from_beside_the_relay_are_dropped(guarded: Court) -> None:
    ann = await guarded.publisher(address=RELAY, relay_only=True, tampered=as_relay)
    stats = await _inject(guarded, ann, 20)
    assert (stats.received[SOUND], stats.strangers["ann", "pub"]) == (1, 20)


async def test_without_relay_only_the_same_packets_would_have_been_taken(guarded: Court) -> None:
    ann = await guarded.publisher(address=RELAY)
    stats = await _inject(guarded, ann, 20)
    assert stats.received[SOUND] == 21
    assert PICTURE in stats.received
