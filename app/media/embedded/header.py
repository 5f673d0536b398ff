"""Writes the RTP header and its extensions (RFC 3550, RFC 8285) from a template made once per stream."""

from app.media.embedded.rtp import EXTENSION, HEADER, ONE_BYTE


class HeaderTemplate:
    """Everything of a header that stays the same for one stream.

    `stamp_id` is the extension whose value changes with each packet: abs-send-time for pictures (three
    bytes), audio level for sound (one byte, RFC 6464). None leaves an extension out.
    """

    __slots__ = ("_before", "_first", "_mid", "_ssrc", "_stamp_id", "payload_type")

    def __init__(self, payload_type: int, ssrc: int, stamp_id: int | None, mid_id: int | None, mid: str) -> None:
        self.payload_type = payload_type
        self._ssrc = ssrc
        self._stamp_id = stamp_id
        name = mid.encode()
        self._mid = bytes([mid_id << 4 | len(name) - 1]) + name if mid_id and name else b""
        self._first = 0x90 if self._mid or stamp_id else 0x80
        self._before: dict[int, tuple[bytes, bytes]] = {}

    def fill(self, marker: int, number: int, timestamp: int, stamp: bytes) -> bytes:
        """A header; number and timestamp wrap by themselves."""
        head = HEADER.pack(
            self._first,
            marker | self.payload_type,
            number & 0xFFFF,
            timestamp & 0xFFFFFFFF,
            self._ssrc,
        )
        if self._first == 0x80:
            return head
        size = len(stamp)
        around = self._before.get(size) or self._frame(size)
        return head + around[0] + (stamp if self._stamp_id else b"") + around[1]

    def _frame(self, size: int) -> tuple[bytes, bytes]:
        """What stands before and after a stamp of this many bytes; without a stamp, nothing is in between."""
        stamp_head = bytes([self._stamp_id << 4 | size - 1]) if self._stamp_id and size else b""
        filled = len(self._mid) + len(stamp_head) + (size if stamp_head else 0)
        padding = b"\0" * (-filled % 4)
        before = EXTENSION.pack(ONE_BYTE, (filled + len(padding)) // 4) + self._mid + stamp_head
        self._before[size] = (before, padding)
        return before, padding
