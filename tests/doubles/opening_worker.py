"""A process that opens a case for each key it is given, so many at a time, and says each number it was answered.

`python -m tests.doubles.opening_worker URL CLERK COURT KIND AT_ONCE KEY …`, killed by the test at any moment.
"""

import asyncio
import sys
from uuid import UUID

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.actions.opening import Openings
from app.cases.commands import OpenCase
from app.db.database import Database
from app.kernel.clock import SettableClock
from tests.builders import NOW, RowCipher
from tests.doubles.blind_index import PlainIndex


async def main(url: str, clerk: str, court: str, kind: str, at_once: str, *keys: str) -> None:
    database = Database(url, cipher=RowCipher(), clock=SettableClock(NOW))
    openings, by = Openings(database, PlainIndex(), database.clock), Principal(UUID(clerk), Desk.clerk, UUID(court))
    command, waiting = OpenCase(type_id=UUID(kind), about="Sale of a boat"), list(keys)

    async def worker() -> None:
        while waiting:
            key = waiting.pop(0)
            print(key, (await openings.open(command, by=by, key=key)).number, flush=True)

    await asyncio.gather(*(worker() for _ in range(int(at_once))))
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
