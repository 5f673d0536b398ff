"""Migrations: up, down and up again on both databases, and no difference from the models."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Executable, insert, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import SQLModel

from app.audit.models import LogLeaf
from app.cases.models import Part
from app.cases.queries.words import BESIDE_THE_MODELS
from app.db import migrate
from app.db.database import Database
from app.kernel.ids import new_id
from tests.builders import NOW, part
from tests.postgres import Postgres, administer

COMPARED = {
    "compare_type": True,
    "compare_server_default": True,
    "include_name": lambda name, _kind, _parents: name not in BESIDE_THE_MODELS,
}


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path}/empty.db"


@pytest.fixture
async def empty_postgres(postgres: Postgres) -> AsyncIterator[str]:
    name = f"empty_{uuid4().hex}"
    await administer(postgres, f"CREATE DATABASE {name}")
    yield postgres.url(name)
    await administer(postgres, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"empty_{request.param}")
    return url


async def tables(url: str) -> set[str]:
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        names = set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))
    await engine.dispose()
    return names


async def run(url: str, statement: Executable) -> None:
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.execute(statement)
    finally:
        await engine.dispose()


async def lay_a_leaf(url: str) -> None:
    await run(url, insert(LogLeaf).values(id=new_id(), kind="x", at=NOW, commitment=bytes(32), leaf_hash=bytes(32)))


async def test_the_schema_goes_up_down_and_up_again(empty_url: str) -> None:
    await migrate.upgrade(empty_url)
    first = await tables(empty_url)
    await migrate.downgrade(empty_url, "base")
    assert await tables(empty_url) == {"alembic_version"}
    await migrate.upgrade(empty_url)
    assert await tables(empty_url) == first >= {"persons", "cases", "outbox", "log_leaf"}


async def test_the_migrated_schema_is_the_one_the_models_describe(database: Database) -> None:
    async with database.writer.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(
                MigrationContext.configure(sync, opts=COMPARED),
                SQLModel.metadata,
            )
        )
    assert differences == []


async def test_every_constraint_has_a_name_a_later_migration_can_drop_it_by() -> None:
    unnamed = [
        f"{table.name}: {constraint!r}"
        for table in SQLModel.metadata.sorted_tables
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert SQLModel.metadata.sorted_tables
    assert unnamed == []


async def test_an_upgrade_that_finds_nothing_to_do_does_nothing(database_url: str) -> None:
    before = await tables(database_url)
    await migrate.upgrade(database_url)
    assert await tables(database_url) == before


async def test_two_processes_that_upgrade_at_once_both_succeed(empty_url: str) -> None:
    program = f"import asyncio; from app.db.migrate import upgrade; asyncio.run(upgrade({empty_url!r}))"
    racers = [await asyncio.create_subprocess_exec(sys.executable, "-c", program) for _ in range(2)]
    assert [await racer.wait() for racer in racers] == [0, 0]
    assert "persons" in await tables(empty_url)


async def test_a_newer_database_is_refused_with_a_sentence_and_left_alone(database_url: str) -> None:
    await run(database_url, text("UPDATE alembic_version SET version_num = '9999'"))
    before = await tables(database_url)
    with pytest.raises(migrate.DatabaseIsNewer, match=r"newer version of the service \(revision 9999\)"):
        await migrate.upgrade(database_url)
    assert await tables(database_url) == before


async def test_rows_that_point_nowhere_stop_an_upgrade(empty_sqlite: str) -> None:
    await migrate.upgrade(empty_sqlite)
    nowhere = part(new_id(), new_id(), "witness")
    await run(empty_sqlite, insert(Part).values(**nowhere.model_dump()))
    with pytest.raises(migrate.DatabaseIsBroken):
        await migrate.upgrade(empty_sqlite)


@pytest.mark.parametrize("change", ["UPDATE log_leaf SET kind = 'y'", "DELETE FROM log_leaf"])
async def test_the_database_itself_refuses_to_change_the_log(database_url: str, change: str) -> None:
    await lay_a_leaf(database_url)
    with pytest.raises(DBAPIError, match="append-only"):
        await run(database_url, text(change))


async def test_triggers_stand_again_after_the_schema_went_down_and_up(empty_url: str) -> None:
    await migrate.upgrade(empty_url)
    await migrate.downgrade(empty_url, "base")
    await migrate.upgrade(empty_url)
    await lay_a_leaf(empty_url)
    with pytest.raises(DBAPIError, match="append-only"):
        await run(empty_url, text("DELETE FROM log_leaf"))


async def test_the_next_revision_holds_what_the_models_have_and_the_revisions_lack(tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for name in ("env.py", "script.py.mako"):
        (folder / name).write_text((migrate.MIGRATIONS / name).read_text())
    await migrate.write_revision("All of it", folder)
    (written,) = (folder / "versions").glob("*.py")
    assert written.name == "0001_all_of_it.py"
    assert 'op.create_table(\n        "persons"' in written.read_text()
