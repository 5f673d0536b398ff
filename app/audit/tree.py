"""Reads the stored tree: its edge, its root at any size, the subtrees a proof needs."""

from collections.abc import Iterable

from sqlalchemy import tuple_
from sqlmodel import col, func, select

from app.audit.chain import Frontier, Node, Span, fold, perfect_nodes, prove
from app.audit.models import LogNode
from app.db.database import Reader
from app.kernel.errors import N_, Unavailable


class TreeBroken(Unavailable):
    code = "log-tree-broken"
    title = N_("The log cannot give this proof now.")
    hint = N_("Please tell the court office. Nothing you filed is lost by this.")


async def tree_size(reader: Reader) -> int:
    """How many leaves have been folded in."""
    last = await reader.first(select(func.max(LogNode.index)).where(col(LogNode.level) == 0))
    return 0 if last is None else int(last) + 1


async def tree_frontier(reader: Reader) -> Frontier:
    """The growing edge as stored."""
    size = await tree_size(reader)
    nodes = perfect_nodes(Span(0, size))
    known = await known_nodes(reader, nodes)
    return Frontier(size, tuple(known[node] for node in nodes))


async def root_at(reader: Reader, size: int) -> bytes:
    """The root the stored tree had at `size`; raises TreeBroken when it never was so large."""
    nodes = perfect_nodes(Span(0, size))
    known = await known_nodes(reader, nodes)
    return fold([known[node] for node in nodes])


async def proof_path(reader: Reader, spans: list[Span]) -> list[bytes]:
    """The hash of each span."""
    return prove(spans, await known_nodes(reader, [node for span in spans for node in perfect_nodes(span)]))


async def known_nodes(reader: Reader, nodes: Iterable[Node]) -> dict[Node, bytes]:
    """The hashes of these subtrees; raises TreeBroken when one is missing."""
    wanted = list(nodes)
    if not wanted:
        return {}
    key = tuple_(col(LogNode.level), col(LogNode.index))
    rows = await reader.rows(select(LogNode.level, LogNode.index, LogNode.hash).where(key.in_(wanted)))
    known = {Node(level, number): bytes(value) for level, number, value in rows}
    if len(known) < len(set(wanted)):
        raise TreeBroken()
    return known
