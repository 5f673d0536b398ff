"""The leaf is a row of the act it records: together with it or not at all."""

import asyncio
import json
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from app.audit.log import append
from app.audit.models import LogLeaf, LogTile
from app.db.database import Database
from app.db.outbox import OutboxRow
from app.kernel.events import Event
from tests.actions.audit.conftest import CASE, DoorOpened, Log


async def leaves(database: Database) -> list[LogLeaf]:
    async with database.read() as reader:
        return await reader.all(select(LogLeaf).order_by(col(LogLeaf.index)))


async def test_a_leaf_has_its_hash_at_once_and_its_place_only_from_the_sequencer(log: Log) -> None:
    leaf = await log.act(3)
    assert leaf.leaf_hash == leaf.content().hash()
    assert json.loads(leaf.payload) == {"case_id": str(CASE), "number": 3}
    assert leaf.index is None
    await log.sequencer.fold()
    (stored,) = await leaves(log.database)
    assert (stored.id, stored.index, stored.leaf_hash) == (leaf.id, 0, leaf.leaf_hash)


async def test_an_act_that_fails_leaves_no_leaf_and_nothing_to_do(log: Log) -> None:
    log.database.consequences = {DoorOpened.kind: ("ring",)}

    async def fail() -> None:
        async with log.database.begin() as uow:
            await append(uow, DoorOpened(number=1), by=None, at=log.clock.now())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with log.database.read() as reader:
        assert await reader.all(select(LogLeaf)) == []
        assert await reader.all(select(OutboxRow)) == []


async def test_what_an_act_may_not_write_is_refused_inside_the_act(log: Log) -> None:
    await log.grow(16)
    reached: list[str] = []

    async def clash() -> None:
        async with log.database.begin() as uow:
            uow.add(LogTile(level=0, index=0, hashes=bytes(512), root=bytes(32)))
            await append(uow, DoorOpened(number=1), by=None, at=log.clock.now())
            reached.append("past the leaf")

    with pytest.raises(IntegrityError):
        await clash()
    assert reached == []


async def test_each_handler_of_an_event_gets_one_row_that_names_the_leaf(log: Log) -> None:
    log.database.consequences = {DoorOpened.kind: ("ring", "light")}
    leaf = await log.act(5)
    async with log.database.read() as reader:
        rows = await reader.all(select(OutboxRow).order_by(col(OutboxRow.handler)))
    assert [row.handler for row in rows] == ["light", "ring"]
    for row in rows:
        assert (row.event_id, row.kind, row.lane) == (leaf.id, DoorOpened.kind, str(CASE))
        assert (row.payload, row.due_at) == (json.loads(leaf.payload), log.clock.now())


async def test_listeners_hear_of_an_event_after_its_commit(log: Log) -> None:
    heard: list[Event] = []
    log.database.listeners.append(heard.extend)
    await log.act(9)
    assert heard == [DoorOpened(number=9, case_id=CASE)]


async def test_equal_acts_make_different_leaves(log: Log) -> None:
    first, second = await log.act(1), await log.act(1)
    assert first.commitment != second.commitment
    assert first.leaf_hash != second.leaf_hash


async def test_acts_at_the_same_time_each_get_one_place(log: Log) -> None:
    made: list[UUID] = []

    async def often(start: int) -> None:
        made.extend([(await log.act(start + step)).id for step in range(10)])

    async def fold() -> None:
        while len(made) < 80:
            await log.sequencer.fold()

    await asyncio.gather(*(often(10 * lane) for lane in range(8)), fold())
    await log.sequencer.fold()
    stored = await leaves(log.database)
    assert [leaf.index for leaf in stored] == list(range(80))
    assert {leaf.id for leaf in stored} == set(made)
    assert (await log.verify()).ok
