"""Reads RTP packets (RFC 3550, RFC 8285) and VP8 descriptors (RFC 7741) just far enough to forward them."""

from struct import Struct

HEADER = Struct("!BBHLL")
EXTENSION = Struct("!HH")
ONE_BYTE = 0xBEDE
LONGEST_PAYLOAD = 1300
"""In bytes: what still fits the SRTP buffer with our header, an RTX sequence number and the tag."""


class Packet:
    """One packet of a source; `number` is its sequence number without wrapping."""

    __slots__ = ("extension", "marker", "number", "payload", "sequence_number", "ssrc", "timestamp")

    def __init__(
        self, sequence_number: int, timestamp: int, ssrc: int, marker: int, extension: bytes, payload: bytes
    ) -> None:
        self.sequence_number = sequence_number
        self.timestamp = timestamp
        self.ssrc = ssrc
        self.marker = marker
        self.extension = extension
        self.payload = payload
        self.number = sequence_number


def payload_type(data: bytes) -> int:
    return data[1] & 0x7F


def parse(data: bytes) -> Packet | None:
    """The packet without padding and contributing sources, or None when it is malformed."""
    size = len(data)
    if size < 12:
        return None
    first, second, sequence_number, timestamp, ssrc = HEADER.unpack_from(data)
    start = 12 + 4 * (first & 0x0F)
    extension = b""
    if first & 0x10:
        if size < start + 4:
            return None
        profile, words = EXTENSION.unpack_from(data, start)
        start += 4 + 4 * words
        if profile == ONE_BYTE:
            extension = data[start - 4 * words : start]
    end = size - data[-1] if first & 0x20 else size
    if end < start or end - start > LONGEST_PAYLOAD:
        return None
    return Packet(sequence_number, timestamp, ssrc, second & 0x80, extension, data[start:end])


def element(extension: bytes, wanted: int) -> bytes:
    """The value of one header extension in the one-byte form, or nothing."""
    position, end = 0, len(extension)
    while position < end:
        head = extension[position]
        position += 1
        if head == 0:
            continue
        size = (head & 0x0F) + 1
        if head >> 4 == wanted:
            return extension[position : position + size]
        position += size
    return b""


def starts_keyframe(payload: bytes) -> bool:
    """Whether this VP8 payload is the first of a frame that needs no other (RFC 7741, 4.2 and 4.3)."""
    if len(payload) < 2 or payload[0] & 0x17 != 0x10:
        return False
    position = 1
    if payload[0] & 0x80:
        flags = payload[1]
        position = 2
        if flags & 0x80:
            wide = len(payload) > 2 and payload[2] & 0x80
            position += 2 if wide else 1
        position += 1 if flags & 0x40 else 0
        position += 1 if flags & 0x30 else 0
    return position < len(payload) and not payload[position] & 0x01


class Unwrapped:
    """Counts a 16-bit sequence number on beyond its wrapping."""

    __slots__ = ("_last",)

    def __init__(self) -> None:
        self._last = -1

    def number(self, sequence_number: int) -> int:
        if self._last < 0:
            self._last = sequence_number + 0x10000
            return self._last
        step = (sequence_number - self._last) & 0xFFFF
        number = self._last + (step if step < 0x8000 else step - 0x10000)
        self._last = max(self._last, number)
        return number
