"""A court's archive on each kind of database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.kernel.clock import SettableClock
from tests.doubles.archive import Archive, open_archive, settings_in


@pytest.fixture
async def archive(database_url: str, clock: SettableClock, tmp_path: Path) -> AsyncIterator[Archive]:
    async with open_archive(settings_in(tmp_path, database_url), clock) as made:
        yield made
