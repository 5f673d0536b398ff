"""A log over a fresh database: acts that write to it, a sequencer, and a check of the whole."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.audit.kept import KeptCheckpoint, export_checkpoint
from app.audit.leaf import Leaf
from app.audit.log import append
from app.audit.note import NoteKey
from app.audit.report import Report
from app.audit.sequencer import Sequencer
from app.audit.verify import verify
from app.db.database import Database
from app.kernel.clock import SettableClock
from app.kernel.events import Event

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = NoteKey("court.example/log", PRIVATE.public_key().public_bytes_raw())
CASE = UUID(int=0xCA5E)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorOpened(Event):
    """Something that happens often and matters little."""

    kind: ClassVar[str] = "test.door_opened"
    number: int


@dataclass(slots=True)
class Log:
    """The log of one database and those who work on it."""

    database: Database
    clock: SettableClock
    sequencer: Sequencer

    async def act(self, number: int = 0, *, by: str | None = "usher") -> Leaf:
        """One act of one leaf."""
        async with self.database.begin() as uow:
            return await append(uow, DoorOpened(number=number, case_id=CASE), by=by, at=self.clock.now())

    async def grow(self, count: int) -> list[Leaf]:
        """Several acts, placed and signed."""
        leaves = [await self.act(number) for number in range(count)]
        self.clock.advance(timedelta(seconds=2))
        await self.sequencer.step()
        return leaves

    async def verify(self, kept: KeptCheckpoint | None = None) -> Report:
        """The check of the whole, now."""
        async with self.database.read() as reader:
            return await verify(reader, kept, keys=[KEY], now=self.clock.now())

    async def export(self, size: int | None = None) -> str:
        """The file a bar association keeps."""
        async with self.database.read() as reader:
            return "".join([piece async for piece in export_checkpoint(reader, size)])


@pytest.fixture
def log(database: Database, clock: SettableClock) -> Log:
    """An empty log."""
    return Log(database, clock, Sequencer(database, clock, KEY, PRIVATE.sign))


@pytest.fixture
def sequencer_of(clock: SettableClock) -> Callable[[Database], Sequencer]:
    """One more sequencer, as after a restart or in another process."""
    return lambda database: Sequencer(database, clock, KEY, PRIVATE.sign)
