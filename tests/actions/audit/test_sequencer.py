"""Wherever the sequencer is stopped, the next one goes on and nobody sees a hole."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import col, select, update

from app.audit.log import append
from app.audit.models import Checkpoint, LogLeaf, LogTile
from app.audit.note import open_note
from app.audit.report import FaultCode
from app.audit.sequencer import SIGN_LEAVES, Sequencer
from app.audit.tree import TreeBroken
from app.db.database import Database
from tests.actions.audit.attack import lift_triggers
from tests.actions.audit.conftest import KEY, PRIVATE, DoorOpened, Log

NewSequencer = Callable[[Database], Sequencer]


class PowerCut(BaseException):
    """The machine is gone; no handler of ours sees it."""


@contextmanager
def power_cut_before(database: Database, statement: int) -> Iterator[list[int]]:
    """Stop the writer before its nth statement (commits count); yields how many were seen."""
    seen = [0]

    def count(*_: Any) -> None:
        seen[0] += 1
        if seen[0] == statement:
            raise PowerCut

    engine = database.writer.sync_engine
    for name in ("before_cursor_execute", "commit"):
        event.listen(engine, name, count)
    try:
        yield seen
    finally:
        for name in ("before_cursor_execute", "commit"):
            event.remove(engine, name, count)


async def checkpoints(log: Log) -> list[Checkpoint]:
    async with log.database.read() as reader:
        return await reader.all(select(Checkpoint).order_by(col(Checkpoint.size)))


async def test_a_power_cut_before_any_statement_leaves_nothing_half_done(log: Log, sequencer_of: NewSequencer) -> None:
    cuts = 0
    for statement in range(1, 60):
        await log.act(statement)
        log.clock.advance(timedelta(seconds=2))
        try:
            with power_cut_before(log.database, statement):
                await log.sequencer.step()
        except PowerCut:
            cuts += 1
            report = await log.verify()
            assert [fault.code for fault in report.faults if fault.code is not FaultCode.WAITING] == []
            await sequencer_of(log.database).step()
        report = await log.verify()
        assert (report.faults, report.size) == ((), statement)
        if cuts < statement:
            break
    assert cuts >= 7  # SQLite's BEGIN goes with the first statement
    assert (await checkpoints(log))[-1].size == cuts + 1


async def test_leaves_keep_the_order_they_were_made_in(log: Log) -> None:
    made = await log.grow(20)
    async with log.database.read() as reader:
        (tile,) = await reader.all(select(LogTile))
        hashes = await reader.all(select(LogLeaf.leaf_hash).order_by(col(LogLeaf.index)))
    assert hashes == [leaf.leaf_hash for leaf in made]
    assert (tile.level, tile.index, tile.hashes) == (0, 0, b"".join(hashes[:16]))


async def test_a_backlog_larger_than_one_batch_keeps_its_order(log: Log) -> None:
    made = [await log.act(number) for number in range(11)]
    await Sequencer(log.database, log.clock, KEY, PRIVATE.sign, batch=3).step()
    async with log.database.read() as reader:
        order = await reader.all(select(LogLeaf.id).order_by(col(LogLeaf.index)))
    assert order == [leaf.id for leaf in made]
    assert [row.size for row in await checkpoints(log)] == [11]


async def test_a_checkpoint_says_the_size_and_root_and_is_signed(log: Log) -> None:
    await log.grow(5)
    (row,) = await checkpoints(log)
    tree = open_note(row.note, [KEY])
    assert (tree.origin, tree.size, tree.root) == (KEY.name, 5, row.root)


async def test_checkpoints_come_at_most_once_a_second_and_not_without_news(log: Log) -> None:
    await log.act()
    await log.sequencer.step()
    await log.act()
    await log.sequencer.step()
    log.clock.advance(timedelta(milliseconds=900))
    await log.sequencer.step()
    assert [row.size for row in await checkpoints(log)] == [1]
    log.clock.advance(timedelta(milliseconds=100))
    await log.sequencer.step()
    log.clock.advance(timedelta(hours=1))
    await log.sequencer.step()
    assert [row.size for row in await checkpoints(log)] == [1, 2]


async def test_a_clock_set_back_does_not_hold_up_the_next_checkpoint(log: Log) -> None:
    await log.grow(1)
    await log.act()
    log.clock.advance(timedelta(hours=-3))
    await log.sequencer.step()
    assert [row.size for row in await checkpoints(log)] == [1, 2]


async def test_a_thousand_new_leaves_are_signed_without_waiting(log: Log) -> None:
    await log.act()
    await log.sequencer.step()
    async with log.database.begin() as uow:
        for number in range(SIGN_LEAVES - 1):
            await append(uow, DoorOpened(number=number), by=None, at=log.clock.now())
    await log.sequencer.step()
    assert [row.size for row in await checkpoints(log)] == [1]
    await log.act()
    await log.sequencer.step()
    assert [row.size for row in await checkpoints(log)] == [1, SIGN_LEAVES + 1]


async def test_a_log_that_lost_its_past_is_not_signed_again(log: Log) -> None:
    await log.grow(20)
    await lift_triggers(log.database)
    async with log.database.begin() as uow:
        await uow.execute(update(LogTile).values(root=bytes(32)))
    await log.act()
    log.clock.advance(timedelta(seconds=2))
    with pytest.raises(TreeBroken):
        await log.sequencer.step()
    assert [row.size for row in await checkpoints(log)] == [20]


async def test_a_commit_wakes_the_sequencer_and_the_proof_is_there_within_two_seconds(log: Log) -> None:
    running = asyncio.create_task(log.sequencer.run())
    async with asyncio.timeout(2):
        await log.act()
        while not await checkpoints(log):
            pass
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert (await log.verify()).ok


async def test_several_processes_may_sequence_one_postgresql(log: Log, sequencer_of: NewSequencer) -> None:
    if not log.database.is_postgres:
        pytest.skip("an embedded database has one writing process")
    others = [Database(log.database.url) for _ in range(3)]
    sequencers = [log.sequencer, *map(sequencer_of, others)]
    try:
        for _ in range(10):
            await asyncio.gather(*(log.act(number) for number in range(6)), *(each.step() for each in sequencers))
        await log.sequencer.step()
    finally:
        for other in others:
            await other.close()
    report = await log.verify()
    assert (report.faults, report.size) == ((), 60)


async def test_a_leaf_left_waiting_for_more_than_five_seconds_is_reported(log: Log) -> None:
    leaf = await log.act()
    log.clock.advance(timedelta(seconds=5))
    assert (await log.verify()).ok
    log.clock.advance(timedelta(milliseconds=1))
    report = await log.verify()
    assert [(fault.code, fault.subject) for fault in report.faults] == [(FaultCode.WAITING, str(leaf.id))]
