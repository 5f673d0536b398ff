"""A bench of each kind of database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.db.database import Database
from app.kernel.clock import SettableClock
from tests.doubles.bench import Bench, open_bench


@pytest.fixture
async def bench(database: Database, clock: SettableClock, tmp_path: Path) -> AsyncIterator[Bench]:
    async for made in open_bench(database, clock, tmp_path):
        yield made
