"""What reaches whom, on real connections."""

import asyncio
import itertools

import pytest

from app.media.errors import OutsidePlan, RoomNotOpen, StaleEpoch
from app.media.port import Binding, EngineEvent, PeerState, RoomPlan, Source, SourceSilent, SourceStarted, SpeakingLevel
from tests.doubles.media_peers import DELTA, KEY, Publisher
from tests.ports.media.court import PICTURE, ROOM, SOUND, Court, plan


async def test_media_goes_along_the_edges_of_the_plan_and_nowhere_else(court: Court) -> None:
    ann = await court.publisher()
    bench, accused = await court.viewer("bench"), await court.viewer("accused")
    await court.allow(("bench", "a0", SOUND), ("bench", "v0", PICTURE), ("accused", "a0", SOUND))
    ann.stream()
    await bench.until(lambda: bench.count("v0") > 100 and bench.count("a0") > 50)
    await accused.until(lambda: accused.count("a0") > 50)
    assert accused.count("v0") == 0
    forwarded = {(f.source, f.listener, f.slot) for f in (await court.engine.stats(ROOM)).forwarded if f.packets}
    assert forwarded == {(SOUND, "bench", "a0"), (PICTURE, "bench", "v0"), (SOUND, "accused", "a0")}


async def test_nothing_flows_before_there_is_a_plan(court: Court) -> None:
    ann, bench = await court.publisher(), await court.viewer("bench")
    ann.stream()
    await ann.until(lambda: ann.frames > 50)
    stats = await court.engine.stats(ROOM)
    assert stats.received[PICTURE] > 50
    assert stats.forwarded == ()
    assert bench.count("v0") == bench.count("a0") == 0


async def test_what_is_forwarded_is_what_was_sent(court: Court) -> None:
    ann, bench = await court.publisher(), await court.viewer("bench")
    await court.allow(("bench", "v0", PICTURE))
    for serial in range(40):
        kind = KEY if serial == 0 else DELTA
        await ann.video.send(kind + b"frame %d" % serial, marker=1)
        ann.video.timestamp += 3000
    await bench.until(lambda: bench.count("v0") == 40)
    packets = bench.ears["v0"].packets
    assert [p.payload[2:] for p in packets] == [b"frame %d" % n for n in range(40)]
    first = packets[0]
    assert [(p.sequence_number - first.sequence_number) & 0xFFFF for p in packets] == list(range(40))
    assert [(p.timestamp - first.timestamp) & 0xFFFFFFFF for p in packets] == [3000 * n for n in range(40)]
    assert all(p.marker and p.extensions.mid for p in packets)
    assert all(p.extensions.abs_send_time is not None for p in packets)


async def test_the_last_packet_leaves_before_a_stop_is_acknowledged(court: Court) -> None:
    ann, bench, witness = await court.publisher(), await court.viewer("bench"), await court.viewer("witness")
    await court.allow(("bench", "v0", PICTURE), ("witness", "v0", PICTURE))
    ann.stream()
    await bench.until(lambda: bench.count("v0") > 50)
    applied = await court.allow(("witness", "v0", PICTURE), ("bench", "v0", None))
    at_stop = {(f.listener): f.packets for f in (await court.engine.stats(ROOM)).forwarded}
    assert applied.took < 0.5
    assert applied.bound == (Binding("witness", "v0", PICTURE),)
    seen = witness.count("v0")
    await witness.until(lambda: witness.count("v0") > seen + 60)
    after = {(f.listener): f.packets for f in (await court.engine.stats(ROOM)).forwarded}
    assert after["bench"] == at_stop["bench"] == bench.count("v0")
    assert after["witness"] > at_stop["witness"]


async def test_a_slot_that_a_plan_does_not_name_is_emptied(court: Court) -> None:
    ann, bench, witness = await court.publisher(), await court.viewer("bench"), await court.viewer("witness")
    await court.allow(("bench", "v0", PICTURE), ("witness", "v0", PICTURE))
    ann.stream()
    await bench.until(lambda: bench.count("v0") > 20)
    await court.allow(("witness", "v0", PICTURE))
    stopped = {f.listener: f.packets for f in (await court.engine.stats(ROOM)).forwarded}["bench"]
    seen = witness.count("v0")
    await witness.until(lambda: witness.count("v0") > seen + 40)
    assert bench.count("v0") == stopped


async def test_a_binding_outside_its_plan_is_refused_and_takes_away_all_the_same(court: Court) -> None:
    ann, bench, accused = await court.publisher(), await court.viewer("bench"), await court.viewer("accused")
    await court.allow(("bench", "v0", PICTURE), ("bench", "a0", SOUND))
    ann.stream()
    await bench.until(lambda: bench.count("v0") > 20)
    court.epoch += 1
    kept = plan(court.epoch, ("bench", "a0", SOUND))
    bad = RoomPlan(court.epoch, kept.edges, (*kept.bindings, Binding("accused", "v0", PICTURE)))
    with pytest.raises(OutsidePlan):
        await court.engine.apply(ROOM, bad)
    stopped = {f.slot: f.packets for f in (await court.engine.stats(ROOM)).forwarded}["v0"]
    heard = bench.count("a0")
    await bench.until(lambda: bench.count("a0") > heard + 40)
    assert bench.count("v0") == stopped
    assert accused.count("v0") == 0


async def test_an_older_plan_cannot_come_back(court: Court) -> None:
    await court.viewer("bench")
    await court.engine.apply(ROOM, plan(7))
    for epoch in (7, 6):
        with pytest.raises(StaleEpoch):
            await court.engine.apply(ROOM, plan(epoch, ("bench", "v0", PICTURE)))


