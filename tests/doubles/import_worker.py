"""A process that brings cases over one after another, and says each key once it is done.

`python -m tests.doubles.import_worker URL COURT PERSON FILE`, killed by the test at any moment.
"""

import asyncio
import sys
from pathlib import Path
from uuid import UUID

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.actions.importing import Imports
from app.cases.queries.importing import Into, Ready
from app.cases.rules.importing import Where, read_old
from app.db.database import Database
from app.kernel.clock import SettableClock
from tests.builders import NOW, RowCipher
from tests.doubles.blind_index import PlainIndex


async def main(url: str, court: str, person: str, file: str) -> None:
    database = Database(url, cipher=RowCipher(), clock=SettableClock(NOW))
    imports = Imports(database, PlainIndex(), database.clock)
    data = await asyncio.to_thread(Path(file).read_bytes)
    ready = Ready(Into(UUID(court), "old system", "OLD"), Principal(UUID(person), Desk.registrar), "Europe/Vienna")
    for case in read_old({"json": data}, Where(ready.zone, NOW)).cases:
        outcome = await imports.bring(case, ready)
        print(case.key, outcome.number, flush=True)
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
