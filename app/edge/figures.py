"""The limits in force, as this process knows them: read anew when they are set, and every other second besides."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from app.auth.events import LimitsSet
from app.auth.queries.limits import limits_in_force
from app.auth.terms import BOUNDS, Limit
from app.db.database import Database
from app.kernel.clock import Clock
from app.kernel.events import Event

READ_AGAIN_AFTER = timedelta(seconds=2)  # what another process set counts here after no more than this
USUAL: Mapping[Limit, int] = {name: bounds.usual for name, bounds in BOUNDS.items()}


class Figures(Protocol):
    """How often each thing may be tried now."""

    async def now(self) -> Mapping[Limit, int]: ...


class UsualFigures:
    """What holds where nobody set anything."""

    async def now(self) -> Mapping[Limit, int]:
        return USUAL


class StoredFigures:
    """What administrators set. While the database does not answer, what was known last holds."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._known: Mapping[Limit, int] = USUAL
        self._read_at: datetime | None = None
        database.listeners.append(self._heard)

    async def now(self) -> Mapping[Limit, int]:
        at = self._clock.now()
        if self._read_at is None or not timedelta(0) <= at - self._read_at < READ_AGAIN_AFTER:
            self._read_at = at
            await self._read()
        return self._known

    async def _read(self) -> None:
        try:
            async with self._database.read() as reader:
                self._known = await limits_in_force(reader)
        except (SQLAlchemyError, OSError):
            return

    def _heard(self, events: Sequence[Event]) -> None:
        if any(isinstance(event, LimitsSet) for event in events):
            self._read_at = None
