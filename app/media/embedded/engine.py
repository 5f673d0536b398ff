"""The embedded engine: a forwarding unit in a process of its own for each open room, forked when needed."""

import asyncio
from typing import Any

from app.media.embedded import wire
from app.media.embedded.channel import Channel
from app.media.embedded.network import Network
from app.media.embedded.nursery import Nursery
from app.media.errors import EngineDown, RoomAlreadyOpen, RoomNotOpen
from app.media.port import (
    Applied,
    EngineEvent,
    EngineListener,
    Offer,
    RoomLost,
    RoomPlan,
    RoomStats,
    Which,
)

ACKNOWLEDGE_WITHIN = 0.5
"""Seconds a child has for what takes away; then it is killed, because fail-closed is the only safe guess."""

READY_WITHIN = 5.0


class EmbeddedEngine:
    """A `MediaEngine` on aiortc; no packet is ever decoded, and none in the process that opens the database.

    `announce` is the only address clients are told; sockets bind to `bind` within `ports`; `relays` are the
    addresses from which relay-only peers may be heard.
    """

    def __init__(
        self,
        announce: str = "127.0.0.1",
        bind: str = "127.0.0.1",
        ports: range = range(40000, 40200),
        relays: frozenset[str] = frozenset(),
    ) -> None:
        self.listeners: list[EngineListener] = []
        self._nursery = Nursery(Network(announce, bind, ports, relays))
        self._rooms: dict[str, Channel] = {}
        self._opening: set[str] = set()

    async def start(self) -> None:
        await self._nursery.start()

    async def close(self) -> None:
        """End every room and the zygote. No `RoomLost` is told of what was asked for."""
        for room in list(self._rooms):
            await self.close_room(room)
        await self._nursery.close()

    async def open_room(self, room: str) -> None:
        if room in self._rooms or room in self._opening:
            raise RoomAlreadyOpen
        self._opening.add(room)
        try:
            self._rooms[room] = await self._open(room)
        finally:
            self._opening.discard(room)

    async def close_room(self, room: str) -> None:
        channel = self._rooms.pop(room, None)
        if channel is None:
            raise RoomNotOpen
        channel.kill()
        await channel.gone

    async def publish(self, room: str, peer: str, epoch: int, offer_sdp: str, *, relay_only: bool = False) -> str:
        channel = self._channel(room)
        return str(await channel.ask("publish", peer=peer, epoch=epoch, sdp=offer_sdp, relay_only=relay_only))

    async def subscribe(
        self,
        room: str,
        peer: str,
        epoch: int,
        *,
        audio_slots: int,
        video_slots: int,
        relay_only: bool = False,
    ) -> Offer:
        offer = await self._channel(room).ask(
            "subscribe",
            peer=peer,
            epoch=epoch,
            audio_slots=audio_slots,
            video_slots=video_slots,
            relay_only=relay_only,
        )
        return Offer(**offer)

    async def subscribed(self, room: str, peer: str, epoch: int, answer_sdp: str) -> None:
        await self._channel(room).ask("subscribed", peer=peer, epoch=epoch, sdp=answer_sdp)

    async def candidate(self, room: str, peer: str, which: Which, epoch: int, candidate: dict[str, Any] | None) -> None:
        channel = self._channel(room)
        await channel.ask("candidate", peer=peer, which=which, epoch=epoch, candidate=candidate)

    async def apply(self, room: str, plan: RoomPlan) -> Applied:
        loop = asyncio.get_running_loop()
        asked = loop.time()
        packed = wire.pack_plan(plan)
        answer = await self._channel(room).order("apply", within=ACKNOWLEDGE_WITHIN, plan=packed)
        return wire.read_applied(answer, took=loop.time() - asked)

    async def drop(self, room: str, peer: str) -> None:
        await self._channel(room).order("drop", within=ACKNOWLEDGE_WITHIN, peer=peer)

    async def stats(self, room: str) -> RoomStats:
        return wire.read_stats(await self._channel(room).ask("stats"))

    @property
    def ready(self) -> bool:
        return self._nursery.alive

    def processes(self) -> dict[str, int]:
        """The process id of each open room, for health and for the operator."""
        return {room: channel.pid for room, channel in self._rooms.items()}

    def _channel(self, room: str) -> Channel:
        if room not in self._rooms:
            raise RoomNotOpen
        return self._rooms[room]

    async def _open(self, room: str) -> Channel:
        born = await self._nursery.fork()
        channel = Channel(born, lambda m: self._tell(wire.read_event(room, m)), lambda: self._ended(room, born.pid))
        await asyncio.get_running_loop().create_unix_connection(lambda: channel, sock=born.pipe)
        await asyncio.wait([channel.ready], timeout=READY_WITHIN)
        if not channel.ready.done():
            channel.kill()
            raise EngineDown(after=READY_WITHIN)
        channel.ready.result()
        return channel

    def _ended(self, room: str, pid: int) -> None:
        channel = self._rooms.get(room)
        if channel is not None and channel.pid == pid:
            del self._rooms[room]
            self._tell(RoomLost(room))

    def _tell(self, event: EngineEvent) -> None:
        for listener in list(self.listeners):
            listener(event)
