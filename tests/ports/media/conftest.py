"""One engine for a test, with a room that is open and peers that are closed afterwards."""

from collections.abc import AsyncIterator

import pytest

from app.media.embedded import EmbeddedEngine
from app.media.port import EngineEvent
from tests.ports.media.court import ROOM, Court


@pytest.fixture
async def engine() -> AsyncIterator[EmbeddedEngine]:
    engine = EmbeddedEngine(ports=range(42000, 42200))
    await engine.start()
    yield engine
    await engine.close()


@pytest.fixture
async def court(engine: EmbeddedEngine) -> AsyncIterator[Court]:
    await engine.open_room(ROOM)
    court = Court(engine)
    yield court
    await court.close()


@pytest.fixture
def heard(engine: EmbeddedEngine) -> list[EngineEvent]:
    events: list[EngineEvent] = []
    engine.listeners.append(events.append)
    return events
