"""One running application, with a town in it, for each module that asks: starting takes seconds, a request does not."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.doubles.app import RunningApp, running_app
from tests.http.town import Town, open_town


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
