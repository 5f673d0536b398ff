"""A source: one incoming stream of one peer, and the slots it is forwarded to."""

import asyncio
from typing import TYPE_CHECKING

from aiortc.codecs import is_rtx
from aiortc.rtcrtpparameters import RTCRtpReceiveParameters
from aiortc.rtcrtpreceiver import RTCRtpReceiver
from aiortc.rtp import AnyRtcpPacket, RtcpSrPacket

from app.media.embedded import rtp
from app.media.embedded.feedback import Feedback
from app.media.embedded.gaps import WIDEST_GAP, Gaps
from app.media.embedded.keyframes import KeyframeWish
from app.media.embedded.presence import Presence
from app.media.embedded.srtp import MediaTransport
from app.media.port import Source

if TYPE_CHECKING:
    from app.media.embedded.sender import SlotSender

KEPT = 512


class SourceReceiver(RTCRtpReceiver):
    """Takes aiortc's receiver's place; it has no jitter buffer in use, no decoder and no thread."""

    transport: MediaTransport

    def __init__(self, kind: str, transport: MediaTransport) -> None:
        super().__init__(kind, transport)
        self.kind = kind
        self.name: Source | None = None
        self.sinks: tuple[SlotSender, ...] = ()
        self.time = asyncio.get_running_loop().time
        self.presence = Presence()
        self.feedback = Feedback(transport, video=kind == "video")
        self._kept: list[rtp.Packet | None] = [None] * (KEPT if kind == "video" else 0)
        self._gaps = Gaps()
        self._wish = KeyframeWish()
        self._unwrapped = rtp.Unwrapped()
        self._ssrc: int | None = None
        self._rtx_types: set[int] = set()
        self._time_id = self._level_id = 0
        self._level = b"\x7f"

    def _set_rtcp_ssrc(self, ssrc: int) -> None:
        self.feedback.ssrc = ssrc

    async def receive(self, parameters: RTCRtpReceiveParameters) -> None:
        """The connection stands: learn the payload types, and take packets of the declared SSRC only."""
        for extension in parameters.headerExtensions:
            if extension.uri.endswith("abs-send-time"):
                self._time_id = extension.id
            elif extension.uri.endswith("ssrc-audio-level"):
                self._level_id = extension.id
        for encoding in parameters.encodings:
            self._ssrc = encoding.ssrc
        for codec in parameters.codecs:
            assert codec.payloadType is not None
            if is_rtx(codec):
                self._rtx_types.add(codec.payloadType)
            self.transport.sources[codec.payloadType] = self
        if self._ssrc is not None:
            self.transport.reports[self._ssrc] = self

    async def stop(self) -> None:
        self.close()

    def _handle_disconnect(self) -> None:
        self.close()

    def close(self) -> None:
        for sink in self.sinks:
            sink.unbind()

    def leave(self, sink: "SlotSender") -> None:
        """A slot is emptied; what no slot holds is not kept either."""
        self.sinks = tuple(s for s in self.sinks if s is not sink)
        if not self.sinks:
            self._kept = [None] * len(self._kept)
            self._gaps.forget()
            self._wish.passed()

    def kept(self, number: int) -> rtp.Packet | None:
        packet = self._kept[number % KEPT] if self._kept else None
        return packet if packet is not None and packet.number == number else None

    def packet_received(self, data: bytes, now: float) -> None:
        packet = rtp.parse(data)
        if packet is None:
            return
        if rtp.payload_type(data) in self._rtx_types:
            self._recover(packet, now)
            return
        if self._ssrc is None:
            self._ssrc = packet.ssrc
            self.transport.reports[packet.ssrc] = self
        if packet.ssrc != self._ssrc:
            return
        self.presence.heard(now)
        self.feedback.heard(packet, rtp.element(packet.extension, self._time_id), now)
        packet.number = self._unwrapped.number(packet.sequence_number)
        if self.kind == "video":
            self._pass_picture(packet, now)
        else:
            self._pass_sound(packet, now)

    def stamp(self, now: float) -> bytes:
        """The extension value a packet leaves with: abs-send-time for pictures, the level for sound."""
        if self.kind == "audio":
            return self._level
        return (int(now * 262144) & 0xFFFFFF).to_bytes(3, "big")

    def want_keyframe(self, now: float) -> None:
        if self.kind == "video" and self._wish.want(now):
            self.feedback.ask_for_keyframe(self._ssrc)

    def tell_clock(self, sink: "SlotSender") -> None:
        if (clock := self.feedback.clock) is not None:
            sink.relay_clock(*clock)

    def report_received(self, packet: AnyRtcpPacket, now: float) -> None:
        if not isinstance(packet, RtcpSrPacket) or packet.ssrc != self._ssrc:
            return
        if self.feedback.take_clock(packet, now):
            for sink in self.sinks:
                self.tell_clock(sink)

    def tick(self, now: float) -> None:
        """Ten times a second: repeat what may have been lost, and report what was received."""
        if self._wish.due(now):
            self.feedback.ask_for_keyframe(self._ssrc)
        if lost := self._gaps.ask():
            self.feedback.ask_again(self._ssrc, lost)
        self.feedback.tick(now)

    def _pass_picture(self, packet: rtp.Packet, now: float) -> None:
        if not self.sinks:
            return
        width = self._gaps.add(packet.number)
        if rtp.starts_keyframe(packet.payload):
            self._wish.passed()
        if width > WIDEST_GAP:
            self.want_keyframe(now)
        elif width:
            self.feedback.ask_again(self._ssrc, self._gaps.ask())
        self._kept[packet.number % KEPT] = packet
        self._forward(packet, now)

    def _pass_sound(self, packet: rtp.Packet, now: float) -> None:
        level = rtp.element(packet.extension, self._level_id)
        if len(level) == 1:
            self._level = level
            self.presence.level(level[0] & 0x7F)
        if self.sinks:
            self._forward(packet, now)

    def _forward(self, packet: rtp.Packet, now: float) -> None:
        stamp = self.stamp(now)
        for sink in self.sinks:
            sink.forward(packet, stamp, now)

    def _recover(self, packet: rtp.Packet, now: float) -> None:
        """Take a retransmission (RFC 4588) for the packet it repeats; without a payload it only pads."""
        if len(packet.payload) <= 2 or not self.sinks:
            return
        packet.sequence_number = int.from_bytes(packet.payload[:2], "big")
        packet.payload = packet.payload[2:]
        packet.number = self._unwrapped.number(packet.sequence_number)
        if self.kept(packet.number) is None:
            self._pass_picture(packet, now)
