"""Peers of the media engine that send prepared RTP payloads and write down what they get, without any codec.

They are real WebRTC peers (ICE, DTLS, SRTP by aiortc); only encoder and decoder are left out.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiortc import (
    RTCBundlePolicy,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpReceiver,
    RTCRtpSender,
    RTCSessionDescription,
)
from aiortc.rtp import (
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    AnyRtcpPacket,
    HeaderExtensionsMap,
    RtcpPsfbPacket,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    RtcpSenderInfo,
    RtcpSrPacket,
    RtpPacket,
)
from aiortc.sdp import SessionDescription
from aiortc.utils import random32

from app.media.port import Kind, MediaEngine, Slot

KEY, DELTA, MIDDLE = b"\x10\x00", b"\x10\x01", b"\x00"
"""VP8 descriptors: a keyframe begins, another frame begins, a frame goes on."""


class Peer:
    """One peer connection on one address; `changed` is set whenever anything came in."""

    def __init__(self, name: str, address: str = "127.0.0.1") -> None:
        self.name = name
        self.address = address
        self.changed = asyncio.Event()
        configuration = RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
        self.pc = RTCPeerConnection(configuration)
        self.pc.add_listener("connectionstatechange", self.changed.set)

    @property
    def transport(self) -> Any:
        return self.pc.getTransceivers()[0].receiver.transport

    async def until(self, seen: Callable[[], bool], within: float = 10.0) -> None:
        """Wait for something to come in that makes `seen` true."""

        async def look() -> None:
            while not seen():
                self.changed.clear()
                await self.changed.wait()

        await asyncio.wait_for(look(), within)

    async def connected(self) -> None:
        await self.until(lambda: self.pc.connectionState == "connected")

    async def close(self) -> None:
        await self.pc.close()

    async def send_report(self, *packets: AnyRtcpPacket) -> None:
        await self.transport._send_rtp(b"".join(bytes(p) for p in packets))

    def gather_here(self) -> None:
        """aioice leaves out 127.0.0.1 and would offer every other address of the machine."""
        connection = self.transport.transport._connection
        gather = connection.get_component_candidates

        async def here(component: int, addresses: list[str], timeout: int = 5) -> Any:
            return await gather(component, [self.address], timeout)

        connection.get_component_candidates = here


class Stream:
    """What a publisher sends of one kind; numbers and timestamps run from `start`."""

    def __init__(self, peer: Peer, kind: Kind, sender: RTCRtpSender, start: int = 65500) -> None:
        self.kind = kind
        self.requests = 0
        self.nacked: list[int] = []
        self.bitrates: list[bytes] = []
        self.reports: list[RtcpRrPacket] = []
        self.number = start
        self.timestamp = 0xFFFFF000
        self.level = 30
        self._peer = peer
        self._ssrc = sender._ssrc
        self._rtx_ssrc = sender._rtx_ssrc
        self._extensions = HeaderExtensionsMap()
        self._types: list[int] = []
        sender.send = self._learn  # type: ignore[method-assign]

    async def send(self, payload: bytes, *, marker: int = 0, padding: int = 0) -> int:
        """Send one packet with the next number; gives that number."""
        number = self.number & 0xFFFF
        self.number += 1
        await self.send_as(number, payload, marker=marker, padding=padding)
        return number

    async def send_as(self, number: int, payload: bytes, *, marker: int = 0, padding: int = 0) -> None:
        await self._peer.transport._send_rtp(self.serialise(number, payload, marker, padding))

    async def send_again(self, number: int, payload: bytes) -> None:
        """Send a packet as a retransmission (RFC 4588)."""
        packet = RtpPacket(self._types[1], 0, number, self.timestamp & 0xFFFFFFFF, self._rtx_ssrc)
        packet.payload = number.to_bytes(2, "big") + payload
        await self._peer.transport._send_rtp(packet.serialize(self._extensions))

    def serialise(self, number: int, payload: bytes, marker: int = 0, padding: int = 0) -> bytes:
        timestamp = self.timestamp & 0xFFFFFFFF
        packet = RtpPacket(self._types[0], marker, number, timestamp, self._ssrc, payload)
        packet.padding_size = padding
        if self.kind == "audio":
            packet.extensions.audio_level = (False, self.level)
        else:
            packet.extensions.abs_send_time = int(asyncio.get_running_loop().time() * 262144) & 0xFFFFFF
        return packet.serialize(self._extensions)

    async def tell_clock(self, ntp_time: int) -> None:
        info = RtcpSenderInfo(ntp_time, self.timestamp & 0xFFFFFFFF, 0, 0)
        await self._peer.send_report(RtcpSrPacket(self._ssrc, info))

    async def _learn(self, parameters: Any) -> None:
        self._types = [codec.payloadType for codec in parameters.codecs]
        self._extensions.configure(parameters)
        self._peer.transport._register_rtp_sender(self, parameters)
        self._peer.changed.set()

    @property
    def ready(self) -> bool:
        return bool(self._types)

    async def _handle_rtcp_packet(self, packet: AnyRtcpPacket) -> None:
        if isinstance(packet, RtcpPsfbPacket) and packet.fmt == RTCP_PSFB_PLI:
            self.requests += 1
        elif isinstance(packet, RtcpPsfbPacket):
            self.bitrates.append(packet.fci)
        elif isinstance(packet, RtcpRtpfbPacket) and packet.fmt == RTCP_RTPFB_NACK:
            self.nacked += packet.lost
        elif isinstance(packet, RtcpRrPacket):
            self.reports.append(packet)
        self._peer.changed.set()


class Publisher(Peer):
    """Sends one sound and one picture. `stream()` sends like a camera, with keyframes when asked for; `tampered`
    changes the offer before it is sent."""

    def __init__(self, name: str, address: str = "127.0.0.1", kinds: tuple[Kind, ...] = ("audio", "video")) -> None:
        super().__init__(name, address)
        self.streams: dict[str, Stream] = {}
        for kind in kinds:
            transceiver = self.pc.addTransceiver(kind, "sendonly")
            self.streams[kind] = Stream(self, kind, transceiver.sender)
        self.gather_here()
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._answered = -1
        self.frames = 0
        self.tampered: Callable[[str], str] = str

    @property
    def audio(self) -> Stream:
        return self.streams["audio"]

    @property
    def video(self) -> Stream:
        return self.streams["video"]

    async def offer(self) -> str:
        await self.pc.setLocalDescription()
        return self.tampered(self.pc.localDescription.sdp)

    async def join(self, engine: MediaEngine, room: str, epoch: int = 1, *, relay_only: bool = False) -> str:
        """Offer and take the answer, which it gives."""
        answer = await engine.publish(room, self.name, epoch, await self.offer(), relay_only=relay_only)
        await self.accept(answer)
        return answer

    async def accept(self, answer: str) -> None:
        await self.pc.setRemoteDescription(RTCSessionDescription(sdp=answer, type="answer"))

    async def ready(self) -> None:
        await self.connected()
        await self.until(lambda: all(stream.ready for stream in self.streams.values()))

    def stream(self, frame_sizes: tuple[int, ...] = (300, 200), every: float = 0.02) -> None:
        """From now on send a sound packet and a frame every 20 ms, a keyframe first and when asked for."""
        task = asyncio.get_running_loop().create_task(self._tick(frame_sizes))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        self._timer = asyncio.get_running_loop().call_later(every, self.stream, frame_sizes, every)

    async def send_frame(self, sizes: tuple[int, ...] = (300, 200), *, key: bool = False) -> None:
        first = KEY if key else DELTA
        for index, size in enumerate(sizes):
            payload = (first if index == 0 else MIDDLE) + self.video.number.to_bytes(4, "big") * (size // 4)
            await self.video.send(payload, marker=index == len(sizes) - 1)
        self.video.timestamp += 1800
        self.frames += 1
        self.changed.set()

    async def _tick(self, frame_sizes: tuple[int, ...]) -> None:
        try:
            if "audio" in self.streams:
                await self.audio.send(self.audio.number.to_bytes(4, "big") * 20)
                self.audio.timestamp += 960
            if "video" in self.streams:
                key = self._answered < self.video.requests
                self._answered = self.video.requests
                await self.send_frame(frame_sizes, key=key)
        except ConnectionError:
            self.stop()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    async def close(self) -> None:
        self.stop()
        await super().close()


@dataclass(eq=False)
class Ear:
    """What came in on one slot. Packets are kept as they arrived; retransmissions are in `again`."""

    peer: Peer
    slot: Slot
    ssrcs: list[int]
    packets: list[RtpPacket] = field(default_factory=list)
    again: list[RtpPacket] = field(default_factory=list)
    clocks: list[RtcpSrPacket] = field(default_factory=list)
    listening: bool = False

    async def receive(self, parameters: Any) -> None:
        self.peer.transport._rtp_header_extensions_map.configure(parameters)
        types = [codec.payloadType for codec in parameters.codecs]
        router = self.peer.transport._rtp_router
        router.register_receiver(self, ssrcs=self.ssrcs, payload_types=types, mid=parameters.muxId)
        self.listening = True
        self.peer.changed.set()

    def _handle_disconnect(self) -> None:
        self.peer.changed.set()

    async def _handle_rtcp_packet(self, packet: AnyRtcpPacket) -> None:
        if isinstance(packet, RtcpSrPacket):
            self.clocks.append(packet)
            self.peer.changed.set()

    async def _handle_rtp_packet(self, packet: RtpPacket, arrival_time_ms: int) -> None:
        (self.packets if packet.ssrc == self.ssrcs[0] else self.again).append(packet)
        self.peer.changed.set()

    async def nack(self, numbers: list[int]) -> None:
        packet = RtcpRtpfbPacket(RTCP_RTPFB_NACK, random32(), self.ssrcs[0], numbers)
        await self.peer.send_report(packet)

    async def ask_for_keyframe(self) -> None:
        await self.peer.send_report(RtcpPsfbPacket(RTCP_PSFB_PLI, random32(), self.ssrcs[0]))


class Viewer(Peer):
    """Takes the slots it is offered; `ears` by slot."""

    ear_class = Ear

    def __init__(self, name: str, address: str = "127.0.0.1") -> None:
        super().__init__(name, address)
        self.ears: dict[Slot, Ear] = {}

    async def join(
        self,
        engine: MediaEngine,
        room: str,
        epoch: int = 1,
        *,
        audio: int = 1,
        video: int = 1,
        relay_only: bool = False,
    ) -> str:
        """Take an offer, which it gives, and answer it."""
        offer = await engine.subscribe(
            room, self.name, epoch, audio_slots=audio, video_slots=video, relay_only=relay_only
        )
        await self.take(offer.sdp, offer.slots)
        await engine.subscribed(room, self.name, epoch, str(self.pc.localDescription.sdp))
        return offer.sdp

    async def take(self, sdp: str, slots: dict[Slot, str]) -> None:
        """Set the offer and gather; the answer is then the local description."""
        await self.pc.setRemoteDescription(RTCSessionDescription(sdp=sdp, type="offer"))
        self.gather_here()
        ssrcs = {m.rtp.muxId: [s.ssrc for s in m.ssrc] for m in SessionDescription.parse(sdp).media}
        by_mid = {transceiver.mid: transceiver for transceiver in self.pc.getTransceivers()}
        for slot, mid in slots.items():
            self.ears[slot] = self.ear_class(self, slot, ssrcs[mid])
            self._listen(by_mid[mid].receiver, self.ears[slot])
        await self.pc.setLocalDescription()

    def _listen(self, receiver: RTCRtpReceiver, ear: Ear) -> None:
        receiver.receive = ear.receive  # type: ignore[method-assign]

    async def ready(self) -> None:
        await self.connected()
        await self.until(lambda: all(ear.listening for ear in self.ears.values()))

    def count(self, slot: Slot) -> int:
        return len(self.ears[slot].packets)
