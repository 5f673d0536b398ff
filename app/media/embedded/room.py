"""One room: its connections, the plan in force, and what flows by it. What is not in the plan is nothing."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from app.kernel.errors import Refusal
from app.media.embedded.frames import Message
from app.media.embedded.link import Link
from app.media.embedded.plans import SlotKey, wanted
from app.media.embedded.receiver import SourceReceiver
from app.media.embedded.sender import SlotSender, Tally
from app.media.embedded.wire import pack_source
from app.media.errors import BadDescription, OutsidePlan, StaleEpoch
from app.media.port import Binding, Edge, Forwarded, Offer, RoomPlan, RoomStats, Source, Which

MOST_SLOTS = 16
TICK = 0.1
TICKS_PER_LEVEL = 2

T = TypeVar("T")


class Room:
    """The state of one media process; `tell` carries events to the parent."""

    def __init__(self, tell: Callable[[Message], None]) -> None:
        self._tell = tell
        self._links: dict[tuple[str, Which], Link] = {}
        self._sources: dict[Source, SourceReceiver] = {}
        self._slots: dict[SlotKey, SlotSender] = {}
        self._tallies: dict[tuple[Source, SlotKey], Tally] = {}
        self._plan = RoomPlan(-1, frozenset(), ())
        self._wanted: dict[SlotKey, Source] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self._ticks = 0

    async def publish(self, peer: str, epoch: int, offer_sdp: str, relay_only: bool) -> str:
        link = self._links.get((peer, "pub"))
        if link is None or link.epoch != epoch:
            link = self._begin(peer, "pub", epoch, relay_only)
        answer = await self._negotiate(peer, "pub", link, link.answer(offer_sdp))
        for source in link.sources():
            source.name = Source(peer, "audio" if source.kind == "audio" else "video")
            self._sources[source.name] = source
        self._settle()
        return answer

    async def subscribe(self, peer: str, epoch: int, audio_slots: int, video_slots: int, relay_only: bool) -> Offer:
        if not (0 <= audio_slots <= MOST_SLOTS and 0 <= video_slots <= MOST_SLOTS and audio_slots + video_slots):
            raise BadDescription(most_slots=MOST_SLOTS)
        link = self._begin(peer, "sub", epoch, relay_only)
        sdp, mids = await self._negotiate(peer, "sub", link, link.offer(audio_slots, video_slots))
        self._slots.update({(peer, slot): sender for slot, sender in link.slots.items()})
        self._settle()
        return Offer(sdp, mids)

    async def subscribed(self, peer: str, epoch: int, answer_sdp: str) -> None:
        link = self._present(peer, "sub", epoch)
        await self._negotiate(peer, "sub", link, link.take_answer(answer_sdp))

    async def candidate(self, peer: str, which: Which, epoch: int, init: Message | None) -> None:
        await self._present(peer, which, epoch).candidate(init)

    def apply(self, plan: RoomPlan) -> tuple[Binding, ...]:
        """Synchronous from first to last line, and taking away comes first; see `MediaEngine.apply`."""
        if plan.epoch <= self._plan.epoch:
            raise StaleEpoch(epoch=plan.epoch, newest=self._plan.epoch)
        filled, refused = wanted(plan)
        for key, slot in self._slots.items():
            if slot.source is not None and slot.source.name != filled.get(key):
                slot.unbind()
        self._plan = plan
        if refused:
            self._wanted = {k: s.source.name for k, s in self._slots.items() if s.source and s.source.name}
            raise OutsidePlan(epoch=plan.epoch, slots=sorted({b.slot for b in refused}))
        self._wanted = filled
        self._settle()
        return self._bound()

    def drop(self, peer: str) -> None:
        both: tuple[Which, ...] = ("pub", "sub")
        for which in both:
            if (link := self._links.pop((peer, which), None)) is not None:
                self._end(link)

    def stats(self) -> RoomStats:
        return RoomStats(
            forwarded=tuple(
                Forwarded(source, listener, slot, tally.packets, tally.bytes)
                for (source, (listener, slot)), tally in self._tallies.items()
            ),
            received={name: source.presence.packets for name, source in self._sources.items()},
            states={key: link.state for key, link in self._links.items()},
            strangers={key: link.strangers for key, link in self._links.items()},
        )

    def tick(self, now: float) -> None:
        """Ten times a second: let each source repeat its requests, and tell what changed."""
        self._ticks += 1
        for name, source in self._sources.items():
            source.tick(now)
            turned = source.presence.turned(now)
            if turned is not None:
                self._tell({"event": "started" if turned else "silent", "source": pack_source(name)})
            if self._ticks % TICKS_PER_LEVEL == 0 and (level := source.presence.take_level()) is not None:
                self._tell({"event": "level", "source": pack_source(name), "level": level})

    def _begin(self, peer: str, which: Which, epoch: int, relay_only: bool) -> Link:
        older = self._links.get((peer, which))
        if older is not None:
            if epoch <= older.epoch:
                raise StaleEpoch(epoch=epoch, newest=older.epoch)
            self._end(older)
        link = Link(epoch, lambda changed: self._changed(peer, which, changed), relay_only=relay_only)
        self._links[peer, which] = link
        return link

    def _present(self, peer: str, which: Which, epoch: int) -> Link:
        link = self._links.get((peer, which))
        if link is None or link.epoch != epoch or link.state in ("failed", "closed"):
            raise StaleEpoch(epoch=epoch)
        return link

    async def _negotiate(self, peer: str, which: Which, link: Link, step: Coroutine[Any, Any, T]) -> T:
        """Take one step of offer and answer; a connection that cannot take it is ended, the room goes on."""
        try:
            result = await step
        except Refusal:
            if self._links.get((peer, which)) is link:
                del self._links[peer, which]
            self._end(link)
            raise
        if self._links.get((peer, which)) is not link:
            raise StaleEpoch(epoch=link.epoch)
        return result

    def _changed(self, peer: str, which: Which, link: Link) -> None:
        if self._links.get((peer, which)) is not link:
            return
        state = {"event": "peer", "peer": peer, "which": which, "epoch": link.epoch, "state": link.state}
        self._tell(state)
        if link.state in ("failed", "closed"):
            self._end(link)

    def _end(self, link: Link) -> None:
        """Silence a connection at once, forget its streams, and close it in its own time."""
        link.silence()
        ended = set(link.sources())
        for name in [n for n, source in self._sources.items() if source in ended]:
            if self._sources.pop(name).presence.sending:
                self._tell({"event": "silent", "source": pack_source(name)})
        own = set(link.slots.values())
        self._slots = {key: slot for key, slot in self._slots.items() if slot not in own}
        task = asyncio.get_running_loop().create_task(link.close())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    def _settle(self) -> None:
        """Fill each slot with what the plan wants there, where both the slot and the source exist."""
        for key, slot in self._slots.items():
            name = self._wanted.get(key)
            source = self._sources.get(name) if name is not None else None
            if slot.source is source:
                continue
            if name is None or source is None or Edge(name, key[0]) not in self._plan.edges:
                slot.unbind()
            else:
                slot.bind(source, self._tallies.setdefault((name, key), Tally()))

    def _bound(self) -> tuple[Binding, ...]:
        return tuple(
            Binding(listener, slot, sender.source.name)
            for (listener, slot), sender in self._slots.items()
            if sender.source is not None
        )
