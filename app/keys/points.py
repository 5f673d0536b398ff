"""Which of the keys below a secret still exist: a puncturable pseudorandom function over a binary tree.

Every point has a key that can be derived from the root of the tree (Goldreich, Goldwasser and Micali,
"How to construct random functions", 1986). To destroy one, the root is replaced by the subtrees that
hang beside the way to it: every other key is derived as before, that one never again, by nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

POINT = 10
DEPTH = POINT * 8
_SEED = 32
_ENTRY = 1 + POINT + _SEED


def point_of(name: str) -> bytes:
    """Where the key of `name` (for example `case:<id>`) stands: 10 bytes."""
    return sha256(name.encode()).digest()[:POINT]


@dataclass(frozen=True, slots=True)
class Cover:
    """What is left of one tree: (height of the way, the way as a number) -> the seed of that subtree."""

    seeds: Mapping[tuple[int, int], bytes]

    @classmethod
    def whole(cls, seed: bytes) -> "Cover":
        return cls({(0, 0): seed})

    def key(self, point: bytes) -> bytes | None:
        """The key at a point, 32 bytes; None when it was destroyed."""
        way = int.from_bytes(point)
        start = self._start(way)
        return None if start is None else _descend(self.seeds[(start, way >> DEPTH - start)], way, start)

    def without(self, point: bytes) -> "Cover":
        """The same with this one key destroyed."""
        way = int.from_bytes(point)
        start = self._start(way)
        if start is None:
            return self
        seeds = dict(self.seeds)
        seed = seeds.pop((start, way >> DEPTH - start))
        for height in range(start + 1, DEPTH + 1):
            step = way >> DEPTH - height
            seeds[(height, step ^ 1)] = _child(seed, ~step & 1)
            seed = _child(seed, step & 1)
        return Cover(seeds)

    def to_bytes(self) -> bytes:
        parts = (bytes([height]) + step.to_bytes(POINT) + seed for (height, step), seed in sorted(self.seeds.items()))
        return b"".join(parts)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Cover":
        """Raises ValueError when `data` is no cover."""
        if len(data) % _ENTRY:
            raise ValueError("a cover is cut")
        entries = (data[at : at + _ENTRY] for at in range(0, len(data), _ENTRY))
        return cls({(entry[0], int.from_bytes(entry[1 : 1 + POINT])): entry[1 + POINT :] for entry in entries})

    def _start(self, way: int) -> int | None:
        return next((height for height in range(DEPTH + 1) if (height, way >> DEPTH - height) in self.seeds), None)


def _descend(seed: bytes, way: int, height: int) -> bytes:
    for left in range(DEPTH - height - 1, -1, -1):
        seed = _child(seed, way >> left & 1)
    return seed


def _child(seed: bytes, side: int) -> bytes:
    return sha256(seed + (b"\x01" if side else b"\x00")).digest()
