"""Reads the log for those outside: checkpoints, proofs, pages of entries."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from app.audit.chain import consistency_spans, inclusion_spans
from app.audit.models import Checkpoint, LogLeaf
from app.audit.tree import proof_path, tree_size
from app.audit.views import CheckpointView, ConsistencyView, EntryView, ProofView
from app.db.database import Reader
from app.kernel.errors import N_, Invalid, NotFound
from app.kernel.paging import BadCursor, Page, from_cursor, to_cursor


class NoSuchTree(Invalid):
    code = "no-such-log-size"
    title = N_("The log never had these sizes, or the first is larger than the second.")
    hint = N_("Use the sizes written in two checkpoints, the older one first.")


async def latest_checkpoint(reader: Reader) -> CheckpointView | None:
    """The newest signed checkpoint, None before the first."""
    row = await reader.first(select(Checkpoint).order_by(col(Checkpoint.size).desc()))
    return None if row is None else _checkpoint(row)


async def checkpoint_at(reader: Reader, size: int) -> CheckpointView:
    """The checkpoint signed at this size; raises NotFound."""
    row = await reader.first(select(Checkpoint).where(col(Checkpoint.size) == size))
    if row is None:
        raise NotFound()
    return _checkpoint(row)


async def proof_of(reader: Reader, leaf_id: UUID, *, size: int | None = None) -> ProofView | None:
    """The proof of a leaf under the checkpoint of `size`, or the newest; None until one covers it.

    Raises NotFound for a leaf or a checkpoint there is not.
    """
    leaf = await reader.get(LogLeaf, leaf_id)
    if leaf is None:
        raise NotFound()
    signed = await latest_checkpoint(reader) if size is None else await checkpoint_at(reader, size)
    if leaf.index is None or signed is None or leaf.index >= signed.size:
        return None
    path = await proof_path(reader, inclusion_spans(leaf.index, signed.size))
    return ProofView(
        leaf_id=leaf.id,
        leaf_hash=leaf.leaf_hash.hex(),
        index=leaf.index,
        path=[step.hex() for step in path],
        checkpoint=signed,
    )


async def consistency(reader: Reader, old: int, new: int) -> ConsistencyView:
    """The proof that the tree of `new` leaves begins with that of `old`; raises NoSuchTree."""
    if not 0 < old <= new <= await tree_size(reader):
        raise NoSuchTree(old=old, new=new)
    path = await proof_path(reader, consistency_spans(old, new))
    return ConsistencyView(old=old, new=new, path=[step.hex() for step in path])


async def entries(
    reader: Reader,
    *,
    after: str | None = None,
    limit: int = 100,
    case_id: UUID | None = None,
    kinds: Sequence[str] | None = None,
) -> Page[EntryView]:
    """A page of entries in the order of the log, of one case or of some kinds when asked."""
    start = -1 if after is None else from_cursor(after, 1)[0]
    if not isinstance(start, int):
        raise BadCursor()
    wanted = select(LogLeaf).where(col(LogLeaf.index) > start).order_by(col(LogLeaf.index)).limit(limit + 1)
    if case_id is not None:
        wanted = wanted.where(col(LogLeaf.case_id) == case_id)
    if kinds is not None:
        wanted = wanted.where(col(LogLeaf.kind).in_(kinds))
    rows = await reader.all(wanted)
    items = [_entry(row) for row in rows[:limit]]
    return Page(items=items, next=to_cursor(items[-1].index) if len(rows) > limit else None)


def _checkpoint(row: Checkpoint) -> CheckpointView:
    return CheckpointView(size=row.size, root=row.root.hex(), at=row.at, note=row.note)


def _entry(row: Any) -> EntryView:
    return EntryView(
        index=row.index,
        id=row.id,
        kind=row.kind,
        at=row.at,
        by=row.by,
        case_id=row.case_id,
        commitment=row.commitment.hex(),
        leaf_hash=row.leaf_hash.hex(),
        erased=row.payload is None,
    )
