"""What is kept outside: a signed note with the leaf hashes it covers, so that an index can be named; all leaves."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from sqlmodel import col, select

from app.audit.leaf import quoted
from app.audit.models import LogLeaf
from app.audit.note import CheckpointRefused, NoteKey, SignedTree, open_note
from app.audit.queries import checkpoint_at, latest_checkpoint
from app.audit.raw import raw_leaves
from app.audit.tiles import Edge
from app.db.database import Reader
from app.kernel.errors import NotFound

_CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class KeptCheckpoint:
    """What somebody outside trusts: a tree they saw signed, and its leaf hashes unless only the note was kept."""

    tree: SignedTree
    hashes: tuple[bytes, ...] | None = None

    @classmethod
    def open(cls, text: str, keys: Iterable[NoteKey]) -> "KeptCheckpoint":
        """Read a kept file; raises CheckpointRefused when signature or list do not hold."""
        note, signatures, *lists = text.split("\n\n")
        tree = open_note(f"{note}\n\n{signatures}", keys)
        if not lists:
            return cls(tree)
        try:
            hashes = tuple(bytes.fromhex(line) for line in lists[0].splitlines())
        except ValueError as reason:
            raise CheckpointRefused() from reason
        edge, _ = Edge().extend(hashes)
        if len(lists) > 1 or (edge.size, edge.root) != (tree.size, tree.root):
            raise CheckpointRefused()
        return cls(tree, hashes)


async def export_checkpoint(reader: Reader, size: int | None = None) -> AsyncIterator[str]:
    """The newest checkpoint, or the one of `size`, as a file to keep outside, piece by piece.

    The signed note, an empty line, then one leaf hash in hex on each line. Raises NotFound.
    """
    signed = await (latest_checkpoint(reader) if size is None else checkpoint_at(reader, size))
    if signed is None:
        raise NotFound()
    yield signed.note + "\n"
    for start in range(0, signed.size, _CHUNK):
        end = min(start + _CHUNK, signed.size)
        place = col(LogLeaf.index)
        leaves = select(LogLeaf.leaf_hash).where(place >= start, place < end)
        hashes = await reader.all(leaves.order_by(place))
        yield "".join(f"{value.hex()}\n" for value in hashes)


async def export_leaves(reader: Reader, *, start: int = 0) -> AsyncIterator[str]:
    """Every leaf from `start` on with what it says, one line of JSON each, for `tools/verify_log.py`.

    Keys: at, by, case, commitment, hash, id, index, kind, payload, salt; the last two null once erased.
    """
    while rows := await reader.rows(raw_leaves(start, _CHUNK)):
        yield "".join(_line(*row) for row in rows)
        start = rows[-1][0] + 1


def _line(
    place: int,
    at: str,
    by: str | None,
    case: str | None,
    commitment: bytes,
    leaf_id: str,
    kind: str,
    stored: bytes,
    salt: bytes | None,
    payload: str | None,
) -> str:
    said = "null" if payload is None else payload
    return (
        f'{{"at":{quoted(at)},"by":{quoted(by)},"case":{quoted(case)},"commitment":"{commitment.hex()}",'
        f'"hash":"{stored.hex()}","id":{quoted(leaf_id)},"index":{place},"kind":{quoted(kind)},'
        f'"payload":{said},"salt":{quoted(None if salt is None else salt.hex())}}}\n'
    )
