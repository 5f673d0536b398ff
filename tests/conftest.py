"""What every test may ask for: a clock that stands still, and a fresh database of both kinds."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import settings

from app.db.database import Database
from app.db.migrate import upgrade
from app.kernel.clock import SettableClock
from tests.builders import NOW, RowCipher
from tests.postgres import APPLICATION, OWNER, Postgres, PostgresMissing, administer, running_postgres

settings.register_profile("short", max_examples=50, deadline=None, derandomize=True, database=None)
settings.register_profile("long", max_examples=2000, deadline=None, database=None, print_blob=True)
settings.load_profile(os.environ.get("EJ_TEST_EXAMPLES", "short"))

_TEMPLATE = "ejustice_template"


@pytest.fixture
def clock() -> SettableClock:
    """Monday, 23 November 2026, 09:00 UTC, until a test moves it."""
    return SettableClock(NOW)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server of this run; without PostgreSQL the test is skipped with what to install."""
    try:
        with running_postgres() as server:
            for role in (OWNER, APPLICATION):
                _finish(administer(server, f"CREATE ROLE {role} LOGIN"))
            yield server
    except PostgresMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> Postgres:
    """The server with one migrated database that fresh ones are copied from."""
    _finish(administer(postgres, f"CREATE DATABASE {_TEMPLATE}"))
    _finish(upgrade(postgres.url(_TEMPLATE)))
    return postgres


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One migrated SQLite file that fresh ones are copied from."""
    path = tmp_path_factory.mktemp("template") / "ejustice.db"
    _finish(upgrade(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture
async def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh, migrated SQLite database."""
    path = tmp_path / "ejustice.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
async def postgres_url(postgres_template: Postgres) -> AsyncIterator[str]:
    """A fresh, migrated PostgreSQL database."""
    name = f"test_{uuid4().hex}"
    await administer(postgres_template, f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
    yield postgres_template.url(name)
    await administer(postgres_template, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, migrated database of each kind in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A fresh database of each kind in turn, opened, with a cipher for protected text."""
    opened = Database(database_url, cipher=RowCipher(), clock=SettableClock(NOW))
    yield opened
    await opened.close()


def _finish(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end in a thread of its own: session fixtures belong to no test's event loop."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()
