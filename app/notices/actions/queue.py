"""Having done again what failed too often: an administrator sees which handler failed, never for whom."""

from uuid import UUID

from app.audit.log import append
from app.auth.rules.accounts import require_administrator
from app.auth.views import Principal
from app.db.database import Database
from app.db.outbox import try_again
from app.kernel.clock import Clock
from app.notices.events import WorkTriedAgain


class Queue:
    """What administrators do with the queue of work after commits."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def retry(self, row_id: UUID, *, by: Principal) -> None:
        """Put something that was given up on back into the queue. Raises OnlyAdministrators, NotFound."""
        require_administrator(by.desk)
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await try_again(uow, row_id, at)
            await append(uow, WorkTriedAgain(row_id=row_id, what=row.handler), by=by.by, at=at)
