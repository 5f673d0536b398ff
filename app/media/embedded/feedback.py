"""What a source is told: reports (RFC 3550), bandwidth (REMB), keyframe and loss requests (RFC 4585)."""

from aiortc.rate import RemoteBitrateEstimator
from aiortc.rtcrtpreceiver import StreamStatistics
from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    RtcpPsfbPacket,
    RtcpReceiverInfo,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    RtcpSrPacket,
    pack_remb_fci,
)

from app.media.embedded.rtp import Packet
from app.media.embedded.srtp import MediaTransport

LEAST_BITRATE = 150_000
"""In bit/s. The estimator is sensitive to pauses of our own loop; below this a face cannot be seen."""

REPORT_EVERY = 1.0
SHORTEST_CLOCK_PAUSE = 0.2
MOST_REQUESTED = 64


class Feedback:
    """The reports about one incoming stream; `ssrc` is the one we report under."""

    def __init__(self, transport: MediaTransport, *, video: bool) -> None:
        self.ssrc = 0
        self.clock: tuple[int, int] | None = None
        self._transport = transport
        self._estimator = RemoteBitrateEstimator() if video else None
        self._statistics = StreamStatistics(90000 if video else 48000)
        self._about = 0
        self._reported_at = 0.0
        self._clock_at = float("-inf")
        self._sender_time = 0

    def heard(self, packet: Packet, send_time: bytes, now: float) -> None:
        """Count a packet of the stream itself, not a retransmission of one."""
        self._about = packet.ssrc
        self._statistics.add(packet)  # type: ignore[arg-type]
        if self._estimator is None or len(send_time) != 3:
            return
        estimate = self._estimator.add(
            arrival_time_ms=int(now * 1000),
            abs_send_time=int.from_bytes(send_time, "big"),
            payload_size=len(packet.payload),
            ssrc=packet.ssrc,
        )
        if estimate is not None:
            bitrate, ssrcs = estimate
            fci = pack_remb_fci(max(bitrate, LEAST_BITRATE), ssrcs)
            self._transport.send_report(RtcpPsfbPacket(RTCP_PSFB_APP, self.ssrc, 0, fci))

    def ask_for_keyframe(self, about: int | None) -> None:
        if about is not None:
            self._transport.send_report(RtcpPsfbPacket(RTCP_PSFB_PLI, self.ssrc, about))

    def ask_again(self, about: int | None, numbers: list[int]) -> None:
        if about is not None and numbers:
            lost = [number & 0xFFFF for number in numbers[:MOST_REQUESTED]]
            self._transport.send_report(RtcpRtpfbPacket(RTCP_RTPFB_NACK, self.ssrc, about, lost))

    def take_clock(self, report: RtcpSrPacket, now: float) -> bool:
        """Learn which instant a timestamp stands for, on our own clock; False when told too often.

        Listeners get our clock and never the sender's: streams of several people then share one, and how
        wrong somebody's clock is tells nobody whose computer it is.
        """
        if now - self._clock_at < SHORTEST_CLOCK_PAUSE:
            return False
        self._clock_at, self._sender_time = now, report.sender_info.ntp_timestamp
        if self._transport.clock_shift is None:
            # Kept for the connection: sound and picture that share one shift stay in step exactly.
            self._transport.clock_shift = int(now * (1 << 32)) - self._sender_time
        ours = (self._sender_time + self._transport.clock_shift) & 0xFFFFFFFFFFFFFFFF
        self.clock = ours, report.sender_info.rtp_timestamp
        return True

    def tick(self, now: float) -> None:
        if now - self._reported_at < REPORT_EVERY or self._statistics.max_seq is None:
            return
        self._reported_at = now
        waited = now - self._clock_at
        info = RtcpReceiverInfo(
            ssrc=self._about,
            fraction_lost=self._statistics.fraction_lost,
            packets_lost=self._statistics.packets_lost,
            highest_sequence=(self._statistics.cycles + self._statistics.max_seq) & 0xFFFFFFFF,
            jitter=self._statistics.jitter & 0xFFFFFFFF,
            lsr=(self._sender_time >> 16) & 0xFFFFFFFF,
            dlsr=int(waited * 65536) if waited < 60000 else 0,
        )
        self._transport.send_report(RtcpRrPacket(ssrc=self.ssrc, reports=[info]))
