"""Reads the stored tree: its edge, its root at any size, the subtrees a proof needs."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, select

from app.audit.chain import Node, Span, perfect_nodes, prove
from app.audit.models import LogLeaf, LogTile
from app.audit.tiles import WIDTH, Edge, base_of, perfect, tile_levels
from app.db.database import Reader
from app.kernel.errors import N_, Unavailable

_Place = tuple[int, int]  # tile level and number of one hash


class TreeBroken(Unavailable):
    code = "log-tree-broken"
    title = N_("The log cannot give this proof now.")
    hint = N_("Please tell the court office. Nothing you filed is lost by this.")


async def tree_size(reader: Reader) -> int:
    """How many leaves have been folded in."""
    place = col(LogLeaf.index)
    last = await reader.first(select(place).where(place.is_not(None)).order_by(place.desc()))
    return 0 if last is None else int(last) + 1


async def tree_edge(reader: Reader, size: int) -> Edge:
    """The growing edge the stored tree had at `size`; raises TreeBroken when it never was so large."""
    levels = tile_levels(size)
    known = await _hashes(reader, levels)
    return Edge(size, tuple(tuple(known[level, number] for number in range(*span)) for level, span in levels))


async def root_at(reader: Reader, size: int) -> bytes:
    """The root the stored tree had at `size`; raises TreeBroken when it never was so large."""
    return (await tree_edge(reader, size)).root


async def proof_path(reader: Reader, spans: Sequence[Span]) -> list[bytes]:
    """The hash of each span."""
    return prove(spans, await known_nodes(reader, [node for span in spans for node in perfect_nodes(span)]))


async def known_nodes(reader: Reader, nodes: Iterable[Node]) -> dict[Node, bytes]:
    """The hashes of these subtrees; raises TreeBroken when one cannot be told."""
    bases = {node: base_of(node) for node in nodes}
    known = await _hashes(reader, bases.values())
    return {node: perfect([known[level, number] for number in range(*span)]) for node, (level, span) in bases.items()}


async def _hashes(reader: Reader, wanted: Iterable[tuple[int, Span]]) -> dict[_Place, bytes]:
    """Hashes by tile level and number: those of level 0 are the leaves', those above the roots of the tiles below."""
    spans = set(wanted)
    leaves = [span for level, span in spans if level == 0]
    tiles = [(level - 1, span) for level, span in spans if level > 0]
    known: dict[_Place, bytes] = {}
    if leaves:
        place = col(LogLeaf.index)
        rows = await reader.rows(select(LogLeaf.index, LogLeaf.leaf_hash).where(_within(place, leaves)))
        known |= {(0, number): value for number, value in rows}
    if tiles:
        levels = {level: [span for other, span in tiles if other == level] for level, _ in tiles}
        ranges = [
            and_(col(LogTile.level) == level, _within(col(LogTile.index), each)) for level, each in levels.items()
        ]
        rows = await reader.rows(select(LogTile.level, LogTile.index, LogTile.root).where(or_(*ranges)))
        known |= {(level + 1, number): value for level, number, value in rows}
    if any((level, number) not in known for level, span in spans for number in range(*span)):
        raise TreeBroken()
    return known


def _within(column: Any, spans: Iterable[Span]) -> ColumnElement[bool]:
    """As few ranges as tiles are touched: what a proof needs of one tile lies side by side."""
    touched: dict[int, Span] = {}
    for span in spans:
        tile = span.start // WIDTH
        seen = touched.get(tile, span)
        touched[tile] = Span(min(seen.start, span.start), max(seen.end, span.end))
    return or_(*(column.between(span.start, span.end - 1) for span in touched.values()))
