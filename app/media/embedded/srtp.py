"""Carries SRTP (RFC 3711, keys by RFC 5764) between a connection's socket and its sources and slots.

One synchronous call from datagram to datagram: nothing is queued, so nothing is sent after a Stop.
"""

import asyncio
import struct
from typing import Any, Protocol

import pylibsrtp
from aioice.ice import CandidatePair
from aiortc.rtcdtlstransport import RTCDtlsTransport
from aiortc.rtp import AnyRtcpPacket, RtcpPacket, is_rtcp

from app.media.embedded import rtp
from app.media.embedded.ice import CourtConnection, NoMedia


class TakesPackets(Protocol):
    def packet_received(self, data: bytes, now: float) -> None: ...


class TakesReports(Protocol):
    def report_received(self, packet: AnyRtcpPacket, now: float) -> None: ...


class MediaTransport(RTCDtlsTransport):
    """A DTLS transport whose media bypasses aiortc's queue, tasks and router.

    Sources are found by payload type (a `pub` has at most one of each kind, and BUNDLE makes the types
    unique), reports by the SSRC they are about.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.sources: dict[int, TakesPackets] = {}
        self.reports: dict[int, TakesReports] = {}
        self.clock_shift: int | None = None
        self._connection: CourtConnection = self.transport._connection  # type: ignore[assignment]
        self._pair: CandidatePair | None = None
        self._socket: Any = None
        self._address: tuple[str, int] | None = None
        self._now = asyncio.get_running_loop().time

    @property
    def strangers(self) -> int:
        """Datagrams dropped because they did not come from a relay."""
        return self._connection.strangers

    def _setup_srtp(self) -> None:
        super()._setup_srtp()
        if self._tx_srtp is not None:
            self._connection.media = self

    async def stop(self) -> None:
        self._connection.media = NoMedia()
        self.sources.clear()
        self.reports.clear()
        await super().stop()

    def media_received(self, data: bytes) -> None:
        """Take one protected datagram. What cannot be authenticated or read is dropped."""
        try:
            if is_rtcp(data):
                packets = RtcpPacket.parse(self._rx_srtp.unprotect_rtcp(data))
                now = self._now()
                for packet in packets:
                    self._report(packet, now)
            else:
                source = self.sources.get(rtp.payload_type(data))
                if source is not None:
                    source.packet_received(self._rx_srtp.unprotect(data), self._now())
        except (pylibsrtp.Error, ValueError, IndexError, struct.error):
            return

    def send_media(self, packet: bytes) -> None:
        """Protect and send one RTP packet now, or not at all."""
        self._send(self._tx_srtp.protect, packet)

    def send_report(self, *packets: AnyRtcpPacket) -> None:
        """Protect and send a compound RTCP packet now, or not at all."""
        if self._tx_srtp is not None:
            self._send(self._tx_srtp.protect_rtcp, b"".join(bytes(p) for p in packets))

    def _send(self, protect: Any, packet: bytes) -> None:
        pair = self._connection._nominated.get(1)
        if pair is not self._pair:
            self._follow(pair)
        if pair is None:
            return
        try:
            self._socket.sendto(protect(packet), self._address)
        except (OSError, pylibsrtp.Error):
            # A full socket buffer or an unreachable listener loses this packet, as the network would.
            return

    def _follow(self, pair: CandidatePair | None) -> None:
        self._pair = pair
        self._socket = pair.protocol.socket if pair else None  # type: ignore[attr-defined]
        self._address = pair.remote_addr if pair else None

    def _report(self, packet: AnyRtcpPacket, now: float) -> None:
        about = {getattr(packet, "media_ssrc", None), getattr(packet, "ssrc", None)}
        about.update(report.ssrc for report in getattr(packet, "reports", ()))
        about.update(getattr(packet, "sources", ()))
        for ssrc in about:
            if (taker := self.reports.get(ssrc)) is not None:  # type: ignore[arg-type]
                taker.report_received(packet, now)
