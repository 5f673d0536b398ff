"""What forwarding costs the embedded engine against Janus VideoRoom: 1 publisher, 8 viewers, server CPU only.

`python -m bench.media_forwarding [--quick]` needs root, iproute2 and Janus. Everything runs in a network of
its own, because Janus does not use the loopback interface. Pairs are interleaved; the ratio is taken within
each pair, and the figure is the median. SRTP is AEAD_AES_128_GCM on both; NACK, RTX and REMB are negotiated.
"""

import argparse
import asyncio
import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from app.media.embedded import EmbeddedEngine
from app.media.port import Binding, Edge, RoomPlan, Source
from bench.media import cpu
from bench.media.janus import BINARY, janus
from bench.media.load import Load, load

ADDRESS = "10.77.0.1"
VIEWERS = [f"v{number}" for number in range(8)]
STREAMS = 2 * len(VIEWERS)
SETTLE = 2.0
TARGETS = {"marginal": 0.8, "with_ingest": 1.0}


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds per forwarded stream-minute, and the share of packets that arrived."""

    marginal: float
    with_ingest: float
    delivered: float


async def _window(pid: int, seconds: float) -> float:
    """Processor seconds used per second."""
    loop = asyncio.get_running_loop()
    before, began = cpu.seconds(pid), loop.time()
    await asyncio.sleep(seconds)
    return (cpu.seconds(pid) - before) / (loop.time() - began)


async def _measure(peers: Load, pid: int, seconds: float, admit: Callable[[], Awaitable[None]]) -> Cost:
    await asyncio.sleep(SETTLE)
    idle = await _window(pid, seconds)
    await admit()
    profile = await peers.ask("ready")
    if profile != "SRTP_AEAD_AES_128_GCM":
        raise SystemExit(f"not comparable: SRTP profile {profile}")
    await asyncio.sleep(SETTLE)
    before = await peers.ask("count")
    busy = await _window(pid, seconds)
    after = await peers.ask("count")
    sent, received = (after[key] - before[key] for key in ("sent", "received"))
    per_minute = 60 / STREAMS
    return Cost((busy - idle) * per_minute, busy * per_minute, received / (sent * len(VIEWERS)))


async def measure_janus(seconds: float) -> Cost:
    async with janus(ADDRESS) as server, load(ADDRESS) as peers:
        await peers.ask("accept", sdp=await server.publish(await peers.ask("offer")))

        async def admit() -> None:
            for name in VIEWERS:
                answer = await peers.ask("take", name=name, sdp=await server.subscribe(name))
                await server.subscribed(name, answer)

        return await _measure(peers, server.pid, seconds, admit)


async def measure_embedded(seconds: float) -> Cost:
    engine = EmbeddedEngine(ADDRESS, ADDRESS, range(40000, 40100))
    await engine.start()
    await engine.open_room("bench")
    try:
        async with load(ADDRESS) as peers:
            answer = await engine.publish("bench", "pub", 1, await peers.ask("offer"))
            await peers.ask("accept", sdp=answer)
            pid = engine.processes()["bench"]
            return await _measure(peers, pid, seconds, lambda: _admit(engine, peers))
    finally:
        await engine.close()


async def _admit(engine: EmbeddedEngine, peers: Load) -> None:
    sources = {"a0": Source("pub", "audio"), "v0": Source("pub", "video")}
    for name in VIEWERS:
        offer = await engine.subscribe("bench", name, 1, audio_slots=1, video_slots=1)
        answer = await peers.ask("take", name=name, sdp=offer.sdp)
        await engine.subscribed("bench", name, 1, answer)
    edges = frozenset(Edge(source, name) for source in sources.values() for name in VIEWERS)
    bindings = tuple(Binding(name, slot, source) for slot, source in sources.items() for name in VIEWERS)
    await engine.apply("bench", RoomPlan(1, edges, bindings))


async def main(pairs: int, seconds: float) -> None:
    ratios: dict[str, list[float]] = {name: [] for name in TARGETS}
    for pair in range(pairs):
        ours, theirs = await measure_embedded(seconds), await measure_janus(seconds)
        print(f"pair {pair + 1}: embedded {ours}\n        janus    {theirs}", file=sys.stderr)
        for name, values in ratios.items():
            values.append(getattr(ours, name) / getattr(theirs, name))
    for name, values in ratios.items():
        median = round(statistics.median(values), 3)
        spread = [round(min(values), 3), round(max(values), 3)]
        figure = {"figure": f"media.cpu_vs_janus.{name}", "ratio": median, "target": TARGETS[name]}
        print(json.dumps({**figure, "better": "lower", "n": pairs, "median": median, "range": spread}))


def _enter_network() -> None:
    """Start over inside a private network with one address that is not loopback."""
    needed = [tool for tool in ("unshare", "ip", BINARY) if shutil.which(tool) is None]
    if needed or os.geteuid() != 0:
        raise SystemExit(f"needs root and {', '.join(needed) or 'nothing else'} (apt install iproute2 janus)")
    command = ["unshare", "--net", sys.executable, "-m", "bench.media_forwarding", "--inside", *sys.argv[1:]]
    raise SystemExit(subprocess.call(command))


def _make_network() -> None:
    for command in (
        "ip link set lo up",
        "ip link add bench0 type veth peer name bench1",
        f"ip addr add {ADDRESS}/24 dev bench0",
        "ip link set bench0 up",
        "ip link set bench1 up",
    ):
        subprocess.run(command.split(), check=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one pair of short windows: does it run at all")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if not arguments.inside:
        _enter_network()
    _make_network()
    asyncio.run(main(1, 3.0) if arguments.quick else main(arguments.pairs, 10.0))
