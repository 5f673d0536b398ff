"""What finding a person by name costs as the register grows: among a hundred thousand people against a thousand.

    python -m bench.people [--quick]        PostgreSQL instead of SQLite when EJ_TEST_POSTGRES names an empty database

Each person has a name of two words drawn from lists of names, a part in a case of their own, and the keys
the service would store. Somebody in a hundred thousand is called Айша Рахман; a clerk of the only court searches for
them in Arabic letters, another name each time besides. Looks at the small and the large register alternate. The
figure: the 95th percentile in the large register over that in the small one.
"""

import argparse
import asyncio
import json
import os
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random
from statistics import median, quantiles
from uuid import UUID

from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import SQLModel, insert, text

from app.auth.models import Person
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.models import Case, Court, NameKey, Part
from app.cases.queries.seen import blind, find_people
from app.cases.rules.alike import keys_of, words_to_find
from app.db.acting import system
from app.db.database import Database
from app.db.migrate import upgrade
from app.kernel.protected import Protected
from tests.builders import RowCipher
from tests.doubles.blind_index import PlainIndex

TARGET, SMALL, LARGE, QUICK = 1.5, 1_000, 100_000, 10_000
OPENED = datetime(2026, 1, 1, tzinfo=UTC)
COURT, CLERK = UUID(int=1), Principal(UUID(int=2), Desk.clerk, UUID(int=1))
HEADS, VOWELS, TAILS = (
    ("b", "d", "f", "g", "k", "l", "m", "n", "r", "s", "t", "v"),
    ("a", "e", "i", "o", "u"),
    "lmnrstkd",
)
FIRST = ["".join(one).capitalize() for one in product(HEADS, VOWELS, TAILS, "ai")]
LAST = ["".join(one).capitalize() + "ov" for one in product(HEADS, VOWELS, TAILS, "aeiou", "lnr")]
BATCH = 5_000


async def filled(url: str, size: int) -> Database:
    """A migrated database with so many people."""
    await upgrade(url)
    database, choose, index = Database(url, cipher=RowCipher()), Random(size), PlainIndex()
    async with database.begin() as uow:
        uow.add(Court(id=COURT, name="Court", zone="UTC"))
        uow.add(Person(id=CLERK.person_id, name=Protected("Clerk"), created_at=OPENED))
    for start in range(0, size, BATCH):
        made: dict[type[SQLModel], list[dict[str, object]]] = {model: [] for model in (Person, Case, Part, NameKey)}
        for number in range(start, min(start + BATCH, size)):
            name = "Айша Рахман" if number == size // 2 else f"{choose.choice(FIRST)} {choose.choice(LAST)}"
            _add(made, number, name, index)
        async with database.begin() as uow:
            for model, rows in made.items():
                await uow.execute(insert(model), rows)
    if database.is_postgres:
        async with database.writer.connect() as connection:
            alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await alone.execute(text("VACUUM ANALYZE"))
    return database


def _add(made: dict[type[SQLModel], list[dict[str, object]]], number: int, name: str, index: PlainIndex) -> None:
    person, case = UUID(int=10**9 + number), UUID(int=2 * 10**9 + number)
    at = OPENED + timedelta(minutes=number)
    named = {"id": person, "name": Protected(name), "kind": "natural", "language": "en", "created_at": at}
    made[Person].append(named)
    opened = {"id": case, "court_id": COURT, "number": f"CV-{number}", "matter": "civil", "profile": "none"}
    more = {"about": "Rent", "level": "parties", "opened_at": at, "last_entry": 0, "last_sequence": 0, "version": 1}
    made[Case].append(opened | more)
    part = {"id": UUID(int=3 * 10**9 + number), "case_id": case, "person_id": person, "role": "party", "since": at}
    made[Part].append(part)
    keys = blind(index, keys_of(name) | words_to_find(name))
    made[NameKey].extend({"key": key, "person_id": person} for key in keys)


async def look(database: Database, words: str) -> float:
    """Seconds until a search is answered."""
    start = time.perf_counter()
    with system():
        async with database.read() as reader:
            found = await find_people(reader, CLERK, words, PlainIndex())
    took = time.perf_counter() - start
    assert words != "عائشة رحمن" or len(found.people) == 1, len(found.people)
    return took


async def compare(kind: str, registers: dict[int, Database], rounds: int) -> None:
    """Alternate between the registers, neither always first; what both do for the first time is not counted."""
    choose, taken = Random(6), {size: list[float]() for size in registers}
    for number in range(-rounds // 10, rounds):
        words = "عائشة رحمن" if number % 2 else f"{choose.choice(FIRST)} {choose.choice(LAST)}"
        for size in choose.sample(list(registers), len(registers)):
            took = await look(registers[size], words)
            if number >= 0:
                taken[size].append(took)
    p95 = {size: quantiles(times, n=20)[-1] for size, times in taken.items()}
    small, large = min(p95), max(p95)
    figure: dict[str, object] = {"figure": f"people.search_across_scripts.{kind}", "target": TARGET}
    figure |= {"ratio": round(p95[large] / p95[small], 3), "better": "lower", "n": len(taken[large]), "people": large}
    figure["p95_milliseconds"] = [round(1000 * p95[size], 2) for size in (small, large)]
    figure["median_milliseconds"] = [round(1000 * median(taken[size]), 2) for size in (small, large)]
    print(json.dumps(figure), flush=True)


async def main(quick: bool) -> None:
    sizes, url = (SMALL, QUICK if quick else LARGE), os.environ.get("EJ_TEST_POSTGRES", "")
    with tempfile.TemporaryDirectory() as folder:
        urls = {size: f"sqlite+aiosqlite:///{folder}/{size}.db" for size in sizes}
        if url:
            small = make_url(url).set(database=f"{make_url(url).database}_small")
            await _administer(url, f"CREATE DATABASE {small.database}")
            urls = {sizes[0]: small.render_as_string(hide_password=False), sizes[1]: url}
        registers = {size: await filled(one, size) for size, one in urls.items()}
        await compare("postgres" if url else "sqlite", registers, 60 if quick else 200)
        for database in registers.values():
            await database.close()
    if url:
        await _administer(url, f"DROP DATABASE {small.database}")


async def _administer(url: str, statement: str) -> None:
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--quick", action="store_true")
    asyncio.run(main(arguments.parse_args().quick))
