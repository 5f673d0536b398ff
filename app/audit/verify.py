"""Checks the whole log against itself and against a checkpoint kept outside, and names what broke first.

An attacker with the database can hash and rebuild everything; what they cannot do is make a new tree
agree with a signed checkpoint, and with the leaf hashes kept beside it the first changed entry is known.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from app.audit.events import PayloadErased
from app.audit.kept import KeptCheckpoint
from app.audit.leaf import SALT_BYTES, spelled
from app.audit.models import Checkpoint, LogLeaf, LogTile
from app.audit.note import CheckpointRefused, NoteKey, open_note
from app.audit.raw import raw_leaves
from app.audit.report import FaultCode, Findings, Report
from app.audit.tiles import HEIGHT, WIDTH, Edge, Tile, tile_levels
from app.db.database import Reader

PLACED_WITHIN = timedelta(seconds=5)
_CHUNK = 4_096
_UNREADABLE = (ValueError, TypeError, AttributeError, DBAPIError)


async def verify(
    reader: Reader,
    kept: KeptCheckpoint | None = None,
    *,
    keys: Sequence[NoteKey],
    now: datetime,
    unlogged: Mapping[str, Select[Any]] | None = None,
) -> Report:
    """Check every leaf, the order, the tree, the checkpoints, and that nothing on record lacks a leaf.

    `keys` are all keys this log ever signed with. Each statement of `unlogged` selects the ids of domain
    rows that have no leaf; its name goes into the report.
    """
    walk = _Walk(reader, kept, keys)
    await walk.leaves()
    await walk.end()
    await walk.waiting(now - PLACED_WITHIN)
    await walk.erasures()
    for name, statement in (unlogged or {}).items():
        for key in await reader.all(statement):
            walk.found.add(FaultCode.UNLOGGED, subject=f"{name} {key}")
    return Report(walk.edge.size, walk.edge.root, len(walk.erased), walk.checkpoints, walk.found.faults())


class _Walk:
    """One pass over the leaves in order, with the tree growing beside it."""

    def __init__(self, reader: Reader, kept: KeptCheckpoint | None, keys: Sequence[NoteKey]) -> None:
        self.reader = reader
        self.kept = kept
        self.keys = keys
        self.found = Findings()
        self.edge = Edge()
        self.agreed = 0  # the largest size whose signed checkpoint the leaves agree with
        self.checkpoints = 0
        self.erased: dict[str, int] = {}
        self.ended = False

    async def leaves(self) -> None:
        """Go through the leaves up to the end or the first one that is missing or cannot be read."""
        while not self.ended and (rows := await self._read()):
            await self._grow(self._check(rows))

    async def _read(self) -> Sequence[Any]:
        start = self.edge.size
        try:
            return await self.reader.rows(raw_leaves(start, _CHUNK))
        except _UNREADABLE:
            return await self._read_singly(start)

    async def _read_singly(self, start: int) -> list[Any]:
        rows: list[Any] = []
        try:
            while True:
                rows += await self.reader.rows(raw_leaves(start + len(rows), 1))
        except _UNREADABLE:
            self.found.add(FaultCode.UNREADABLE, start + len(rows))
            self.ended = True
        return rows

    def _check(self, rows: Sequence[Any]) -> list[bytes]:
        """The hash of each leaf as it stands now, up to the first one that the order cannot be followed past."""
        index, hashes = self.edge.size, list[bytes]()
        known = self.kept.hashes if self.kept and self.kept.hashes else ()
        for place, at, by, case, commitment, leaf_id, kind, stored, salt, payload in rows:
            if place != index:
                self.found.add(FaultCode.MISSING, index)
                self.ended = True
                break
            try:
                value = sha256(b"\x00" + spelled(at, by, case, commitment.hex(), leaf_id, kind)).digest()
                if value != stored:
                    self.found.add(FaultCode.CONTENT, index)
                if salt is None and payload is None:
                    self.erased[leaf_id] = index
                elif len(salt) != SALT_BYTES or sha256(salt + payload.encode()).digest() != commitment:
                    self.found.add(FaultCode.PAYLOAD, index)
            except _UNREADABLE:
                self.found.add(FaultCode.UNREADABLE, index)
                self.ended = True
                break
            if index < len(known) and value != known[index]:
                self.found.add(FaultCode.KEPT, index)
            hashes.append(value)
            index += 1
        return hashes

    async def _grow(self, hashes: list[bytes]) -> None:
        if not hashes:
            return
        start, end = self.edge.size, self.edge.size + len(hashes)
        stored = await self._stored_tiles(start, end)
        signed = {row.size: row for row in await self._signed(start, end)}
        cuts = {start, end, *signed}
        if self.kept and start < self.kept.tree.size <= end:
            cuts.add(self.kept.tree.size)
        for before, after in pairwise(sorted(cuts)):
            self.edge, made = self.edge.extend(hashes[before - start : after - start])
            for tile in made:
                if stored.get(tile[:2]) != tile[2:]:
                    self._wrong(tile, stored.get(tile[:2], (b"", b""))[0])
            if after in signed:
                self._compare(signed[after])
            self._compare_kept()

    def _wrong(self, tile: Tile, stored: bytes) -> None:
        """Name the leaves under the first hash of a tile that is not the stored one, or under all of it."""
        pairs = (slice(32 * place, 32 * place + 32) for place in range(WIDTH))
        differs = next((place for place, part in enumerate(pairs) if tile.hashes[part] != stored[part]), None)
        each = 1 << HEIGHT * tile.level
        first = (tile.number * WIDTH + (differs or 0)) * each
        self.found.add(FaultCode.TREE, first, first + (WIDTH if differs is None else 1) * each - 1)

    async def _stored_tiles(self, start: int, end: int) -> dict[tuple[int, ...], tuple[bytes, bytes]]:
        level, number = col(LogTile.level), col(LogTile.index)
        made = [
            and_(level == height, number.between(start >> HEIGHT * (height + 1), end >> HEIGHT * (height + 1)))
            for height in range(len(tile_levels(end)))
        ]
        rows = await self.reader.rows(select(level, number, col(LogTile.hashes), col(LogTile.root)).where(or_(*made)))
        return {(height, place): (hashes, root) for height, place, hashes, root in rows}

    async def _signed(self, after: int, until: int | None = None) -> list[Checkpoint]:
        wanted = select(Checkpoint).where(col(Checkpoint.size) > after).order_by(col(Checkpoint.size))
        return await self.reader.all(wanted if until is None else wanted.where(col(Checkpoint.size) <= until))

    def _compare(self, row: Checkpoint) -> None:
        """Hold a stored checkpoint against the leaves walked so far."""
        self.checkpoints += 1
        try:
            tree = open_note(row.note, self.keys)
        except CheckpointRefused:
            tree = None
        if tree is None or (tree.size, tree.root) != (row.size, row.root):
            self.found.add(FaultCode.SIGNATURE, subject=row.size)
        elif tree.size > self.edge.size:
            self.found.add(FaultCode.CHECKPOINT, self.edge.size, subject=row.size)
        elif tree.root != self.edge.root:
            self.found.add(FaultCode.CHECKPOINT, self.agreed, row.size - 1, subject=row.size)
        else:
            self.agreed = row.size

    def _compare_kept(self) -> None:
        if self.kept is None or self.kept.hashes or self.kept.tree.size != self.edge.size:
            return
        if self.kept.tree.root != self.edge.root:
            self.found.add(FaultCode.KEPT, 0, self.edge.size - 1, subject=self.edge.size)

    async def end(self) -> None:
        """Look past the last leaf for traces of more."""
        size = self.edge.size
        beyond = select(col(LogTile.index)).where(col(LogTile.level) == 0, col(LogTile.index) >= size >> HEIGHT)
        if not self.ended and await self.reader.first(beyond) is not None:
            self.found.add(FaultCode.MISSING, size)
        for row in await self._signed(size):
            self._compare(row)
        if self.kept and self.kept.tree.size > size:
            self.found.add(FaultCode.KEPT, size, subject=self.kept.tree.size)

    async def waiting(self, before: datetime) -> None:
        """Find leaves that stay without a place, or have one outside the order."""
        index = col(LogLeaf.index)
        for leaf_id in await self.reader.all(select(col(LogLeaf.id)).where(index.is_(None), col(LogLeaf.at) < before)):
            self.found.add(FaultCode.WAITING, subject=leaf_id)
        for leaf_id in await self.reader.all(select(col(LogLeaf.id)).where(index < 0)):
            self.found.add(FaultCode.MISPLACED, subject=leaf_id)

    async def erasures(self) -> None:
        """Find payloads that went without an entry saying so."""
        if not self.erased:
            return
        recorded = await self.reader.all(select(col(LogLeaf.payload)).where(col(LogLeaf.kind) == PayloadErased.kind))
        known = {payload["leaf_id"] for payload in recorded if payload is not None}
        for leaf_id, index in self.erased.items():
            if leaf_id not in known:
                self.found.add(FaultCode.ERASED, index, subject=leaf_id)
