"""What the register costs as it grows: opening a case, its page and searches among a million cases against 10 000.

    python -m bench.register [--quick]        PostgreSQL too when EJ_TEST_POSTGRES names an empty database to fill

What is done in the small and the large register alternates in one run; beside a PostgreSQL database one more of its
name and `_small` is made for the while. The figures: the 95th percentile in the large register over that in the small
one (quick: 100 000 against 1 000 cases).
"""

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from random import Random
from statistics import median, quantiles
from uuid import UUID, uuid4

from sqlalchemy import text

from app.auth.models import Account
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.actions.opening import Openings
from app.cases.commands import OpenCase
from app.cases.models.opening import CaseType
from app.db.acting import Acting, acting_for, system
from app.db.database import Database
from app.db.migrate import upgrade
from app.desks.cases import case_desk
from app.desks.search import search
from app.kernel.clock import SystemClock
from bench.access import CLERK, COURT, ID, JUDGES, JUDGES_FROM, LAWYERS_FROM, NUMBERS, OPENED, OWN, one_more, rows
from tests import builders
from tests.doubles.blind_index import PlainIndex

TARGET = 1.5
KIND, ENTRIES_FROM, RARE = UUID(int=3), 5_000_000_000, 997  # one entry in so many has a rare word
SIZES, QUICK = (10_000, 1_000_000), (1_000, 100_000)


@dataclass(frozen=True)
class Register:
    """A filled database, and somebody of each kind at work in it."""

    database: Database
    size: int
    openings: Openings

    def lawyer(self, choose: Random) -> Principal:
        return Principal(UUID(int=LAWYERS_FROM + choose.randrange(self.size // OWN)), Desk.counsel)


class OneName:
    """Everybody in the filled register is called the same: names are opened, and not what is measured."""

    def seal(self, plain: bytes, under: Collection[str] = ()) -> bytes:
        return plain

    def open(self, sealed: bytes) -> bytes:
        return b"Ada Berger"


_CLERK = Principal(CLERK, Desk.clerk, COURT)
Work = Callable[[Register, Random], Awaitable[object]]


def entries(kind: str, size: int) -> str:
    """An entry in each case; all have a common word, few a rare one."""
    title = f"'motion to hear the expert ' || CASE WHEN n % {RARE} = 0 THEN 'rare' || (n % 7919) ELSE 'again' END"
    values = f"{ID[kind].format(f'{ENTRIES_FROM} + n')}, {ID[kind].format('n')}, 1, 1, 'filing', {title}, {title}"
    return (
        "INSERT INTO docket_entries (id, case_id, sequence, number, kind, title, words, level, entered_at)"
        f" SELECT {values}, 'parties', {OPENED[kind]} FROM {NUMBERS[kind].format(size)} AS numbers"
    )


async def filled(url: str, kind: str, size: int) -> Register:
    """A migrated database with so many cases; PostgreSQL has counted its rows, as it does by itself after a while."""
    await upgrade(url)
    clock = SystemClock()
    database = Database(url, cipher=OneName(), clock=clock)
    with system():
        async with database.begin() as uow:
            for statement in (*rows(kind, size), entries(kind, size)):
                await uow.execute(text(statement))
            uow.add(builders.person("Clerk", id=CLERK))
            uow.add(
                CaseType(
                    id=KIND,
                    court_id=COURT,
                    name="Sale",
                    series="CV",
                    matter="civil",
                    profile="none",
                    level="parties",
                    method="uniform",
                )
            )
            for number in range(JUDGES):
                person_id = UUID(int=JUDGES_FROM + number)
                uow.add(
                    Account(
                        person_id=person_id,
                        email_index=person_id.bytes,
                        desk="judge",
                        court_id=COURT,
                        password_hash="none",
                    )
                )
    if kind == "postgres":
        async with database.writer.connect() as connection:
            alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await alone.execute(text("VACUUM ANALYZE"))
    return Register(database, size, Openings(database, PlainIndex(), clock))


async def opens(register: Register, _choose: Random) -> object:
    return await register.openings.open(OpenCase(type_id=KIND, about="Sale of a boat"), by=_CLERK, key=uuid4().hex)


async def shows(register: Register, choose: Random) -> object:
    case_id = UUID(int=choose.randrange(register.size))
    async with register.database.read() as reader:
        return (await case_desk(reader, case_id, _CLERK, reader.at)).lines


def finds(by: str, words: str) -> Work:
    """A search that finds something, of a lawyer or of the court's clerk."""

    async def work(register: Register, choose: Random) -> object:
        principal = register.lawyer(choose) if by == "lawyer" else _CLERK
        asked = words.format(
            choose.randrange(register.size // RARE) * RARE % 7919, number=choose.randrange(register.size)
        )
        with acting_for(Acting(principal.person_id, principal.desk, principal.court_id)):
            async with register.database.read() as reader:
                found = await search(reader, principal, asked)
        return found.cases or found.entries

    return work


WORKS: dict[str, Work] = {
    "opening_a_case": opens,
    "page_of_a_case": shows,
    "search_of_a_clerk_by_number": finds("clerk", "CR-{number}"),
    "search_of_a_clerk_by_a_rare_word": finds("clerk", "rare{0}"),
    "search_of_a_clerk_by_a_common_word": finds("clerk", "motion expert"),
    "search_of_a_lawyer_by_a_common_word": finds("lawyer", '"hear the expert"'),
}


async def compare(kind: str, registers: dict[int, Register], rounds: int) -> None:
    """Alternate between the registers, neither always first; what both do for the first time is not counted."""
    for name, work in WORKS.items():
        choose, taken = Random(3), {size: list[float]() for size in registers}
        for number in range(-rounds // 10, rounds):
            for size in choose.sample(list(registers), len(registers)):
                start = time.perf_counter()
                done = await work(registers[size], choose)
                if number >= 0:
                    taken[size].append(time.perf_counter() - start)
                assert done, name
        say(f"register.{name}.{kind}", taken)


def say(name: str, taken: dict[int, list[float]]) -> None:
    p95 = {size: quantiles(times, n=20)[-1] for size, times in taken.items()}
    small, large = min(p95), max(p95)
    figure: dict[str, object] = {"figure": name, "ratio": round(p95[large] / p95[small], 3), "target": TARGET}
    figure |= {"better": "lower", "n": len(taken[large]), "cases": [small, large]}
    figure["p95_milliseconds"] = [round(1000 * p95[size], 2) for size in (small, large)]
    figure["median_milliseconds"] = [round(1000 * median(taken[size]), 2) for size in (small, large)]
    figure["load"] = round(os.getloadavg()[0], 1)
    print(json.dumps(figure), flush=True)


async def measure(kind: str, small: str, large: str, *, quick: bool) -> None:
    sizes = QUICK if quick else SIZES
    registers = {size: await filled(url, kind, size) for size, url in zip(sizes, (small, large), strict=True)}
    try:
        await compare(kind, registers, 20 if quick else 100)
    finally:
        for register in registers.values():
            await register.database.close()


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller registers, fewer rounds")
    quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as folder:
        at = f"sqlite+aiosqlite:///{folder}"
        await measure("sqlite", f"{at}/small.db", f"{at}/large.db", quick=quick)
    if url := os.environ.get("EJ_TEST_POSTGRES"):
        async with one_more(url) as small:
            await measure("postgres", small, url, quick=quick)


if __name__ == "__main__":
    asyncio.run(main())
