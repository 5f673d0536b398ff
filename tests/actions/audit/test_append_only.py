"""The database itself refuses to change the log; what may be erased leaves every proof standing."""

from dataclasses import asdict

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel, col

from app.audit import queries
from app.audit.chain import includes
from app.audit.kept import KeptCheckpoint
from app.audit.log import erase_payload
from app.audit.models import Checkpoint, LogLeaf, LogTile
from app.audit.note import open_note
from app.audit.report import FaultCode
from app.audit.search import Wanted, search
from app.kernel.ids import new_id
from tests.actions.audit.conftest import KEY, Log

LEAF_CHANGES = [
    {"kind": "x"},
    {"by": "x"},
    {"case_id": None},
    {"payload": {"number": 9}},
    {"payload": None},
    {"salt": None},
    {"salt": bytes(32)},
    {"commitment": bytes(32)},
    {"leaf_hash": bytes(32)},
    {"index": None},
    {"index": 77},
]


@pytest.mark.parametrize("change", LEAF_CHANGES, ids=str)
async def test_no_part_of_a_leaf_can_be_rewritten(log: Log, change: dict[str, object]) -> None:
    await log.grow(1)
    with pytest.raises(DBAPIError, match="append-only"):
        async with log.database.begin() as uow:
            await uow.execute(update(LogLeaf).values(**change))


@pytest.mark.parametrize("table", [LogLeaf, LogTile, Checkpoint])
async def test_nothing_of_the_log_can_be_deleted_or_replaced(log: Log, table: type[SQLModel]) -> None:
    await log.grow(16)
    async with log.database.read() as reader:
        row = await reader.first(table.__table__.select())  # type: ignore[attr-defined]
        assert row is not None
    statements = [delete(table)]
    name = table.__table__.name  # type: ignore[attr-defined]
    if log.database.is_postgres:
        statements.append(text(f"TRUNCATE {name} CASCADE"))  # type: ignore[arg-type]
    else:
        statements.append(text(f"INSERT OR REPLACE INTO {name} SELECT * FROM {name}"))  # type: ignore[arg-type]
    for statement in statements:
        with pytest.raises(DBAPIError, match="append-only"):
            async with log.database.begin() as uow:
                await uow.execute(statement)


async def test_a_leaf_that_waits_for_its_place_cannot_be_replaced(log: Log) -> None:
    if log.database.is_postgres:
        pytest.skip("only SQLite replaces a row on insert")
    await log.act()
    with pytest.raises(DBAPIError, match="append-only"):
        async with log.database.begin() as uow:
            await uow.execute(text("INSERT OR REPLACE INTO log_leaf SELECT * FROM log_leaf"))


@pytest.mark.parametrize("table", [LogTile, Checkpoint])
async def test_the_tree_and_its_checkpoints_cannot_be_rewritten(log: Log, table: type[SQLModel]) -> None:
    await log.grow(16)
    column = "hashes" if table is LogTile else "root"
    with pytest.raises(DBAPIError, match="append-only"):
        async with log.database.begin() as uow:
            await uow.execute(update(table).values({column: bytes(32)}))


async def test_a_leaf_cannot_be_born_with_a_place(log: Log) -> None:
    leaf = await log.act()
    fields = asdict(leaf) | {"id": new_id(), "index": 5, "payload": {}}
    with pytest.raises(DBAPIError, match="append-only"):
        async with log.database.begin() as uow:
            await uow.execute(insert(LogLeaf).values(**fields))


async def test_erasing_what_an_entry_said_leaves_its_proofs_and_the_kept_checkpoint_standing(log: Log) -> None:
    made = await log.grow(5)
    kept = KeptCheckpoint.open(await log.export(), [KEY])
    async with log.database.read() as reader:
        before = await queries.proof_of(reader, made[2].id, size=5)
    async with log.database.begin() as uow:
        await erase_payload(uow, made[2].id, by="registrar", at=log.clock.now())
    await log.grow(1)
    report = await log.verify(kept)
    assert (report.faults, report.size, report.erased) == ((), 7, 1)
    async with log.database.read() as reader:
        stored = await reader.get(LogLeaf, made[2].id)
        after = await queries.proof_of(reader, made[2].id, size=5)
        newest = await queries.proof_of(reader, made[2].id)
        page = await search(reader, Wanted())
    assert stored is not None
    assert (stored.payload, stored.salt) == (None, None)
    assert after == before
    assert newest is not None
    path = [bytes.fromhex(step) for step in newest.path]
    root = open_note(newest.checkpoint.note, [KEY]).root
    assert includes(root, newest.checkpoint.size, 2, made[2].leaf_hash, path)
    assert [entry.index for entry in page.items if entry.erased] == [2]


async def test_an_erasure_nobody_recorded_is_named(log: Log) -> None:
    made = await log.grow(5)
    async with log.database.begin() as uow:
        await uow.execute(update(LogLeaf).where(col(LogLeaf.id) == made[3].id).values(payload=None, salt=None))
    report = await log.verify()
    assert [(fault.code, fault.first) for fault in report.faults] == [(FaultCode.ERASED, 3)]
