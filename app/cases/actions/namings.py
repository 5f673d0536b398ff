"""Every reading of a guarded name is in the log before the name is given: once an hour for each reader and case."""

from collections.abc import Mapping, Set
from datetime import datetime, timedelta
from uuid import UUID

from app.audit.log import append
from app.auth.views import Principal
from app.cases.events.persons import NamesRead
from app.db.acting import as_system
from app.db.database import Database
from app.kernel.clock import Clock

ONCE_IN = timedelta(hours=1)
_REMEMBERED = 100_000  # readings; older ones are forgotten first, and would be in the log twice

_Reading = tuple[str, UUID, UUID]


class Namings:
    """What is remembered lasts as long as this process; after a start, readings are in the log once more."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._noted: dict[_Reading, datetime] = {}

    @as_system  # their part may have ended: the case is behind the wall for them, and what they read of it is not
    async def note(self, told: Mapping[UUID, Set[UUID]], *, by: Principal) -> None:
        """Write down who is named to this reader; their own name is none of it."""
        at = self._clock.now()
        fresh = {case_id: self._fresh(case_id, people - {by.person_id}, by, at) for case_id, people in told.items()}
        if not any(fresh.values()):
            return
        async with self._database.begin() as uow:
            for case_id, people in fresh.items():
                if people:
                    await append(uow, NamesRead(case_id=case_id, person_ids=tuple(people)), by=by.by, at=at)
        self._remember({(by.by, case_id, one) for case_id, people in fresh.items() for one in people}, at)

    def _fresh(self, case_id: UUID, people: Set[UUID], by: Principal, at: datetime) -> list[UUID]:
        return sorted(one for one in people if self._noted.get((by.by, case_id, one), at - ONCE_IN) <= at - ONCE_IN)

    def _remember(self, readings: Set[_Reading], at: datetime) -> None:
        for reading in readings:
            self._noted.pop(reading, None)  # the newest stand last
            self._noted[reading] = at
        while len(self._noted) > _REMEMBERED:
            self._noted.pop(next(iter(self._noted)))
