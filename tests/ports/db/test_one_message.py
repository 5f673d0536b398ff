"""The one-message adapter is SQLAlchemy's own to whoever asks, and sends a message for each statement."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, delete, event, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from app.db.database import Database
from app.db.one_message import OneMessage

DOORS = Table("doors", MetaData(), Column("id", Integer, primary_key=True), Column("name", String, unique=True))


@pytest.fixture(params=["one message", "the library's own"])
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    module = {"module": OneMessage()} if request.param == "one message" else {}
    engine = create_async_engine(
        f"sqlite+aiosqlite:///{tmp_path}/doors.db", poolclass=AsyncAdaptedQueuePool, pool_size=1, **module
    )
    async with engine.begin() as connection:
        await connection.run_sync(DOORS.metadata.create_all)
    yield engine
    await engine.dispose()


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every message to the driver's thread."""
    sent: list[Any] = []
    send = aiosqlite.Connection._execute

    async def counted(self: aiosqlite.Connection, work: Any, *given: Any, **named: Any) -> Any:
        sent.append(work)
        return await send(self, work, *given, **named)

    monkeypatch.setattr(aiosqlite.Connection, "_execute", counted)
    return sent


async def test_what_a_statement_answers_is_the_same(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        first = await connection.execute(insert(DOORS).values(name="north"))
        assert first.inserted_primary_key == (1,)
        many = await connection.execute(insert(DOORS), [{"name": "south"}, {"name": "west"}])
        assert many.rowcount == 2
        assert (await connection.execute(update(DOORS).where(DOORS.c.id > 1).values(name=DOORS.c.name + "!"))).rowcount
        back = await connection.execute(delete(DOORS).where(DOORS.c.id == 3).returning(DOORS.c.name))
        assert back.scalars().all() == ["west!"]
        rows = await connection.execute(select(DOORS).order_by(DOORS.c.id))
        assert (list(rows.keys()), rows.all()) == (["id", "name"], [(1, "north"), (2, "south!")])
        assert (await connection.execute(select(DOORS).where(DOORS.c.id == 9))).all() == []
        assert (await connection.execute(text("PRAGMA user_version"))).scalar() == 0
        assert [row.name async for row in await connection.stream(select(DOORS))] == ["north", "south!"]


async def test_what_a_statement_refuses_is_the_same(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await connection.execute(insert(DOORS).values(id=1, name="north"))
        with pytest.raises(IntegrityError, match="UNIQUE constraint failed"):
            await connection.execute(insert(DOORS).values(name="north"))
        with pytest.raises(IntegrityError):
            await connection.execute(insert(DOORS), [{"name": "east"}, {"name": "east"}])
        with pytest.raises(OperationalError, match="no such table"):
            await connection.execute(text("SELECT 1 FROM windows"))


async def test_undone_is_undone_and_kept_is_kept(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await connection.execute(insert(DOORS).values(name="north"))
        await connection.commit()
        await connection.execute(insert(DOORS).values(name="south"))
        await connection.rollback()
    async with engine.connect() as connection:
        assert (await connection.execute(select(DOORS.c.name))).scalars().all() == ["north"]


async def test_an_act_is_a_message_for_each_statement_and_one_to_commit(sqlite_url: str, messages: list[Any]) -> None:
    database = Database(sqlite_url)
    async with database.begin() as uow:
        await uow.execute(text("SELECT 1"))
    messages.clear()
    async with database.begin() as uow:
        await uow.execute(text("CREATE TABLE door (id INTEGER)"))
        await uow.execute(text("INSERT INTO door VALUES (1)"))
    assert len(messages) == 3
    async with database.begin():
        pass
    assert len(messages) == 3
    await database.close()


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/doors.db", module=OneMessage())
    event.listen(engine.sync_engine, "connect", lambda raw, _record: setattr(raw, "isolation_level", None))
    async with engine.connect() as connection:
        await connection.run_sync(DOORS.metadata.create_all)
        yield connection
    await engine.dispose()


async def driver(connection: AsyncConnection) -> Any:
    return (await connection.get_raw_connection()).dbapi_connection


async def put_along(connection: AsyncConnection, *names: str) -> None:
    raw = await driver(connection)
    raw.along("BEGIN IMMEDIATE")
    for name in names:
        raw.along("INSERT INTO doors (name) VALUES (?)", (name,))


async def names(connection: AsyncConnection) -> list[str]:
    return list((await connection.execute(select(DOORS.c.name).order_by(DOORS.c.id))).scalars())


async def test_what_goes_along_has_happened_before_the_next_statement(
    connection: AsyncConnection, messages: list[Any]
) -> None:
    await put_along(connection, "north", "south")
    assert (await names(connection), len(messages)) == (["north", "south"], 1)


async def test_what_goes_along_is_kept_by_a_commit_alone(connection: AsyncConnection, messages: list[Any]) -> None:
    await connection.execute(text("SELECT 1"))  # begins, as SQLAlchemy counts
    messages.clear()
    await put_along(connection, "north")
    await connection.commit()
    assert len(messages) == 1
    await connection.rollback()
    assert await names(connection) == ["north"]


async def test_a_rollback_forgets_what_would_have_gone_along(connection: AsyncConnection) -> None:
    await connection.execute(text("SELECT 1"))
    await put_along(connection, "north")
    await connection.rollback()
    assert await names(connection) == []


@pytest.mark.parametrize("commits", [True, False], ids=["the commit", "the next statement"])
async def test_what_cannot_go_along_fails_what_it_goes_with(connection: AsyncConnection, commits: bool) -> None:
    await connection.execute(text("SELECT 1"))
    await put_along(connection, "north", "north")
    with pytest.raises(DBAPIError, match="UNIQUE constraint failed"):
        await (connection.commit() if commits else names(connection))
    await connection.rollback()
    assert await names(connection) == []


async def test_an_act_given_up_in_the_middle_leaves_no_transaction_open(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    slow = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT max(i) FROM n")

    async def act() -> None:
        async with database.begin() as uow:
            await uow.execute(text("CREATE TABLE door (id INTEGER)"))
            await uow.execute(slow)

    for turns in range(1, 40):  # of the loop: before, in and after each message
        task = asyncio.create_task(act())
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        async with database.begin() as uow:
            assert (await uow.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'door'"))).scalar() == 0
    await database.close()
