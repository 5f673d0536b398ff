"""The cash of a day: counted by whoever had it, closed by a colleague who had not."""

from datetime import date

from app.audit.log import append
from app.auth.views import Principal
from app.db.acting import as_system
from app.db.database import Database
from app.kernel.clock import Clock
from app.kernel.protected import Protected
from app.paper.commands import CountCash
from app.paper.events import CashCounted, CashDayClosed
from app.paper.queries.cash import book_of
from app.paper.rules.cash import check_close, check_open
from app.paper.steps import court_of_clerk, held_day


class CashDays:
    """Reconciles one day of one court. A closed day is never opened again; a mistake is put right on a later one."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    @as_system
    async def count(self, day: date, command: CountCash, *, by: Principal) -> None:
        """Enter what is in the box, with words where it is not what was expected. Raises OnlyTheRegistry, DayClosed."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            court = await court_of_clerk(uow, by)
            row = await held_day(uow, court.id, day)
            book = await book_of(uow, court.id, day, row)
            check_open(book)
            row.counted, row.counted_by, row.counted_at = command.counted, by.person_id, at
            row.explanation = Protected(command.explanation) if command.explanation else None
            event = CashCounted(court_id=court.id, day=day.isoformat(), counted=command.counted, expected=book.expected)
            await append(uow, event, by=by.by, at=at)

    @as_system
    async def close(self, day: date, *, by: Principal) -> None:
        """Close the day, whoever had none of its money in hand.

        Raises OnlyTheRegistry, DayClosed, CashNotCounted, CashNotExplained, ClosedByTheCashier.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            court = await court_of_clerk(uow, by)
            row = await held_day(uow, court.id, day)
            book = await book_of(uow, court.id, day, row)
            check_close(book, by.person_id)
            row.expected, row.closed_by, row.closed_at = book.expected, by.person_id, at
            event = CashDayClosed(
                court_id=court.id, day=day.isoformat(), counted=row.counted or 0, expected=book.expected
            )
            await append(uow, event, by=by.by, at=at)
