"""Renumbers the packets of changing sources into one stream a listener can play without a break."""

from app.media.embedded.rtp import Packet

KEPT_RUNS = 64
SHORTEST_PAUSE = 0.001


class Rewriter:
    """Sequence numbers and timestamps of one outgoing stream.

    A binding is a row of runs; within a run every number is shifted by the same amount, so holes stay holes
    and a packet that comes late still finds its place. A packet that only pads ends a run and closes up.
    """

    __slots__ = ("_clock_rate", "_last", "_runs", "_shift", "_start", "_ticked_at", "_ticks", "ticks")

    def __init__(self, clock_rate: int, first_number: int, first_ticks: int) -> None:
        self._clock_rate = clock_rate
        self._last = 0x10000 + first_number
        self._ticks = first_ticks
        self._ticked_at: float | None = None
        self._runs: list[tuple[int, int]] = []
        self._start = self._shift = 0
        self.ticks = 0

    def begin(self, packet: Packet, now: float) -> None:
        """Continue the stream with another source, from this packet on; time goes on by the clock."""
        if self._ticked_at is not None:
            pause = max(now - self._ticked_at, SHORTEST_PAUSE)
            self._ticks = (self._ticks + round(pause * self._clock_rate)) & 0xFFFFFFFF
        self.ticks = (self._ticks - packet.timestamp) & 0xFFFFFFFF
        self.end()
        self._run(packet.number, self._last + 1 - packet.number)

    def end(self) -> None:
        """Forget the source, so that nothing of it can be asked for again."""
        self._runs.clear()

    def place(self, packet: Packet, now: float) -> int | None:
        """The packet's number in the stream; None when it is from before the binding or was closed over."""
        out = packet.number + self._shift if packet.number >= self._start else self.number(packet.number)
        if out is not None and out > self._last:
            self._last = out
            self._ticks = packet.timestamp + self.ticks
            self._ticked_at = now
        return out

    def number(self, number: int) -> int | None:
        """Where a number of the source belongs in the stream."""
        free = number + 0x10000 + self._shift + KEPT_RUNS
        for start, shift in reversed(self._runs):
            if number >= start:
                return number + shift if number + shift < free else None
            free = start + shift
        return None

    def skip(self, number: int) -> bool:
        """Close up over a padding packet; False when the listener has already seen the hole."""
        if not self._runs or number < self._start or number + self._shift <= self._last:
            return False
        if number == self._start:
            self._runs.pop()
        self._run(number + 1, self._shift - 1)
        return True

    def source_number(self, sequence_number: int) -> int | None:
        """Which packet of the source now bound went out under this sequence number."""
        out = self._last - ((self._last - sequence_number) & 0xFFFF)
        for start, shift in reversed(self._runs):
            if out >= start + shift:
                return out - shift
        return None

    def _run(self, start: int, shift: int) -> None:
        self._runs.append((start, shift))
        self._start, self._shift = start, shift
        del self._runs[:-KEPT_RUNS]
