"""One running application, with a town in it, for each module that asks: starting takes seconds, a request does not."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
import pytest_asyncio

from tests.doubles.app import RunningApp, running_app
from tests.http.town import Town, open_town
from tests.postgres import APPLICATION, OWNER, administer


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def app(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningApp]:
    """An application on SQLite, empty."""
    async with running_app(tmp_path_factory.mktemp("court")) as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(app: RunningApp) -> AsyncIterator[Town]:
    """The same application with two courts, three cases and everybody signed in."""
    async with open_town(app) as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["sqlite", "postgres"])
async def each_town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """The same town on a fresh database of each kind in turn; on PostgreSQL as a role that owns nothing."""
    folder = tmp_path_factory.mktemp("court")
    if request.param == "sqlite":
        async with running_app(folder) as made, open_town(made) as town:
            yield town
        return
    server, name = request.getfixturevalue("postgres"), f"town_{uuid4().hex}"
    await administer(server, f"CREATE DATABASE {name} OWNER {OWNER}")
    urls = {"database_url": server.url(name, APPLICATION), "database_owner_url": server.url(name, OWNER)}
    async with running_app(folder, **urls) as made, open_town(made) as town:
        yield town
    await administer(server, f"DROP DATABASE {name} WITH (FORCE)")
