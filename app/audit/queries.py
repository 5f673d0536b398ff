"""Reads the log for those outside: checkpoints with their witnesses, and proofs."""

from uuid import UUID

from sqlmodel import col, select

from app.audit.chain import consistency_spans, inclusion_spans
from app.audit.models import Checkpoint, Cosignature, LogLeaf
from app.audit.tree import proof_path, tree_size
from app.audit.views import CheckpointView, ConsistencyView, ProofView, SignedView, WitnessView
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


async def signed_note(reader: Reader, size: int | None = None) -> str:
    """The newest checkpoint, or that of `size`, with the lines of its witnesses; raises NotFound."""
    row = await (latest_checkpoint(reader) if size is None else checkpoint_at(reader, size))
    if row is None:
        raise NotFound()
    lines = select(Cosignature.line).where(col(Cosignature.size) == row.size).order_by(col(Cosignature.key))
    return row.note + "".join(f"{line}\n" for line in await reader.all(lines))


async def checkpoints(reader: Reader, *, after: str | None = None, limit: int = 50) -> Page[SignedView]:
    """A page of signed checkpoints with their witnesses, the newest first."""
    wanted = select(Checkpoint).order_by(col(Checkpoint.size).desc()).limit(limit + 1)
    if after is not None:
        wanted = wanted.where(col(Checkpoint.size) < _place_in(after))
    rows = await reader.all(wanted)
    said = select(Cosignature).where(col(Cosignature.size).in_([row.size for row in rows[:limit]]))
    lines = await reader.all(said.order_by(col(Cosignature.at)))
    items = [
        SignedView(
            size=row.size,
            root=row.root.hex(),
            at=row.at,
            witnesses=[
                WitnessView(name=line.key.partition("+")[0], at=line.at) for line in lines if line.size == row.size
            ],
        )
        for row in rows[:limit]
    ]
    return Page(items=items, next=to_cursor(items[-1].size) if len(rows) > limit else None)


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


def _checkpoint(row: Checkpoint) -> CheckpointView:
    return CheckpointView(size=row.size, root=row.root.hex(), at=row.at, note=row.note)


def _place_in(cursor: str) -> int:
    (place,) = from_cursor(cursor, 1)
    if not isinstance(place, int):
        raise BadCursor()
    return place
