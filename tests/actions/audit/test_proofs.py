"""What the log hands out can be checked by anybody with the standard's own rules."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Select
from sqlmodel import col, select

from app.audit import queries
from app.audit.chain import extends, includes
from app.audit.models import LogLeaf
from app.audit.note import open_note
from app.audit.report import FaultCode
from app.audit.verify import verify
from app.kernel.errors import NotFound
from tests.actions.audit.conftest import KEY, Log


def hashes(path: list[str]) -> list[bytes]:
    return [bytes.fromhex(step) for step in path]


async def test_every_leaf_has_a_proof_under_every_checkpoint_that_covers_it(log: Log) -> None:
    made = await log.grow(6) + await log.grow(13)
    async with log.database.read() as reader:
        for size in (6, 19):
            for index, leaf in enumerate(made[:size]):
                proof = await queries.proof_of(reader, leaf.id, size=size)
                assert proof is not None
                tree = open_note(proof.checkpoint.note, [KEY])
                assert (proof.index, tree.size) == (index, size)
                assert includes(tree.root, size, index, leaf.leaf_hash, hashes(proof.path))


async def test_a_leaf_has_no_proof_until_a_checkpoint_covers_it(log: Log) -> None:
    await log.grow(3)
    leaf = await log.act()
    async with log.database.read() as reader:
        assert await queries.proof_of(reader, leaf.id) is None
    await log.sequencer.fold()
    async with log.database.read() as reader:
        assert await queries.proof_of(reader, leaf.id) is None
    log.clock.advance(timedelta(seconds=1))
    await log.sequencer.step()
    async with log.database.read() as reader:
        proof = await queries.proof_of(reader, leaf.id)
        assert proof is not None
        assert (proof.index, proof.checkpoint) == (3, await queries.latest_checkpoint(reader))
        assert await queries.proof_of(reader, leaf.id, size=3) is None


async def test_there_is_no_proof_for_a_leaf_or_size_that_never_was(log: Log) -> None:
    (leaf,) = await log.grow(1)
    async with log.database.read() as reader:
        with pytest.raises(NotFound):
            await queries.proof_of(reader, uuid4())
        with pytest.raises(NotFound):
            await queries.proof_of(reader, leaf.id, size=7)


async def test_checkpoints_are_proved_to_continue_each_other(log: Log) -> None:
    for count in (1, 4, 11):
        await log.grow(count)
    async with log.database.read() as reader:
        signed = [await queries.checkpoint_at(reader, size) for size in (1, 5, 16)]
        for old in signed:
            for new in signed[signed.index(old) :]:
                proof = await queries.consistency(reader, old.size, new.size)
                old_root, new_root = bytes.fromhex(old.root), bytes.fromhex(new.root)
                assert extends(old.size, old_root, new.size, new_root, hashes(proof.path))
        for sizes in ((0, 5), (5, 1), (5, 17)):
            with pytest.raises(queries.NoSuchTree):
                await queries.consistency(reader, *sizes)


async def test_an_empty_log_has_no_checkpoint_and_passes(log: Log) -> None:
    await log.sequencer.step()
    async with log.database.read() as reader:
        assert await queries.latest_checkpoint(reader) is None
    report = await log.verify()
    assert (report.ok, report.size) == (True, 0)


async def test_a_row_on_record_without_a_leaf_is_reported_by_its_name(log: Log) -> None:
    (leaf,) = await log.grow(1)
    missing: dict[str, Select[Any]] = {
        "doors": select(col(LogLeaf.id)).where(col(LogLeaf.by) == "usher"),
        "windows": select(LogLeaf).where(False),
    }
    async with log.database.read() as reader:
        report = await verify(reader, keys=[KEY], now=log.clock.now(), unlogged=missing)
    assert [(fault.code, fault.subject) for fault in report.faults] == [(FaultCode.UNLOGGED, f"doors {leaf.id}")]
