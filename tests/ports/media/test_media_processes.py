"""How the engine's processes live and die."""

import asyncio
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.media.embedded import EmbeddedEngine
from app.media.embedded.network import Network
from app.media.embedded.nursery import Nursery
from app.media.errors import EngineDown, RoomAlreadyOpen, RoomNotOpen
from app.media.port import RoomLost
from tests.ports.media.court import ROOM, SOUND, Court, plan

PARENT = """
import asyncio
from app.media.embedded import EmbeddedEngine

async def main():
    engine = EmbeddedEngine(ports=range(42400, 42410))
    await engine.start()
    await engine.open_room("one")
    await engine.open_room("two")
    print(engine._nursery._zygote.pid, *engine.processes().values(), flush=True)
    await asyncio.get_running_loop().create_future()

asyncio.run(main())
"""


def gone_within(handle: int, seconds: float) -> bool:
    return bool(select.select([handle], [], [], seconds)[0])


def sockets(pid: int) -> set[str]:
    links = (link for link in Path(f"/proc/{pid}/fd").iterdir() if link.exists() or link.is_symlink())
    return {name for link in links if (name := os.readlink(link)).startswith("socket:")}


def test_every_process_is_gone_within_a_second_of_its_parent() -> None:
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        handles = [os.pidfd_open(int(pid)) for pid in parent.stdout.readline().split()]
        assert len(handles) == 3
        assert not any(gone_within(handle, 0) for handle in handles)
        parent.kill()
        assert all(gone_within(handle, 1.0) for handle in handles)
        for handle in handles:
            os.close(handle)


def test_a_room_ends_with_the_process_it_was_forked_from() -> None:
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        zygote, *children = [os.pidfd_open(int(pid)) for pid in parent.stdout.readline().split()]
        signal.pidfd_send_signal(zygote, signal.SIGKILL)
        assert all(gone_within(handle, 1.0) for handle in children)
        parent.kill()
        for handle in (zygote, *children):
            os.close(handle)


async def test_a_media_process_ends_with_its_pipe() -> None:
    nursery = Nursery(Network("127.0.0.1", "127.0.0.1", range(42420, 42430), frozenset()))
    await nursery.start()
    born = await nursery.fork()
    assert not gone_within(born.pidfd, 0)
    born.pipe.close()
    assert gone_within(born.pidfd, 1.0)
    os.close(born.pidfd)
    await nursery.close()


async def test_a_room_that_does_not_acknowledge_is_ended_and_said_to_be_lost(court: Court) -> None:
    pid = court.engine.processes()[ROOM]
    handle = os.pidfd_open(pid)
    os.kill(pid, signal.SIGSTOP)
    lost = asyncio.ensure_future(court.event(RoomLost))
    loop = asyncio.get_running_loop()
    began = loop.time()
    with pytest.raises(EngineDown):
        await court.allow()
    assert 0.4 < loop.time() - began < 0.9
    assert await lost == RoomLost(ROOM)
    assert gone_within(handle, 1.0)
    os.close(handle)
    with pytest.raises(RoomNotOpen):
        await court.allow()


async def test_a_lost_room_can_be_opened_again(court: Court) -> None:
    lost = asyncio.ensure_future(court.event(RoomLost))
    os.kill(court.engine.processes()[ROOM], signal.SIGKILL)
    await lost
    await court.engine.open_room(ROOM)
    ann, bench = await court.publisher(), await court.viewer("bench")
    await court.allow(("bench", "a0", SOUND))
    await ann.audio.send(b"again")
    await bench.until(lambda: bench.count("a0") == 1)


async def test_who_waits_for_a_room_that_dies_is_told(court: Court) -> None:
    pid = court.engine.processes()[ROOM]
    os.kill(pid, signal.SIGSTOP)
    waiting = asyncio.ensure_future(court.engine.stats(ROOM))
    lost = asyncio.ensure_future(court.event(RoomLost))
    await asyncio.wait([waiting], timeout=0.05)
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(EngineDown):
        await waiting
    await lost


async def test_rooms_hold_nothing_of_each_other(engine: EmbeddedEngine) -> None:
    rooms = ("one", "two", "three")
    for room in rooms:
        await engine.open_room(room)
        await engine.subscribe(room, "bench", 1, audio_slots=1, video_slots=0)
    held = [sockets(pid) for pid in (os.getpid(), *engine.processes().values())]
    assert all(len(own) >= 2 for own in held[1:])
    assert sum(len(own) for own in held) == len(set[str]().union(*held))


async def test_closing_a_room_ends_its_process_and_is_not_a_loss(engine: EmbeddedEngine) -> None:
    told: list[object] = []
    engine.listeners.append(told.append)
    await engine.open_room(ROOM)
    handle = os.pidfd_open(engine.processes()[ROOM])
    with pytest.raises(RoomAlreadyOpen):
        await engine.open_room(ROOM)
    await engine.close_room(ROOM)
    assert gone_within(handle, 1.0)
    os.close(handle)
    assert told == []


async def test_a_dead_zygote_is_replaced_when_the_next_room_opens(engine: EmbeddedEngine) -> None:
    await engine.open_room("one")
    zygote = engine._nursery._zygote
    assert zygote is not None
    lost: asyncio.Future[object] = asyncio.get_running_loop().create_future()
    engine.listeners.append(lost.set_result)
    zygote.kill()
    assert await asyncio.wait_for(lost, 2) == RoomLost("one")
    zygote.wait()
    await engine.open_room("two")
    assert (await engine.apply("two", plan(1))).bound == ()


async def test_a_media_process_writes_no_description_anywhere(court: Court, capfd: pytest.CaptureFixture[str]) -> None:
    ann, bench = await court.publisher(), await court.viewer("bench")
    await court.allow(("bench", "a0", SOUND))
    await ann.audio.send(b"sound")
    await bench.until(lambda: bench.count("a0") == 1)
    await court.engine.close_room(ROOM)
    written = capfd.readouterr()
    assert written.out + written.err == ""
