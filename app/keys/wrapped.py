"""How a wrapped key is written: the version it is under, the points it hangs on, the sealed bytes."""

from dataclasses import dataclass

from app.keys.points import POINT
from app.keys.port import KeyDestroyed, KeyDoesNotFit

_MOST_POINTS = 16


@dataclass(frozen=True, slots=True)
class Wrapped:
    """`points` are 10 bytes each; what is sealed opens only while the key at every one of them exists."""

    version: int
    points: tuple[bytes, ...]
    body: bytes

    def to_bytes(self) -> bytes:
        return self._head() + self.body

    def bound(self, context: bytes) -> bytes:
        """The context with all that stands before the sealed bytes, so that none of it can be exchanged."""
        return self._head() + context

    def _head(self) -> bytes:
        return self.version.to_bytes(2) + bytes([len(self.points)]) + b"".join(self.points)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Wrapped":
        """Raises KeyDestroyed when nothing is left of it, KeyDoesNotFit when it is not one."""
        if not data:
            raise KeyDestroyed()
        if len(data) < 3 or data[2] > _MOST_POINTS:
            raise KeyDoesNotFit()
        end = 3 + data[2] * POINT
        points = tuple(data[at : at + POINT] for at in range(3, end, POINT))
        if len(data) < end:
            raise KeyDoesNotFit()
        return cls(int.from_bytes(data[:2]), points, data[end:])
