"""The outbox: what must happen after a commit, as rows of that commit; claimed with a lease, at least once.

A lane is (case, handler): within a lane rows run in order, and a row that waits holds back those behind
it. Rows carry ids only. A handler is idempotent by the row's `event_id`.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Index, and_, exists, func, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, col

from app.db.acting import as_system
from app.db.database import Database, Reader, UnitOfWork
from app.db.types import CanonicalJson, UtcDateTime
from app.kernel.clock import Clock
from app.kernel.errors import NotFound
from app.kernel.ids import new_id

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
TRIES = 12
LOOK_EVERY = 0.5  # seconds between looks for what has become due; a commit wakes at once


class OutboxRow(SQLModel, table=True):
    """One thing to do for one handler."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_open", "done_at", "dead_at", "due_at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    event_id: UUID
    handler: str
    lane: str
    kind: str
    payload: dict[str, Any] = Field(sa_column=Column(CanonicalJson, nullable=False))
    due_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    attempts: int = 0
    leased_until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    done_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    dead_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


Handler = Callable[[OutboxRow], Awaitable[None]]


def enqueue(
    uow: UnitOfWork,
    handler: str,
    kind: str,
    payload: dict[str, Any],
    *,
    event_id: UUID,
    lane: str,
    due_at: datetime,
) -> None:
    """Add one row for one handler to the caller's transaction."""
    uow.add(OutboxRow(event_id=event_id, handler=handler, lane=lane, kind=kind, payload=payload, due_at=due_at))


class Relay:
    """Runs its handlers for rows that are due; safe to run in as many processes as wanted on PostgreSQL.

    Rows of handlers it was not given are left to the relay that has them: senders of mail have one of
    their own, so that a mail server that hangs takes no worker from anything else.
    """

    def __init__(self, database: Database, handlers: Mapping[str, Handler], clock: Clock) -> None:
        self._database = database
        self._handlers = handlers
        self._clock = clock
        self._wake = asyncio.Event()
        database.listeners.append(lambda _events: self._wake.set())

    async def run(self, *, workers: int = 4) -> None:
        """Work until cancelled; a slow handler holds up its own lane only."""
        async with asyncio.TaskGroup() as group:
            for number in range(workers):
                group.create_task(self._work(LOOK_EVERY if number == 0 else LOOK_EVERY * 20))

    async def _work(self, look_every: float) -> None:
        while True:
            self._wake.clear()
            if not await self.step():
                with suppress(TimeoutError):
                    async with asyncio.timeout(look_every):  # `wait_for` of Python 3.11 can swallow a cancellation
                        await self._wake.wait()

    async def drain(self) -> None:
        """Run everything that is due now, once (tests and orderly stops)."""
        while await self.step():
            pass

    @as_system
    async def step(self) -> bool:
        """Claim and run one row; False when nothing is due."""
        row = await self._claim()
        if row is None:
            return False
        try:
            await self._handlers[row.handler](row)
        except Exception as reason:
            logger.warning("outbox %s failed: %s", row.handler, type(reason).__name__)
            await self._put_back(row)
        else:
            await self._mark(row, done_at=self._clock.now())
        return True

    async def _claim(self) -> OutboxRow | None:
        now = self._clock.now()
        ahead = aliased(OutboxRow)
        blocked = exists().where(
            and_(
                col(ahead.lane) == col(OutboxRow.lane),
                col(ahead.handler) == col(OutboxRow.handler),
                col(ahead.id) < col(OutboxRow.id),
                col(ahead.due_at) <= now,
                col(ahead.done_at).is_(None),
                col(ahead.dead_at).is_(None),
            )
        )
        due = (
            select(OutboxRow)
            .where(self._mine(), _open(), col(OutboxRow.due_at) <= now, _free(now), ~blocked)
            .order_by(col(OutboxRow.due_at), col(OutboxRow.id))
        )
        async with self._database.read() as reader:
            if await reader.first(due) is None:
                return None
        async with self._database.begin() as uow:
            if self._database.is_postgres:
                due = due.with_for_update(skip_locked=True)
            row: OutboxRow | None = await uow.first(due)
            if row is not None:
                row.leased_until = now + LEASE
                row.attempts += 1
            return row

    def _mine(self) -> ColumnElement[bool]:
        return col(OutboxRow.handler).in_(list(self._handlers))

    async def _put_back(self, row: OutboxRow) -> None:
        now = self._clock.now()
        if row.attempts >= TRIES:
            await self._mark(row, dead_at=now)
        else:
            await self._mark(row, leased_until=now + timedelta(seconds=min(600, 2**row.attempts)))

    async def _mark(self, row: OutboxRow, **values: datetime) -> None:
        async with self._database.begin() as uow:
            await uow.execute(update(OutboxRow).where(col(OutboxRow.id) == row.id).values(**values))

    async def backlog(self) -> tuple[int, int]:
        """(rows waiting, rows given up on), for health."""
        async with self._database.read() as reader:
            waiting = await reader.first(select(func.count()).select_from(OutboxRow).where(_open()))
            dead = await reader.first(
                select(func.count()).select_from(OutboxRow).where(col(OutboxRow.dead_at).is_not(None))
            )
        return waiting or 0, dead or 0


def _open() -> ColumnElement[bool]:
    return and_(col(OutboxRow.done_at).is_(None), col(OutboxRow.dead_at).is_(None))


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(col(OutboxRow.leased_until).is_(None), col(OutboxRow.leased_until) <= now)


async def given_up(reader: Reader, most: int = 100) -> list[OutboxRow]:
    """Rows that failed too often, the latest first."""
    statement = select(OutboxRow).where(col(OutboxRow.dead_at).is_not(None)).order_by(col(OutboxRow.dead_at).desc())
    return await reader.all(statement.limit(most))


async def try_again(uow: UnitOfWork, row_id: UUID, at: datetime) -> OutboxRow:
    """Put a row that was given up on back among those that are due; raises NotFound for any other."""
    row = await uow.lock(OutboxRow, row_id)
    if row.dead_at is None:
        raise NotFound()
    row.dead_at, row.attempts, row.due_at, row.leased_until = None, 0, at, None
    return row
