"""What the journeys through the demo court share: one court, one browser, everybody signed in."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.doubles.court import RunningCourt, running_court
from tests.journeys.people import PATIENCE, small_chromium


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    """Conditions are waited for as long on a slow machine as on a quick one."""
    expect.set_options(timeout=PATIENCE * 1000)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def demo_court(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningCourt]:
    """A demo court that nobody has touched yet."""
    async with running_court(tmp_path_factory.mktemp("court")) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium_of_module() -> AsyncIterator[Browser]:
    """One browser for the tests of a module."""
    async with small_chromium() as browser:
        yield browser
