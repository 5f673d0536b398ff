"""The media process of one open room: takes requests from the pipe, forwards media, and ends with its parent.

It opens no database, no storage and no file. Requests that take away are done inside the read callback.
"""

import asyncio
import gc
import logging
import os
import socket
from collections.abc import Awaitable
from typing import Any

from app.kernel.errors import Refusal
from app.media.embedded import wire
from app.media.embedded.frames import FrameTooLong, Message, Unframer, encode
from app.media.embedded.network import Network
from app.media.embedded.room import TICK, Room
from app.media.embedded.seams import install
from app.media.errors import BadDescription

COLLECT_AFTER = 50_000

logger = logging.getLogger(__name__)


class Pipe(asyncio.Protocol):
    """The child's end: one message in, one answer out, events in between."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self._unframer = Unframer()
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = Room(self.tell)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._tick()

    def connection_lost(self, exc: Exception | None) -> None:
        # Without a parent there is no plan, and without a plan nothing may flow.
        os._exit(0)

    def data_received(self, data: bytes) -> None:
        try:
            for message in self._unframer.feed(data):
                self._take(message)
        except (FrameTooLong, ValueError, KeyError, TypeError):
            os._exit(1)

    def tell(self, message: Message) -> None:
        self.transport.write(encode(message))

    def _take(self, message: Message) -> None:
        try:
            match message["op"]:
                case "apply":
                    plan = wire.read_plan(message["plan"])
                    self._answer(message, wire.pack_applied(plan.epoch, self._room.apply(plan)))
                case "drop":
                    self._room.drop(message["peer"])
                    self._answer(message, None)
                case "stats":
                    self._answer(message, wire.pack_stats(self._room.stats()))
                case _:
                    task = asyncio.get_running_loop().create_task(self._later(message))
                    self._tasks.add(task)
                    task.add_done_callback(self._tasks.discard)
        except Refusal as refusal:
            self._refuse(message, refusal)

    async def _later(self, message: Message) -> None:
        try:
            self._answer(message, await self._negotiate(message))
        except Refusal as refusal:
            self._refuse(message, refusal)
        # Whatever one peer's description upset, the others' room goes on.
        except Exception:
            self._refuse(message, BadDescription())

    def _negotiate(self, m: Message) -> Awaitable[Any]:
        room = self._room
        match m["op"]:
            case "publish":
                return room.publish(m["peer"], m["epoch"], m["sdp"], m["relay_only"])
            case "subscribe":
                return self._offer(m)
            case "subscribed":
                return room.subscribed(m["peer"], m["epoch"], m["sdp"])
            case _:
                return room.candidate(m["peer"], m["which"], m["epoch"], m["candidate"])

    async def _offer(self, m: Message) -> Message:
        counts = m["audio_slots"], m["video_slots"]
        offer = await self._room.subscribe(m["peer"], m["epoch"], *counts, m["relay_only"])
        return {"sdp": offer.sdp, "slots": offer.slots}

    def _answer(self, message: Message, result: Any) -> None:
        self.tell({"id": message["id"], "result": result})

    def _refuse(self, message: Message, refusal: Refusal) -> None:
        self.tell({"id": message["id"], "refusal": refusal.code, "data": refusal.data})

    def _tick(self) -> None:
        loop = asyncio.get_running_loop()
        self._room.tick(loop.time())
        loop.call_later(TICK, self._tick)


def _note(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log that something went wrong, by its class alone: its text could hold a description or an address."""
    logger.warning("media process: %s", type(context.get("exception")).__name__)


async def _serve(sock: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_note)
    _, pipe = await loop.create_unix_connection(Pipe, sock=sock)
    pipe.tell({"event": "ready"})
    await loop.create_future()


def run(sock: socket.socket, network: Network) -> None:
    """Serve one room until the parent's end of `sock` is gone; never returns."""
    install(network)
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    sock.setblocking(False)
    asyncio.run(_serve(sock))
