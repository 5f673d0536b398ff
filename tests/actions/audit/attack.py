"""What somebody with the database can do to a log: change, remove, reorder, cut; then hash it all again."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, insert, select, text, update
from sqlmodel import col

from app.audit.leaf import canonical_bytes, commit
from app.audit.models import Checkpoint, LogLeaf, LogTile
from app.audit.note import NoteKey, SignedTree
from app.audit.tiles import Edge
from app.db.database import Database, UnitOfWork

DEEDS = ("rewrite", "delete", "close the gap", "swap", "truncate")
COVERS = ("nothing", "the leaf", "the tree", "the tree and signatures")
COLUMNS = ("kind", "at", "by", "case_id", "payload", "salt", "commitment", "leaf_hash", "id")


@dataclass(frozen=True, slots=True)
class Attack:
    """A deed at one index, and how far the attacker goes to cover it."""

    deed: str
    index: int
    other: int
    column: str
    cover: str

    @classmethod
    def drawn(cls, random: Random, size: int) -> "Attack":
        index, other = sorted(random.sample(range(size), 2))
        return cls(random.choice(DEEDS), index, other, random.choice(COLUMNS), random.choice(COVERS))

    async def commit(self, uow: UnitOfWork, signer: Ed25519PrivateKey, key: NoteKey) -> None:
        """Do the deed inside `uow`; `signer` is what the attacker signs new checkpoints with."""
        await {
            "rewrite": self._rewrite,
            "delete": self._delete,
            "close the gap": self._close_the_gap,
            "swap": self._swap,
            "truncate": self._truncate,
        }[self.deed](uow)
        if self.cover.startswith("the tree"):
            await _rebuild(uow, signer if self.cover.endswith("signatures") else None, key)

    async def _rewrite(self, uow: UnitOfWork) -> None:
        leaf = await uow.first(select(LogLeaf).where(col(LogLeaf.index) == self.index))
        assert leaf is not None
        changed = {
            "id": secrets.token_hex(16),
            "kind": leaf.kind + "!",
            "at": leaf.at - timedelta(microseconds=1),
            "by": "somebody else",
            "case_id": None,
            "payload": leaf.payload | {"number": -1},
            "salt": secrets.token_bytes(32),
            "commitment": secrets.token_bytes(32),
            "leaf_hash": secrets.token_bytes(32),
        }
        before = (leaf.leaf_hash, leaf.commitment, leaf.payload)
        setattr(leaf, self.column, type(leaf.id)(changed["id"]) if self.column == "id" else changed[self.column])
        if self.cover != "nothing" and self.column in ("payload", "salt"):
            leaf.commitment = commit(leaf.salt, canonical_bytes(leaf.payload))
        if self.cover != "nothing" and self.column != "leaf_hash":
            leaf.leaf_hash = leaf.content().hash()
        assert before != (leaf.leaf_hash, leaf.commitment, leaf.payload) or self.cover == "nothing"
        await uow.flush()

    async def _delete(self, uow: UnitOfWork) -> None:
        await uow.execute(delete(LogLeaf).where(col(LogLeaf.index) == self.index))

    async def _close_the_gap(self, uow: UnitOfWork) -> None:
        await self._delete(uow)
        place = col(LogLeaf.index)
        await uow.execute(update(LogLeaf).where(place > self.index).values(index=-place))
        await uow.execute(update(LogLeaf).where(place < 0).values(index=-place - 1))

    async def _swap(self, uow: UnitOfWork) -> None:
        place = col(LogLeaf.index)
        for now, then in ((self.index, -1), (self.other, self.index), (-1, self.other)):
            await uow.execute(update(LogLeaf).where(place == now).values(index=then))

    async def _truncate(self, uow: UnitOfWork) -> None:
        await uow.execute(delete(LogLeaf).where(col(LogLeaf.index) >= self.index))
        if self.cover != "nothing":
            await uow.execute(delete(Checkpoint).where(col(Checkpoint.size) > self.index))


async def lift_triggers(database: Database) -> None:
    """What the owner of the database can always do."""
    async with database.begin() as uow:
        if database.is_postgres:
            for table in ("log_leaf", "log_tile", "log_checkpoint"):
                await uow.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
            return
        named = await uow.rows(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))  # type: ignore[arg-type]
        for (name,) in named:
            await uow.execute(text(f'DROP TRIGGER "{name}"'))


async def _rebuild(uow: UnitOfWork, signer: Ed25519PrivateKey | None, key: NoteKey) -> None:
    """Hash every stored tile again, and sign every checkpoint again when there is something to sign with."""
    await uow.execute(delete(LogTile))
    order = select(col(LogLeaf.leaf_hash)).where(col(LogLeaf.index) >= 0).order_by(col(LogLeaf.index))
    hashes = await uow.all(order)
    _, made = Edge().extend(hashes)
    if made:
        tiles = [{"level": t.level, "index": t.number, "hashes": t.hashes, "root": t.root} for t in made]
        await uow.execute(insert(LogTile), tiles)
    if signer is None:
        return
    for row in await uow.all(select(Checkpoint)):
        edge, _ = Edge().extend(hashes[: row.size])
        row.root = edge.root
        row.note = SignedTree(key.name, row.size, edge.root).signed(key, signer.sign)
    await uow.flush()
