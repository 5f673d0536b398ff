"""What four people loading pages without pause cost the packets of a hearing on the same machine.

    python -m bench.pages_beside_media [--quick]

The real application and the real engine: pages are rendered in the process that opens the database, packets
are forwarded in the hearing's own. Lost: packets sent and not received, with pages loading, over all sent.
"""

import argparse
import asyncio
import json
import tempfile
from pathlib import Path

import httpx

from app import wiring
from app.main import create_app
from app.media.embedded import EmbeddedEngine
from app.media.port import Binding, Edge, RoomPlan, Source
from app.settings import Settings
from bench.media.load import Load, load

ADDRESS = "127.0.0.1"
VIEWERS = [f"v{number}" for number in range(8)]
LOADERS = 4
TARGET = 0.005


async def measure(seconds: float) -> tuple[float, float, int]:
    """(share lost when idle, share lost while pages load, pages loaded)."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), media_ports="45000-45099")
        async with wiring.build(settings) as services, load(ADDRESS) as peers:
            engine = services.engine
            assert isinstance(engine, EmbeddedEngine)
            await _hearing(engine, peers)
            transport = httpx.ASGITransport(create_app(services=services))
            async with httpx.AsyncClient(transport=transport, base_url=settings.public_url) as client:
                await client.get("/sign-in")
                idle, _ = await _lost(peers, seconds, [])
                return idle, *await _lost(peers, seconds, [client] * LOADERS)


async def _hearing(engine: EmbeddedEngine, peers: Load) -> None:
    await engine.open_room("bench")
    await peers.ask("accept", sdp=await engine.publish("bench", "pub", 1, await peers.ask("offer")))
    sources = {"a0": Source("pub", "audio"), "v0": Source("pub", "video")}
    for name in VIEWERS:
        offer = await engine.subscribe("bench", name, 1, audio_slots=1, video_slots=1)
        await engine.subscribed("bench", name, 1, await peers.ask("take", name=name, sdp=offer.sdp))
    edges = frozenset(Edge(source, name) for source in sources.values() for name in VIEWERS)
    bindings = tuple(Binding(name, slot, source) for slot, source in sources.items() for name in VIEWERS)
    await engine.apply("bench", RoomPlan(1, edges, bindings))
    await peers.ask("ready")


async def _lost(peers: Load, seconds: float, clients: list[httpx.AsyncClient]) -> tuple[float, int]:
    loading = [asyncio.create_task(_load(client)) for client in clients]
    before = await peers.ask("count")
    await asyncio.sleep(seconds)
    after = await peers.ask("count")
    for task in loading:
        task.cancel()
    pages = sum(len(result) for result in await asyncio.gather(*loading) if result)
    sent, received = (after[key] - before[key] for key in ("sent", "received"))
    return max(0.0, 1 - received / (sent * len(VIEWERS))), pages


async def _load(client: httpx.AsyncClient) -> list[int]:
    statuses: list[int] = []
    try:
        while True:
            statuses.append((await client.get("/sign-in")).status_code)
    except asyncio.CancelledError:
        return statuses


async def main(seconds: float) -> None:
    idle, busy, pages = await measure(seconds)
    figure = {"figure": "media.packets_lost_to_pages", "ratio": round(busy, 5), "target": TARGET, "better": "lower"}
    print(json.dumps({**figure, "idle": round(idle, 5), "pages": pages, "n": 1}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short window: does it run at all")
    asyncio.run(main(3.0 if parser.parse_args().quick else 20.0))