async def test_a_plan_made_before_anybody_joined_holds_when_they_do(court: Court) -> None:
    await court.allow(("bench", "v0", PICTURE))
    bench, ann = await court.viewer("bench"), await court.publisher()
    accused = await court.viewer("accused")
    ann.stream()
    await bench.until(lambda: bench.count("v0") > 50)
    assert accused.count("v0") == 0


async def test_a_dropped_peer_neither_sends_nor_gets(court: Court) -> None:
    ann, ben, bench = await court.publisher(), await court.publisher("ben"), await court.viewer("bench", video=2)
    other = Source("ben", "video")
    await court.allow(("bench", "v0", PICTURE), ("bench", "v1", other))
    ann.stream()
    ben.stream()
    await bench.until(lambda: bench.count("v0") > 20 and bench.count("v1") > 20)
    await court.engine.drop(ROOM, "ann")
    stopped = {f.slot: f.packets for f in (await court.engine.stats(ROOM)).forwarded}["v0"]
    seen = bench.count("v1")
    await bench.until(lambda: bench.count("v1") > seen + 40)
    assert bench.count("v0") == stopped
    assert ("ann", "pub") not in (await court.engine.stats(ROOM)).states


async def test_one_slot_plays_on_when_its_source_changes(court: Court) -> None:
    ann, ben, bench = await court.publisher(), await court.publisher("ben"), await court.viewer("bench")
    ann.stream()
    ben.stream()
    await court.allow(("bench", "v0", PICTURE))
    await bench.until(lambda: bench.count("v0") > 40)
    await court.allow(("bench", "v0", Source("ben", "video")))
    seen = bench.count("v0")
    await bench.until(lambda: bench.count("v0") > seen + 40)
    packets = bench.ears["v0"].packets
    numbers = [(p.sequence_number - packets[0].sequence_number) & 0xFFFF for p in packets]
    times = [(p.timestamp - packets[0].timestamp) & 0xFFFFFFFF for p in packets]
    assert numbers == list(range(len(packets)))
    assert times == sorted(times)
    assert max(b - a for a, b in itertools.pairwise(times)) < 2 * 90000


async def test_the_engine_tells_who_sends_and_how_loud(court: Court, heard: list[EngineEvent]) -> None:
    ann = await court.publisher()
    ann.audio.level = 12
    ann.stream()
    for _ in range(2):
        assert await court.event(SpeakingLevel) == SpeakingLevel(ROOM, SOUND, 12)
    assert [e for e in heard if isinstance(e, SourceStarted)].count(SourceStarted(ROOM, SOUND)) == 1
    assert [e for e in heard if isinstance(e, SourceStarted)].count(SourceStarted(ROOM, PICTURE)) == 1


async def test_levels_come_at_most_five_times_a_second(court: Court) -> None:
    ann = await court.publisher()
    ann.stream()
    await court.event(SpeakingLevel)
    loop = asyncio.get_running_loop()
    began = loop.time()
    for _ in range(6):
        await court.event(SpeakingLevel)
    assert loop.time() - began > 0.8


async def test_the_engine_tells_when_a_connection_stands_and_when_it_ends(court: Court) -> None:
    connected = asyncio.ensure_future(court.event(PeerState))
    ann = await court.publisher()
    assert await connected == PeerState(ROOM, "ann", "pub", 1, "connected")
    ann.stream()
    await court.event(SourceStarted)
    closed, silent = asyncio.ensure_future(court.event(PeerState)), asyncio.ensure_future(court.event(SourceSilent))
    await ann.close()
    assert await closed == PeerState(ROOM, "ann", "pub", 1, "closed")
    assert isinstance(await silent, SourceSilent)
    assert (await court.engine.stats(ROOM)).received == {}


async def test_a_source_that_pauses_is_said_to_be_silent(court: Court) -> None:
    ann = await court.publisher()
    await ann.audio.send(b"one word")
    assert await court.event(SourceStarted) == SourceStarted(ROOM, SOUND)
    assert await court.event(SourceSilent) == SourceSilent(ROOM, SOUND)


async def test_a_connection_made_anew_takes_the_place_of_the_old_one(court: Court) -> None:
    bench = await court.viewer("bench")
    await court.allow(("bench", "v0", PICTURE))
    old = await court.publisher()
    old.stream()
    await bench.until(lambda: bench.count("v0") > 20)
    new = Publisher("ann")
    court.keep(new)
    await new.join(court.engine, ROOM, epoch=2)
    await new.ready()
    seen = bench.count("v0")
    new.stream()
    await bench.until(lambda: bench.count("v0") > seen + 40)
    packets = bench.ears["v0"].packets
    assert [(b.sequence_number - a.sequence_number) & 0xFFFF for a, b in itertools.pairwise(packets)] == [1] * (
        len(packets) - 1
    )


async def test_a_room_that_is_not_open_is_refused(court: Court) -> None:
    with pytest.raises(RoomNotOpen):
        await court.engine.apply("another", plan(1))
    await court.engine.close_room(ROOM)
    with pytest.raises(RoomNotOpen):
        await court.engine.stats(ROOM)


async def test_rooms_do_not_hear_each_other(court: Court) -> None:
    await court.engine.open_room("another")
    ann, bench = await court.publisher(), await court.viewer("bench")
    await court.engine.apply("another", plan(1, ("bench", "v0", PICTURE)))
    await court.allow(("bench", "a0", SOUND))
    ann.stream()
    await bench.until(lambda: bench.count("a0") > 50)
    assert bench.count("v0") == 0
    assert (await court.engine.stats("another")).received == {}
