"""A court's archive on each kind of database, and an empty place of the same kind beside it."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlmodel import SQLModel, func, select

from app.db.database import Database
from app.kernel.clock import SettableClock
from app.settings import Settings
from tests.doubles.archive import Archive, open_archive, settings_in
from tests.postgres import Postgres, administer


@pytest.fixture
async def archive(database_url: str, clock: SettableClock, tmp_path: Path) -> AsyncIterator[Archive]:
    async with open_archive(settings_in(tmp_path, database_url), clock) as made:
        yield made


@pytest.fixture
async def elsewhere(archive: Archive, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Settings]:
    """Another machine: the keys are in place, nothing else is."""
    place = {"data_dir": tmp_path / "elsewhere", "key_file": archive.office.settings.key_file}
    if not archive.office.database.is_postgres:
        yield settings_in(tmp_path, f"sqlite+aiosqlite:///{tmp_path}/elsewhere/ejustice.db", **place)
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = f"elsewhere_{uuid4().hex}"
    await administer(server, f"CREATE DATABASE {name}")
    yield settings_in(tmp_path, server.url(name), **place)
    await administer(server, f"DROP DATABASE {name} WITH (FORCE)")


async def everything(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    async with database.read() as reader:
        tables = SQLModel.metadata.sorted_tables
        return {table.name: await reader.first(select(func.count()).select_from(table)) or 0 for table in tables}
