"""A slot: one outgoing stream of one listener, filled by one source at a time or by none."""

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiortc.rtcrtpparameters import RTCRtpSendParameters
from aiortc.rtcrtpsender import RTCRtpSender, random_sequence_number
from aiortc.rtp import (
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    AnyRtcpPacket,
    RtcpPsfbPacket,
    RtcpRtpfbPacket,
    RtcpSdesPacket,
    RtcpSenderInfo,
    RtcpSourceInfo,
    RtcpSrPacket,
)
from aiortc.utils import random16, random32

from app.media.embedded.header import HeaderTemplate
from app.media.embedded.rewrite import Rewriter
from app.media.embedded.rtp import Packet, starts_keyframe
from app.media.embedded.srtp import MediaTransport

if TYPE_CHECKING:
    from app.media.embedded.receiver import SourceReceiver

CLOCK_RATES = {"audio": 48000, "video": 90000}
SEQUENCE = struct.Struct("!H")
MOST_RESENT = 500
"""Packets sent again to one slot within a second; a listener who asks for more is not asking for repair."""


@dataclass(slots=True)
class Tally:
    """What went from one source to one slot."""

    packets: int = 0
    bytes: int = 0


class SlotSender(RTCRtpSender):
    """Takes aiortc's sender's place; it has no track, no encoder and no task."""

    transport: MediaTransport

    def __init__(self, kind: str, transport: MediaTransport) -> None:
        super().__init__(kind, transport)
        self.source: SourceReceiver | None = None
        self.ready = False
        self._tally = Tally()
        self._open = False
        self._rewriter = Rewriter(CLOCK_RATES[kind], random_sequence_number(), random32())
        self._rtx_number = random16()
        self._resent, self._resent_since = 0, 0.0
        self._cname = b""
        self._header = self._rtx_header = HeaderTemplate(0, 0, None, None, "")

    async def send(self, parameters: RTCRtpSendParameters) -> None:
        """The connection stands: learn the payload types and extension ids, and ask for a keyframe."""
        if self.ready:
            return
        codec, *others = parameters.codecs
        rtx = next((c for c in others if c.parameters.get("apt") == codec.payloadType), None)
        wanted = "abs-send-time" if self.kind == "video" else "ssrc-audio-level"
        ids = {e.uri.rsplit("/", 1)[-1].rsplit(":", 1)[-1]: e.id for e in parameters.headerExtensions}
        stamp, mid = ids.get(wanted), ids.get("mid")
        name = parameters.muxId
        self._header = HeaderTemplate(codec.payloadType or 0, self._ssrc, stamp, mid, name)
        if rtx is not None:
            self._rtx_header = HeaderTemplate(rtx.payloadType or 0, self._rtx_ssrc, stamp, mid, name)
        self._cname = (parameters.rtcp.cname or "").encode()
        self.transport.reports[self._ssrc] = self
        self.ready = True
        self._ask_for_keyframe()

    async def stop(self) -> None:
        self.ready = False
        self.unbind()

    def bind(self, source: "SourceReceiver", tally: Tally) -> None:
        """Fill the slot; a picture begins with the next keyframe."""
        self.unbind()
        self.source, self._tally = source, tally
        source.sinks = (*source.sinks, self)
        self._ask_for_keyframe()

    def unbind(self) -> None:
        """Empty the slot. When this returns, no packet of the source is sent or sent again."""
        if self.source is not None:
            self.source.leave(self)
        self.source, self._open = None, False
        self._rewriter.end()

    def forward(self, packet: Packet, stamp: bytes, now: float) -> None:
        """Send one packet of the source; `stamp` is the value of the kind's header extension."""
        if not self._open and not self._opens_with(packet, now):
            return
        if not packet.payload and self._rewriter.skip(packet.number):
            return
        out = self._rewriter.place(packet, now)
        if out is not None:
            self._send(self._header, out, packet, stamp, packet.payload)

    def report_received(self, packet: AnyRtcpPacket, now: float) -> None:
        if self.source is None or not self._open:
            return
        if isinstance(packet, RtcpRtpfbPacket) and packet.fmt == RTCP_RTPFB_NACK:
            for sequence_number in packet.lost:
                self._send_again(sequence_number, now)
        elif isinstance(packet, RtcpPsfbPacket) and packet.fmt == RTCP_PSFB_PLI:
            self.source.want_keyframe(now)

    def relay_clock(self, ntp_time: int, timestamp: int) -> None:
        """Pass on which instant a timestamp of the source stands for, in the stream's own numbers."""
        if not self._open:
            return
        info = RtcpSenderInfo(
            ntp_timestamp=ntp_time,
            rtp_timestamp=(timestamp + self._rewriter.ticks) & 0xFFFFFFFF,
            packet_count=self._tally.packets & 0xFFFFFFFF,
            octet_count=self._tally.bytes & 0xFFFFFFFF,
        )
        name = RtcpSourceInfo(ssrc=self._ssrc, items=[(1, self._cname)])
        self.transport.send_report(RtcpSrPacket(ssrc=self._ssrc, sender_info=info), RtcpSdesPacket(chunks=[name]))

    def _opens_with(self, packet: Packet, now: float) -> bool:
        if not self.ready or self.source is None:
            return False
        if not packet.payload or (self.kind == "video" and not starts_keyframe(packet.payload)):
            return False
        self._rewriter.begin(packet, now)
        self._open = True
        self.source.tell_clock(self)
        return True

    def _send(self, header: HeaderTemplate, out: int, packet: Packet, stamp: bytes, payload: bytes) -> None:
        timestamp = packet.timestamp + self._rewriter.ticks
        self.transport.send_media(header.fill(packet.marker, out, timestamp, stamp) + payload)
        self._tally.packets += 1
        self._tally.bytes += len(payload)

    def _send_again(self, sequence_number: int, now: float) -> None:
        number = self._rewriter.source_number(sequence_number)
        packet = self.source.kept(number) if self.source and number is not None else None
        if packet is None or self.source is None or not self._may_send_again(now):
            return
        payload = SEQUENCE.pack(sequence_number) + packet.payload
        self._rtx_number += 1
        self._send(self._rtx_header, self._rtx_number, packet, self.source.stamp(now), payload)

    def _may_send_again(self, now: float) -> bool:
        if now - self._resent_since >= 1.0:
            self._resent, self._resent_since = 0, now
        self._resent += 1
        return self._resent <= MOST_RESENT and self._rtx_header.payload_type > 0

    def _ask_for_keyframe(self) -> None:
        if self.ready and self.source is not None:
            self.source.want_keyframe(self.source.time())
