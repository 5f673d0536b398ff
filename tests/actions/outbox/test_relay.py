"""The outbox: at least once, in order within a lane, nobody waiting for somebody else's failure."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from app.audit.log import append
from app.cases.events import CaseOpened
from app.db.database import Database
from app.db.outbox import LEASE, TRIES, Handler, OutboxRow, Relay, enqueue
from app.edge.health import Health
from app.kernel.clock import SettableClock
from app.kernel.ids import new_id
from tests.builders import NOW


class Work:
    """A handler that keeps what it did, and fails where it is told to."""

    def __init__(self, fails: Callable[[OutboxRow], bool] = lambda _row: False) -> None:
        self.done: list[str] = []
        self.tries: list[str] = []
        self.fails = fails

    async def __call__(self, row: OutboxRow) -> None:
        name = f"{row.lane}{row.payload['n']}"
        self.tries.append(name)
        if self.fails(row):
            raise RuntimeError("not today")
        self.done.append(name)


async def _put(
    database: Database,
    lane: str,
    n: int,
    *,
    handler: str = "work",
    due_at: datetime = NOW,
    event_id: UUID | None = None,
) -> None:
    async with database.begin() as uow:
        enqueue(uow, handler, "tests.happened", {"n": n}, event_id=event_id or new_id(), lane=lane, due_at=due_at)


async def _rows(database: Database) -> list[OutboxRow]:
    async with database.read() as reader:
        rows: list[OutboxRow] = await reader.all(select(OutboxRow))
    return sorted(rows, key=lambda row: row.id)


def _relay(database: Database, clock: SettableClock, **handlers: Handler) -> Relay:
    return Relay(database, handlers, clock)


async def test_rows_of_a_lane_run_in_the_order_they_were_put_in(database: Database, clock: SettableClock) -> None:
    work = Work()
    for n in range(5):
        await _put(database, "a", n)
    await _relay(database, clock, work=work).drain()
    assert work.done == [f"a{n}" for n in range(5)]


async def test_a_failing_row_holds_back_its_own_lane_and_no_other(database: Database, clock: SettableClock) -> None:
    broken = True
    work, other = Work(lambda row: broken and row.lane == "a" and row.payload["n"] == 0), Work()
    for n in range(2):
        await _put(database, "a", n)
        await _put(database, "b", n)
        await _put(database, "a", n, handler="other")
    relay = _relay(database, clock, work=work, other=other)
    await relay.drain()
    assert sorted(work.done) == ["b0", "b1"]
    assert other.done == ["a0", "a1"]
    broken = False
    clock.advance(timedelta(minutes=1))
    await relay.drain()
    assert work.done[2:] == ["a0", "a1"]


async def test_a_failing_row_is_tried_again_later_and_later(database: Database, clock: SettableClock) -> None:
    work = Work(lambda _row: True)
    await _put(database, "a", 0)
    relay = _relay(database, clock, work=work)
    waits = []
    for _ in range(5):
        await relay.drain()
        (row,) = await _rows(database)
        assert row.leased_until is not None
        waits.append(row.leased_until - clock.now())
        clock.advance(waits[-1])
    assert len(work.tries) == 5
    assert waits == sorted(waits)
    assert waits[0] < waits[-1]


async def test_a_row_given_up_on_is_counted_by_health_and_lets_its_lane_go_on(
    database: Database, clock: SettableClock
) -> None:
    work = Work(lambda row: row.payload["n"] == 0)
    for n in range(2):
        await _put(database, "a", n)
    relay = _relay(database, clock, work=work)
    for _ in range(TRIES):
        await relay.drain()
        clock.advance(timedelta(minutes=10))
    assert work.tries.count("a0") == TRIES
    assert work.done == ["a1"]
    assert await relay.backlog() == (0, 1)


async def test_a_row_whose_worker_died_is_run_by_the_next_one_when_its_lease_ends(
    database: Database, clock: SettableClock
) -> None:
    started = asyncio.Event()

    async def dies(_row: OutboxRow) -> None:
        started.set()
        await asyncio.Event().wait()

    await _put(database, "a", 0)
    worker = asyncio.create_task(_relay(database, clock, work=dies).step())
    await started.wait()
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)
    work = Work()
    relay = _relay(database, clock, work=work)
    clock.advance(LEASE - timedelta(seconds=1))
    await relay.drain()
    assert work.done == []
    clock.advance(timedelta(seconds=1))
    await relay.drain()
    assert work.done == ["a0"]
    assert [row.attempts for row in await _rows(database)] == [2]


async def test_of_many_workers_one_runs_a_row(database: Database, clock: SettableClock) -> None:
    work = Work()
    for n in range(12):
        await _put(database, f"lane {n} ", n)
    await asyncio.gather(*(_relay(database, clock, work=work).drain() for _ in range(6)))
    assert sorted(work.done) == sorted(f"lane {n} {n}" for n in range(12))


async def test_many_workers_keep_a_lane_in_order(database: Database, clock: SettableClock) -> None:
    work = Work()
    for n in range(8):
        await _put(database, "a", n)
    for _ in range(8):
        await asyncio.gather(*(_relay(database, clock, work=work).step() for _ in range(4)))
    assert work.done == [f"a{n}" for n in range(8)]


async def test_a_row_waits_until_it_is_due(database: Database, clock: SettableClock) -> None:
    work = Work()
    await _put(database, "a", 0, due_at=NOW + timedelta(hours=1))
    await _put(database, "a", 1)
    relay = _relay(database, clock, work=work)
    await relay.drain()
    assert work.done == ["a1"]  # a reminder for tomorrow does not hold up today's letters
    clock.advance(timedelta(hours=1))
    await relay.drain()
    assert work.done == ["a1", "a0"]


async def test_a_row_is_left_to_the_relay_that_has_its_handler(database: Database, clock: SettableClock) -> None:
    work = Work()
    await _put(database, "a", 0, handler="send-mail")
    await _relay(database, clock, work=work).drain()
    assert [row.attempts for row in await _rows(database)] == [0]
    await _relay(database, clock, **{"send-mail": work}).drain()
    assert work.done == ["a0"]


async def test_what_follows_from_an_event_is_put_in_with_it_or_not_at_all(
    database: Database, clock: SettableClock
) -> None:
    database.consequences = {"case.opened": ("work", "other")}
    case_id = new_id()

    async def act(fails: bool) -> None:
        async with database.begin() as uow:
            await append(uow, CaseOpened(case_id=case_id, number="CR-2026-1"), by=None, at=NOW)
            if fails:
                raise LookupError

    with pytest.raises(LookupError):
        await act(fails=True)
    assert await _rows(database) == []
    await act(fails=False)
    rows = await _rows(database)
    assert sorted(row.handler for row in rows) == ["other", "work"]
    assert {row.lane for row in rows} == {str(case_id)}
    assert len({row.event_id for row in rows}) == 1


async def test_a_commit_wakes_the_workers(database: Database, clock: SettableClock) -> None:
    ran = asyncio.Event()

    async def work(_row: OutboxRow) -> None:
        ran.set()

    running = asyncio.create_task(_relay(database, clock, work=work).run(workers=2))
    await _put(database, "a", 0)
    async with asyncio.timeout(20):
        await ran.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_what_was_given_up_on_shows_in_health_and_one_broken_probe_fails_its_own_part(
    database: Database, clock: SettableClock
) -> None:
    relay = _relay(database, clock, work=Work())

    async def outbox() -> str:
        return "ok" if (await relay.backlog())[1] == 0 else "given-up"

    async def storage() -> str:
        raise OSError("the disk of Mirela")

    health = Health({"outbox": outbox, "storage": storage})
    assert await health.parts() == {"outbox": "ok", "storage": "failing"}
    await _put(database, "a", 0)
    async with database.begin() as uow:
        row: Any = await uow.first(select(OutboxRow))
        row.dead_at = NOW
    assert await health.parts() == {"outbox": "given-up", "storage": "failing"}
