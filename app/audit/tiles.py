"""The tree kept in tiles: one row for sixteen hashes instead of a row for each node (after C2SP tlog-tiles).

A tile of level `n` holds sixteen hashes of the tree's level `4n`, and their root is one hash of level `4n + 4`.
Only full tiles are kept, so none ever changes; what is not yet in one is read from below.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from app.audit.chain import Node, Span, fold

HEIGHT = 4
WIDTH = 1 << HEIGHT


class Tile(NamedTuple):
    """Sixteen hashes side by side and their root; `number` counts the tiles of its level from 0."""

    level: int
    number: int
    hashes: bytes
    root: bytes


@dataclass(frozen=True, slots=True)
class Edge:
    """The growing edge: how many leaves, and the hashes of each tile level that are in no full tile yet."""

    size: int = 0
    loose: tuple[tuple[bytes, ...], ...] = ()

    @property
    def root(self) -> bytes:
        """The root of the tree of RFC 9162 over all leaves."""
        peaks: list[bytes] = []
        for hashes in reversed(self.loose):
            start = 0
            for level in reversed(range(HEIGHT)):
                if len(hashes) & 1 << level:
                    peaks.append(perfect(hashes[start : start + (1 << level)]))
                    start += 1 << level
        return fold(peaks)

    def extend(self, leaves: Sequence[bytes]) -> tuple["Edge", list[Tile]]:
        """The edge after more leaf hashes, and every tile that became full on the way."""
        made: list[Tile] = []
        loose: list[tuple[bytes, ...]] = []
        rising, level, below = tuple(leaves), 0, self.size
        while rising or level < len(self.loose):
            kept = self.loose[level] if level < len(self.loose) else ()
            row = (*kept, *rising)
            first = (below - len(kept)) >> HEIGHT
            full = list(_full(level, first, row))
            made += full
            loose.append(row[len(full) << HEIGHT :])
            rising, level, below = tuple(tile.root for tile in full), level + 1, first
        return Edge(self.size + len(leaves), tuple(loose)), made


def perfect(hashes: Sequence[bytes]) -> bytes:
    """The root over hashes that fill a perfect subtree: 1, 2, 4, 8 or 16 of them."""
    row = hashes
    while len(row) > 1:
        pairs = iter(row)
        row = [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=True)]
    return row[0]


def tile_levels(size: int) -> list[tuple[int, Span]]:
    """For each tile level of a tree of `size` leaves, the hashes that are in no full tile, as they are numbered."""
    levels: list[tuple[int, Span]] = []
    count = size
    while count:
        levels.append((len(levels), Span(count & -WIDTH, count)))
        count >>= HEIGHT
    return levels


def base_of(node: Node) -> tuple[int, Span]:
    """The tile level whose hashes make up a perfect subtree, and which of them."""
    level, height = divmod(node.level, HEIGHT)
    return level, Span(node.number << height, (node.number + 1) << height)


def _full(level: int, first: int, row: tuple[bytes, ...]) -> Iterator[Tile]:
    for place in range(len(row) >> HEIGHT):
        hashes = row[place << HEIGHT : (place + 1) << HEIGHT]
        yield Tile(level, first + place, b"".join(hashes), perfect(hashes))
