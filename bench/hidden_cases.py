"""Whether the time of an answer tells that a number is one of a case somebody may not know of, or of none at all.

    python -m bench.hidden_cases [--quick]

A lawyer without a part looks for both in the search box and at the address of a public docket; the looks alternate in
one run. The figure: the slower median over the faster one.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from random import Random
from statistics import median

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.errors import CaseNotFound
from app.cases.models import CaseAlias
from app.cases.queries import case_by_number
from app.db.acting import system
from app.db.database import Database, Reader
from app.db.migrate import upgrade
from app.desks.search import search
from tests import builders
from tests.builders import NOW, RowCipher

TARGET = 1.1
Look = Callable[[Reader, Principal, str], Awaitable[object]]
NUMBERS = {"hidden": "CR-2026-1", "absent": "CR-2026-9", "hidden_former": "OLD-1", "absent_former": "OLD-9"}


async def _docket(reader: Reader, principal: Principal, number: str) -> None:
    with suppress(CaseNotFound):
        await case_by_number(reader, number, principal)


async def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/court.db"
        await upgrade(url)
        database = Database(url, cipher=RowCipher())
        principal = await _court(database)
        for name, look in (("search", search), ("docket", _docket)):
            taken = await _looked(database, principal, look, rounds)
            for one in ("", "_former"):
                say(f"hidden_cases.{name}{one}", taken[f"hidden{one}"], taken[f"absent{one}"])
        await database.close()


async def _court(database: Database) -> Principal:
    court, lawyer = builders.court(), builders.person()
    with system():
        async with database.begin() as uow:
            uow.add(court, lawyer)
            await uow.flush()
            case = builders.case(court.id, number=NUMBERS["hidden"], level="judge")
            uow.add(case)
            await uow.flush()
            former = NUMBERS["hidden_former"]
            uow.add(CaseAlias(case_id=case.id, court_id=court.id, number=former, folded=former, since=NOW))
    return Principal(lawyer.id, Desk.counsel)


async def _looked(database: Database, principal: Principal, look: Look, rounds: int) -> dict[str, list[float]]:
    taken = {name: list[float]() for name in NUMBERS}
    for number in range(-rounds // 10, rounds):
        for name in Random(number).sample(sorted(NUMBERS), len(NUMBERS)):  # none has a place of its own
            began = time.perf_counter()
            async with database.read() as reader:
                await look(reader, principal, NUMBERS[name])
            if number >= 0:
                taken[name].append(time.perf_counter() - began)
    return taken


def say(name: str, hidden: list[float], absent: list[float]) -> None:
    middles = [median(hidden), median(absent)]
    figure = {"figure": name, "ratio": round(max(middles) / min(middles), 3), "target": TARGET, "better": "lower"}
    shown = [round(1000 * middle, 3) for middle in middles]
    print(json.dumps({**figure, "n": len(hidden), "milliseconds_hidden_absent": shown}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds: does it run at all")
    asyncio.run(main(20 if parser.parse_args().quick else 400))
