"""One publisher and its viewers, in a process of their own: prepared packets out, counted packets in.

Started as `python -m bench.media.peers ADDRESS`; one JSON request per line on stdin, one reply per line on
stdout. The load is the shape of 640x480 at 30 frames a second, about 670 kbit/s: 50 Opus-sized packets and
90 VP8-sized ones (1100, 1100 and 300 bytes per frame, 5 ms apart) a second.
"""

import asyncio
import itertools
import json
import sys
from dataclasses import dataclass
from typing import Any

from aiortc import rtcdtlstransport
from aiortc.rtp import (
    RTCP_PSFB_APP,
    RtcpPsfbPacket,
    RtcpReceiverInfo,
    RtcpRrPacket,
    RtpPacket,
    pack_remb_fci,
)
from aiortc.sdp import SessionDescription

from tests.doubles.media_peers import DELTA, KEY, MIDDLE, Ear, Peer, Publisher, Viewer

FRAME = (1100, 1100, 300)
SOUND = b"\xf8" + b"o" * 99
REMB = 2_000_000


@dataclass(eq=False)
class Counter(Ear):
    """Counts instead of keeping."""

    count: int = 0
    highest: int = 0

    async def _handle_rtp_packet(self, packet: RtpPacket, arrival_time_ms: int) -> None:
        self.count += 1
        self.highest = packet.sequence_number

    async def report(self) -> None:
        """What a browser says once a second: nothing lost, and this much bandwidth."""
        info = RtcpReceiverInfo(self.ssrcs[0], 0, 0, self.highest, 0, 0, 0)
        remb = RtcpPsfbPacket(RTCP_PSFB_APP, 1, 0, pack_remb_fci(REMB, [self.ssrcs[0]]))
        await self.peer.send_report(RtcpRrPacket(1, [info]), remb)


class CountingViewer(Viewer):
    ear_class = Counter


def profile(peer: Peer) -> str:
    """The SRTP profile a connection uses."""
    return str(peer.transport._ssl.get_selected_srtp_profile().decode())


class Peers:
    """What the bench asks for, by name."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._publisher = Publisher("pub", address)
        self._viewers: dict[str, CountingViewer] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._sent = 0
        self._answered = -1

    async def offer(self) -> str:
        return await self._publisher.offer()

    async def accept(self, sdp: str) -> str:
        """Take the answer, connect, and send from now on; gives the SRTP profile."""
        await self._publisher.accept(sdp)
        await self._publisher.ready()
        self._tasks.append(asyncio.create_task(self._send()))
        return profile(self._publisher)

    async def take(self, name: str, sdp: str) -> str:
        viewer = self._viewers[name] = CountingViewer(name, self._address)
        media = SessionDescription.parse(sdp).media
        await viewer.take(sdp, {m.kind[0] + "0": m.rtp.muxId for m in media})
        return str(viewer.pc.localDescription.sdp)

    async def ready(self) -> str:
        """Wait until every viewer gets sound and picture; gives the SRTP profile."""
        for viewer in self._viewers.values():
            await viewer.ready()
            self._tasks.append(asyncio.create_task(self._report(viewer)))
        while not all(self._counts()):
            await asyncio.sleep(0.05)
        return profile(next(iter(self._viewers.values())))

    async def count(self) -> dict[str, int]:
        return {"sent": self._sent, "received": sum(self._counts())}

    def _counts(self) -> list[int]:
        ears = itertools.chain.from_iterable(viewer.ears.values() for viewer in self._viewers.values())
        return [ear.count for ear in ears if isinstance(ear, Counter)]

    async def _report(self, viewer: CountingViewer) -> None:
        while True:
            for ear in viewer.ears.values():
                if isinstance(ear, Counter):
                    await ear.report()
            await asyncio.sleep(1.0)

    async def _send(self) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        sound = ((began + n * 0.020, 0, 0) for n in itertools.count())
        picture = ((began + n / 30 + part * 0.005, 1, part) for n in itertools.count() for part in range(3))
        next_sound, next_part = next(sound), next(picture)
        while True:
            due = min(next_sound, next_part)
            await asyncio.sleep(max(0.0, due[0] - loop.time()))
            if due is next_sound:
                await self._send_sound()
                next_sound = next(sound)
            else:
                await self._send_part(due[2])
                next_part = next(picture)
            self._sent += 1

    async def _send_sound(self) -> None:
        stream = self._publisher.audio
        await stream.send(SOUND)
        stream.timestamp += 960

    async def _send_part(self, part: int) -> None:
        stream = self._publisher.video
        first = MIDDLE
        if part == 0:
            stream.timestamp += 3000
            first = KEY if stream.requests > self._answered else DELTA
            self._answered = stream.requests
        payload = first.ljust(FRAME[part], b"v")
        await stream.send(payload, marker=part == len(FRAME) - 1)


async def main(address: str) -> None:
    rtcdtlstransport.SRTP_PROFILES[:] = [rtcdtlstransport.SRTP_AEAD_AES_128_GCM]
    peers = Peers(address)
    lines = asyncio.StreamReader(limit=1 << 20)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        request: dict[str, Any] = json.loads(line)
        result = await getattr(peers, request.pop("op"))(**request)
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
