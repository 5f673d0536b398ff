"""A room with peers in it, and the shortest way to say what may flow."""

import asyncio
from collections.abc import Callable

from app.media.embedded import EmbeddedEngine
from app.media.port import Applied, Binding, Edge, EngineEvent, RoomPlan, Source
from tests.doubles.media_peers import Peer, Publisher, Viewer

ROOM = "hearing-1"
SOUND = Source("ann", "audio")
PICTURE = Source("ann", "video")


def plan(epoch: int, *bindings: tuple[str, str, Source | None]) -> RoomPlan:
    """The plan of these bindings (listener, slot, source), with exactly the edges they need."""
    edges = frozenset(Edge(source, listener) for listener, _, source in bindings if source is not None)
    return RoomPlan(epoch, edges, tuple(Binding(*binding) for binding in bindings))


class Court:
    """Peers that joined `ROOM`; each plan gets the next epoch."""

    def __init__(self, engine: EmbeddedEngine) -> None:
        self.engine = engine
        self.epoch = 0
        self._peers: list[Peer] = []

    async def publisher(
        self,
        name: str = "ann",
        address: str = "127.0.0.1",
        *,
        relay_only: bool = False,
        tampered: Callable[[str], str] = str,
    ) -> Publisher:
        peer = Publisher(name, address)
        peer.tampered = tampered
        self._peers.append(peer)
        await peer.join(self.engine, ROOM, relay_only=relay_only)
        await peer.ready()
        return peer

    async def viewer(self, name: str, audio: int = 1, video: int = 1) -> Viewer:
        peer = Viewer(name)
        self._peers.append(peer)
        await peer.join(self.engine, ROOM, audio=audio, video=video)
        await peer.ready()
        return peer

    def keep(self, peer: Peer) -> None:
        self._peers.append(peer)

    async def allow(self, *bindings: tuple[str, str, Source | None]) -> Applied:
        self.epoch += 1
        return await self.engine.apply(ROOM, plan(self.epoch, *bindings))

    async def event(self, wanted: type[EngineEvent], within: float = 10.0) -> EngineEvent:
        """The next event of a class."""
        found: asyncio.Future[EngineEvent] = asyncio.get_running_loop().create_future()

        def look(event: EngineEvent) -> None:
            if isinstance(event, wanted) and not found.done():
                found.set_result(event)

        self.engine.listeners.append(look)
        try:
            return await asyncio.wait_for(found, within)
        finally:
            self.engine.listeners.remove(look)

    async def close(self) -> None:
        for peer in self._peers:
            await peer.close()
