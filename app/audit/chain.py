"""The log's Merkle tree: hashes, the growing edge, proofs and their verification (RFC 9162 §2.1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


class Node(NamedTuple):
    """A perfect subtree: it covers leaves `number << level` to `((number + 1) << level) - 1`."""

    level: int
    number: int


class Span(NamedTuple):
    """Leaves `start` up to, not including, `end`, as the tree's own splitting yields them."""

    start: int
    end: int


def leaf_hash(content: bytes) -> bytes:
    """SHA-256 over 0x00 and the leaf's bytes."""
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 over 0x01 and both children."""
    return sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """One hash from those of descending perfect subtrees, left to right; of none, the empty tree's root."""
    if not hashes:
        return EMPTY_ROOT
    *rest, root = hashes
    for left in reversed(rest):
        root = node_hash(left, root)
    return root


@dataclass(frozen=True, slots=True)
class Frontier:
    """The growing edge of a tree: its size and the hashes of `perfect_nodes(0, size)`."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    @property
    def root(self) -> bytes:
        return fold(self.peaks)

    def extend(self, leaves: Iterable[bytes]) -> tuple["Frontier", list[tuple[Node, bytes]]]:
        """The edge after more leaf hashes, and every perfect subtree completed on the way."""
        size, peaks = self.size, list(self.peaks)
        made: list[tuple[Node, bytes]] = []
        for value in leaves:
            node = Node(0, size)
            made.append((node, value))
            while node.number & 1:
                node, value = Node(node.level + 1, node.number >> 1), node_hash(peaks.pop(), value)
                made.append((node, value))
            peaks.append(value)
            size += 1
        return Frontier(size, tuple(peaks)), made


def perfect_nodes(span: Span) -> list[Node]:
    """The perfect subtrees a span consists of, left to right, largest first."""
    start, nodes = span.start, []
    while start < span.end:
        level = (span.end - start).bit_length() - 1
        nodes.append(Node(level, start >> level))
        start += 1 << level
    return nodes


def inclusion_spans(index: int, size: int) -> list[Span]:
    """The spans whose hashes are PATH(index, D[size]), nearest the leaf first (§2.1.3.1)."""
    if not 0 <= index < size:
        raise ValueError("the leaf is not in a tree of this size")
    start, end, spans = 0, size, []
    while end - start > 1:
        split = start + _half(end - start)
        if index < split:
            spans.append(Span(split, end))
            end = split
        else:
            spans.append(Span(start, split))
            start = split
    return spans[::-1]


def consistency_spans(old: int, new: int) -> list[Span]:
    """The spans whose hashes are PROOF(old, D[new]) (§2.1.4.1); empty when the sizes are equal."""
    if not 0 < old <= new:
        raise ValueError("the older tree must have a leaf and cannot be the larger one")
    start, end, spans = 0, new, []
    while end != old:
        split = start + _half(end - start)
        if old <= split:
            spans.append(Span(split, end))
            end = split
        else:
            spans.append(Span(start, split))
            start = split
    if start > 0:
        spans.append(Span(start, end))
    return spans[::-1]


def prove(spans: Iterable[Span], known: Mapping[Node, bytes]) -> list[bytes]:
    """The hash of each span, from the perfect subtrees in `known`."""
    return [fold([known[node] for node in perfect_nodes(span)]) for span in spans]


def includes(root: bytes, size: int, index: int, leaf: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` proves that `leaf` is number `index` of the tree (§2.1.3.2)."""
    if not 0 <= index < size:
        return False
    here, last, value = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            value = node_hash(step, value)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            value = node_hash(value, step)
        here, last = here >> 1, last >> 1
    return last == 0 and value == root


def extends(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` proves that the tree of `new` leaves begins with the tree of `old` (§2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not path and old_root == new_root
    steps = list(path) if old & (old - 1) else [old_root, *path]
    if not steps:
        return False
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            after = node_hash(after, step)
        here, last = here >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root


def _half(size: int) -> int:
    return 1 << ((size - 1).bit_length() - 1)
