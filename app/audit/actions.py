"""Reading protected material is an act: the leaf is committed first, then the content is given."""

from typing import TypeVar

from app.audit.disclosure import Disclosed, Withheld, release
from app.audit.log import append
from app.db.database import Database
from app.kernel.clock import Clock

T = TypeVar("T")


class Disclosures:
    """The only way to what a query found and withholds."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def open(self, withheld: Withheld[T], by: str | None) -> Disclosed[T]:
        """The content, once it is on record that `by` (None: anybody) read it."""
        if withheld.event is not None:
            async with self._database.begin() as uow:
                await append(uow, withheld.event, by=by, at=self._clock.now())
        return Disclosed(release(withheld))
