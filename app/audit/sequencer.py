"""Gives leaves their places, folds the tree and signs checkpoints: one at work per database.

A tree lock inside each act capped an installation at 80 to 300 acts a second; this stands beside them.
Everything it knows it reads from the database in each transaction, so it can be killed at any moment.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, func, insert, select, update

from app.audit.models import Checkpoint, LogLeaf, LogTile
from app.audit.note import NoteKey, SignedTree
from app.audit.tiles import Edge
from app.audit.tree import TreeBroken, root_at, tree_edge, tree_size
from app.db.database import Database, Reader, UnitOfWork
from app.kernel.clock import Clock

logger = logging.getLogger(__name__)

BATCH = 5_000  # leaves in one fold
FOLD_WITHIN = 0.5  # seconds from commit to place
GATHER = 0.25  # seconds to let more leaves come before folding
SIGN_WITHIN = timedelta(seconds=1)
SIGN_LEAVES = 1_000
Signer = Callable[[], tuple[NoteKey, Callable[[bytes], bytes]]]
_LOCK = 0x656A6C6F67  # the advisory lock's number; "ejlog"


class Sequencer:
    """The one task that orders the log. `sign` is Ed25519 with the private half of `key`.

    `signer` gives both anew for each checkpoint, where keys are rotated.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        key: NoteKey,
        sign: Callable[[bytes], bytes],
        *,
        batch: int = BATCH,
        signer: Signer | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._signer = signer or (lambda: (key, sign))
        self._batch = batch
        self._wake = asyncio.Event()
        database.listeners.append(lambda events: self._wake.set() if events else None)

    async def run(self) -> None:
        """Work until cancelled; a fault is logged and tried again, never skipped over."""
        while True:
            self._wake.clear()
            try:
                await self.step()
            except (SQLAlchemyError, TreeBroken, OSError) as reason:
                logger.error("the log is not being folded: %s", type(reason).__name__)
            with suppress(TimeoutError):
                async with asyncio.timeout(FOLD_WITHIN - GATHER):  # `wait_for` of Python 3.11 can swallow a cancel
                    await self._wake.wait()
                await asyncio.sleep(GATHER)

    async def step(self) -> None:
        """Place every waiting leaf, and sign when a checkpoint is due."""
        placed = await self.fold()
        while placed == self._batch:
            placed = await self.fold()
        if placed == 0:  # otherwise the last fold has looked already, in its own transaction
            await self.sign_if_due()

    async def fold(self) -> int:
        """Place up to a batch of waiting leaves in one transaction; how many. None while another is at it.

        What comes due by it is signed in the same transaction.
        """
        async with self._database.read() as reader:
            if await reader.first(select(LogLeaf.id).where(col(LogLeaf.index).is_(None))) is None:
                return 0
        async with self._database.begin() as uow:
            if not await self._alone(uow):
                return 0
            edge = await tree_edge(uow, await tree_size(uow))
            hashes = await _place(uow, edge.size, self._batch)
            edge, made = edge.extend(hashes)
            if made:
                names = ("level", "index", "hashes", "root")
                await uow.execute(insert(LogTile), [dict(zip(names, tile, strict=True)) for tile in made])
            if len(hashes) < self._batch:
                await self._sign(uow, edge)
            return len(hashes)

    async def sign_if_due(self) -> Checkpoint | None:
        """Sign the tree when it grew since the last checkpoint, at most once a second or 1 000 leaves."""
        async with self._database.read() as reader:
            if not _due(await tree_size(reader), await _last(reader), self._clock.now()):
                return None
        async with self._database.begin() as uow:
            if not await self._alone(uow):
                return None
            return await self._sign(uow, await tree_edge(uow, await tree_size(uow)))

    async def _sign(self, uow: UnitOfWork, edge: Edge) -> Checkpoint | None:
        now, last = self._clock.now(), await _last(uow)
        if not _due(edge.size, last, now):
            return None
        if last is not None and await root_at(uow, last.size) != last.root:
            logger.critical("the log no longer contains its checkpoint of size %d", last.size)
            raise TreeBroken()
        key, sign = self._signer()
        note = SignedTree(key.name, edge.size, edge.root).signed(key, sign)
        row = Checkpoint(size=edge.size, root=edge.root, at=now, note=note)
        uow.add(row)
        return row

    async def _alone(self, uow: UnitOfWork) -> bool:
        """Whether this transaction is the only one ordering the log (on SQLite every writer is alone)."""
        if not self._database.is_postgres:
            return True
        return bool(await uow.first(select(func.pg_try_advisory_xact_lock(_LOCK))))


async def _place(uow: UnitOfWork, size: int, batch: int) -> list[bytes]:
    """Give waiting leaves their places from `size` on; their hashes in that order."""
    order = func.row_number().over(order_by=col(LogLeaf.id)) + (size - 1)
    waiting = (
        select(col(LogLeaf.id).label("id"), order.label("place"))
        .where(col(LogLeaf.index).is_(None))
        .order_by(col(LogLeaf.id))
        .limit(batch)
        .subquery()
    )
    placing = update(LogLeaf).where(col(LogLeaf.id) == waiting.c.id).values(index=waiting.c.place)
    returning = placing.returning(col(LogLeaf.index), col(LogLeaf.leaf_hash))
    placed = await uow.execute(returning.execution_options(synchronize_session=False))
    return [row.leaf_hash for row in sorted(placed.all())]


async def _last(reader: Reader) -> Checkpoint | None:
    row: Checkpoint | None = await reader.first(select(Checkpoint).order_by(col(Checkpoint.size).desc()))
    return row


def _due(size: int, last: Checkpoint | None, now: datetime) -> bool:
    if last is None or size <= last.size:
        return last is None and size > 0
    waited = now - last.at
    # A clock that was set back must not hold the next checkpoint up.
    return size - last.size >= SIGN_LEAVES or not timedelta(0) <= waited < SIGN_WITHIN
