"""An installation of each kind in turn, which nobody has begun yet."""

from collections.abc import AsyncIterator

import pytest

from app.kernel.clock import SettableClock
from tests.doubles.administration import Office, open_office


@pytest.fixture
async def office(database_url: str, clock: SettableClock) -> AsyncIterator[Office]:
    async with open_office(database_url, clock) as made:
        yield made
