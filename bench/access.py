"""What a list of cases costs as the register grows: fifty cases among a million against fifty among a thousand.

    python -m bench.access [--quick]        PostgreSQL too when EJ_TEST_POSTGRES names an empty database to fill

Looks at the small and the large register alternate in one run; beside a PostgreSQL database one more of its name and
`_small` is made for the while. Each look is a lawyer's, or a clerk's of the only court, another one each time. The
figure: the 95th percentile in the large register over that in the small one (quick: 100 000 cases).
"""

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from statistics import median, quantiles
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from app.auth.terms import Desk
from app.auth.views import Principal
from app.db.database import Database
from app.db.migrate import upgrade
from app.desks.cases import my_cases

TARGET = 1.5
SMALL, OWN, JUDGES = 1_000, 50, 100
COURT, CLERK = UUID(int=1), UUID(int=2)
LAWYERS_FROM, JUDGES_FROM, PARTS_FROM = 1_000_000_000, 2_000_000_000, 3_000_000_000

NUMBERS = {
    "sqlite": "(WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n + 1 < {0}) SELECT n FROM s)",
    "postgres": "(SELECT generate_series(0, {0} - 1) AS n)",
}
ID = {"sqlite": "printf('%032x', {0})", "postgres": "lpad(to_hex(({0})::bigint), 32, '0')::uuid"}
_BYTES = {"sqlite": "x'00'", "postgres": "'\\x00'::bytea"}
OPENED = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S.000000', '2020-01-01', '+' || n || ' minutes')",
    "postgres": "timestamptz '2020-01-01 00:00+00' + n * interval '1 minute'",
}
_SINCE = {"sqlite": "'2020-01-01 00:00:00.000000'", "postgres": "timestamptz '2020-01-01 00:00+00'"}


def rows(kind: str, size: int) -> list[str]:
    """Statements that fill an empty database: each lawyer has fifty cases, spread over the years; one in three sealed.

    The ids rise with time, as those of the service do.
    """
    lawyers = size // OWN

    def each(count: int) -> str:
        return NUMBERS[kind].format(count) + " AS numbers"

    def key(number: str) -> str:
        return ID[kind].format(number)

    def people(first: int, count: int) -> str:
        values = f"{key(f'{first} + n')}, {_BYTES[kind]}, 'en', {_SINCE[kind]}"
        return f"INSERT INTO persons (id, name, language, created_at) SELECT {values} FROM {each(count)}"

    def parts(place: int, role: str, person: str) -> str:
        number = f"{PARTS_FROM} + n * 2 + {place}"
        values = f"{key(number)}, {key('n')}, {key(person)}, '{role}', {_SINCE[kind]}"
        return f"INSERT INTO parts (id, case_id, person_id, role, since) SELECT {values} FROM {each(size)}"

    case = "id, court_id, number, matter, profile, about, level, opened_at, last_entry, last_sequence, version"
    level = "CASE n % 3 WHEN 0 THEN 'filer' ELSE 'parties' END"
    values = f"{key('n')}, {key('1')}, 'CR-' || n, 'criminal', 'trafficking', 'Trafficking in persons', {level}"
    return [
        f"INSERT INTO courts (id, name, zone, language) SELECT {key('1')}, 'Court', 'UTC', 'en'",
        people(LAWYERS_FROM, lawyers),
        people(JUDGES_FROM, JUDGES),
        f"INSERT INTO cases ({case}) SELECT {values}, {OPENED[kind]}, 12, 12, 1 FROM {each(size)}",
        parts(0, "defence_counsel", f"{LAWYERS_FROM} + n % {lawyers}"),
        parts(1, "judge", f"{JUDGES_FROM} + n % {JUDGES}"),
    ]


async def filled(url: str, kind: str, size: int) -> Database:
    """A migrated database with so many cases; PostgreSQL has counted its rows, as it does by itself after a while."""
    await upgrade(url)
    database = Database(url)
    async with database.begin() as uow:
        for statement in rows(kind, size):
            await uow.execute(text(statement))
    if kind == "postgres":
        async with database.writer.connect() as connection:
            alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await alone.execute(text("VACUUM ANALYZE"))
    return database


async def look(database: Database, principal: Principal) -> float:
    """Seconds until the first page of somebody's list is there."""
    start = time.perf_counter()
    async with database.read() as reader:
        page = await my_cases(reader, principal)
    took = time.perf_counter() - start
    assert len(page.items) == OWN, len(page.items)
    assert (page.next is None) == (principal.desk is Desk.counsel)
    return took


def lawyer(choose: Random, size: int) -> Principal:
    return Principal(UUID(int=LAWYERS_FROM + choose.randrange(size // OWN)), Desk.counsel)


def clerk(_choose: Random, _size: int) -> Principal:
    return Principal(CLERK, Desk.clerk, COURT)


async def compare(kind: str, registers: dict[int, Database], rounds: int) -> None:
    """Alternate between the registers, neither always first; what both do for the first time is not counted."""
    for name, somebody in (("lawyer", lawyer), ("clerk", clerk)):
        choose, taken = Random(6), {size: list[float]() for size in registers}
        for number in range(-rounds // 10, rounds):
            for size in choose.sample(list(registers), len(registers)):
                took = await look(registers[size], somebody(choose, size))
                if number >= 0:
                    taken[size].append(took)
        say(f"access.list_of_a_{name}.{kind}", taken)


def say(name: str, taken: dict[int, list[float]]) -> None:
    p95 = {size: quantiles(times, n=20)[-1] for size, times in taken.items()}
    small, large = min(p95), max(p95)
    figure: dict[str, object] = {"figure": name, "ratio": round(p95[large] / p95[small], 3), "target": TARGET}
    figure |= {"better": "lower", "n": len(taken[large]), "cases": large}
    figure["p95_milliseconds"] = [round(1000 * p95[size], 2) for size in (small, large)]
    figure["median_milliseconds"] = [round(1000 * median(taken[size]), 2) for size in (small, large)]
    print(json.dumps(figure), flush=True)


@asynccontextmanager
async def one_more(url: str) -> AsyncIterator[str]:
    """A PostgreSQL database beside another, dropped afterwards."""
    name = f"{make_url(url).database}_small"
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f'CREATE DATABASE "{name}"'))
        try:
            yield make_url(url).set(database=name).render_as_string(hide_password=False)
        finally:
            await connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    await engine.dispose()


async def measure(kind: str, small: str, large: str, *, quick: bool) -> None:
    size = 100_000 if quick else 1_000_000
    registers = {SMALL: await filled(small, kind, SMALL), size: await filled(large, kind, size)}
    try:
        await compare(kind, registers, 100 if quick else 300)
    finally:
        for database in registers.values():
            await database.close()


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smaller register, fewer looks")
    quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as folder:
        at = f"sqlite+aiosqlite:///{folder}"
        await measure("sqlite", f"{at}/small.db", f"{at}/large.db", quick=quick)
    if url := os.environ.get("EJ_TEST_POSTGRES"):
        async with one_more(url) as small:
            await measure("postgres", small, url, quick=quick)


if __name__ == "__main__":
    asyncio.run(main())
