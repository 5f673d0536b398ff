"""What the log costs: acts a second with a leaf against the same act without, checking against bare SHA-256, growth.

    python -m bench.audit [--quick]        PostgreSQL too when EJ_TEST_POSTGRES names an empty database to fill

Ratios are medians over pairs of slices taken in turn in one run, on the migrated schema with its triggers; `cpu` is the
same ratio in processor time of this process for each act, which what else the machine does disturbs less. Growth
compares a log of 10 000 entries with one of 1 000 000 (quick: 100 000) beside it. Under three minutes with --quick.
"""

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from random import Random
from statistics import median
from typing import ClassVar, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text
from sqlmodel import Field, SQLModel, col, insert, select

from app.audit.log import append, written
from app.audit.models import LogLeaf
from app.audit.note import NoteKey
from app.audit.queries import latest_checkpoint, proof_of
from app.audit.search import Wanted, search
from app.audit.sequencer import Sequencer
from app.audit.tree import tree_size
from app.audit.verify import verify
from app.db.database import Database, Reader, UnitOfWork
from app.db.idempotency import earlier_answer, keep_answer
from app.db.migrate import upgrade
from app.kernel.clock import SystemClock
from app.kernel.events import Event
from app.kernel.ids import new_id, secret_token
from bench.access import one_more

PRIVATE = Ed25519PrivateKey.generate()
KEY = NoteKey("bench.example/log", PRIVATE.public_key().public_bytes_raw())
COUNSEL = new_id()
TARGET, GROWTH = 0.85, 1.3
SLICE = 160  # acts; about what a machine of two cores does while the sequencer lets leaves gather
WRITERS = (1, 8, 32)
SMALL = 10_000
PROOFS = 100


class BenchCase(SQLModel, table=True):
    """What an act locks and counts on."""

    __tablename__ = "bench_case"

    id: str = Field(primary_key=True)
    last: int = 0


class BenchEntry(SQLModel, table=True):
    """What an act writes."""

    __tablename__ = "bench_entry"

    id: int | None = Field(default=None, primary_key=True)
    case_id: str = Field(foreign_key="bench_case.id")
    number: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acted(Event):
    kind: ClassVar[str] = "bench.acted"
    number: int


Act = Callable[[Database, int], Awaitable[None]]


async def without_leaf(database: Database, case: int) -> None:
    """What every act of legal effect does at least: key seen before? lock the case, number, enter, keep the key."""
    async with database.begin() as uow:
        await enter(uow, case)


async def with_leaf(database: Database, case: int) -> None:
    """The same act with its leaf."""
    async with database.begin() as uow:
        number = await enter(uow, case)
        await append(uow, Acted(number=number), by="bench", at=SystemClock().now())


async def enter(uow: UnitOfWork, case: int) -> int:
    key = secret_token()
    assert await earlier_answer(uow, COUNSEL, key, "body") is None
    locked = await uow.lock(BenchCase, str(case))
    locked.last += 1
    uow.add(BenchEntry(case_id=locked.id, number=locked.last, said="so ordered"))
    keep_answer(uow, COUNSEL, key, "body", {"number": locked.last}, SystemClock().now())
    return locked.last


class Pace(NamedTuple):
    """What one slice took: wall and processor seconds for each act."""

    wall: float
    cpu: float


async def pace(database: Database, act: Act, writers: int, sequencer: Sequencer | None) -> Pace:
    """One slice of so many writers at once, each on a case of its own, folded and signed at the end."""
    begun, used = time.perf_counter(), time.process_time()
    left = SLICE

    async def write(case: int) -> None:
        nonlocal left
        while left > 0:
            left -= 1
            await act(database, case)

    await asyncio.gather(*(write(case) for case in range(writers)))
    if sequencer is not None:
        await sequencer.step()
    return Pace((time.perf_counter() - begun) / SLICE, (time.process_time() - used) / SLICE)


async def acts(database: Database, name: str, pairs: int) -> None:
    """Leaf against no leaf in turns; the sequencer's whole work is charged to the acts with a leaf."""
    sequencer = Sequencer(database, SystemClock(), KEY, PRIVATE.sign)
    for writers in WRITERS:
        taken: list[tuple[Pace, Pace]] = []
        for _ in range(pairs):
            plain = await pace(database, without_leaf, writers, None)
            taken.append((plain, await pace(database, with_leaf, writers, sequencer)))
        more = {
            "cpu": round(median(plain.cpu / leaf.cpu for plain, leaf in taken), 3),
            "per_second": round(1 / median(leaf.wall for _, leaf in taken)),
        }
        ratio = median(plain.wall / leaf.wall for plain, leaf in taken)
        figure(f"audit.act_with_leaf.{name}", ratio, TARGET, "higher", writers, **more)


async def fill(database: Database, size: int) -> None:
    """Let the log have so many entries, folded and signed."""
    async with database.read() as reader:
        have = await tree_size(reader)
    columns = [column.name for column in LogLeaf.__table__.columns if column.name != "index"]  # type: ignore[attr-defined]
    for start in range(have, size, 5_000):
        leaves = [
            written(Acted(number=n), "bench", SystemClock().now()) for n in range(start, min(start + 5_000, size))
        ]
        rows = [{name: getattr(leaf, name) for name in columns} for leaf in leaves]
        for row in rows:
            row["payload"] = json.loads(row["payload"])
        async with database.begin() as uow:
            await uow.execute(insert(LogLeaf), rows)
        await Sequencer(database, SystemClock(), KEY, PRIVATE.sign).step()


async def checking(database: Database, name: str) -> None:
    """The check of a whole log, against the bare SHA-256 that any check must do."""
    async with database.read() as reader:
        start = time.perf_counter()
        report = await verify(reader, keys=[KEY], now=SystemClock().now())
        checked = time.perf_counter() - start
    assert report.ok, report
    start = time.perf_counter()
    bare_hashes(report.size)
    bare = time.perf_counter() - start
    more = {"per_second": round(report.size / checked)}
    figure(f"audit.verify_vs_sha256.{name}", bare / checked, None, "higher", report.size, **more)


async def growth(small: Database, large: Database, name: str, size: int, pairs: int) -> None:
    """Acts of eight writers, proofs and searches in two logs of different size, in turns."""
    sequencers = {each: Sequencer(each, SystemClock(), KEY, PRIVATE.sign) for each in (small, large)}
    taken = {each: list[Pace]() for each in sequencers}
    for turn in range(pairs):
        for each in (small, large) if turn % 2 else (large, small):
            taken[each].append(await pace(each, with_leaf, 8, sequencers[each]))
    both = list(zip(taken[small], taken[large], strict=True))
    more = {
        "cpu": round(median(more.cpu / less.cpu for less, more in both), 3),
        "per_second": round(1 / median(more.wall for _, more in both)),
    }
    ratio = median(more.wall / less.wall for less, more in both)
    figure(f"audit.acts_growth.{name}", ratio, GROWTH, "lower", size, **more)
    await looks_growth(small, large, name, size)


async def looks_growth(small: Database, large: Database, name: str, size: int) -> None:
    """One proof and one search in each log, in turns: the median of wall and of processor time."""
    taken: dict[str, list[tuple[Pace, Pace]]] = {"proof": [], "search": []}
    async with small.read() as less, large.read() as more:
        random = Random(1)
        for _ in range(PROOFS):
            for what, seconds in taken.items():
                look = prove if what == "proof" else find
                seconds.append((await look(less, random), await look(more, random)))
    for what, seconds in taken.items():
        ratio = median(more.wall / less.wall for less, more in seconds)
        rest = {
            "cpu": round(median(more.cpu / less.cpu for less, more in seconds), 3),
            "seconds": round(median(more.wall for _, more in seconds), 5),
        }
        figure(f"audit.{what}_growth.{name}", ratio, GROWTH, "lower", size, **rest)


async def prove(reader: Reader, random: Random) -> Pace:
    newest = await latest_checkpoint(reader)
    assert newest is not None
    place = random.randrange(newest.size)
    leaf = await reader.first(select(LogLeaf.id).where(col(LogLeaf.index) == place))
    assert leaf is not None
    begun, used = time.perf_counter(), time.process_time()
    assert await proof_of(reader, leaf) is not None
    return Pace(time.perf_counter() - begun, time.process_time() - used)


async def find(reader: Reader, _random: Random) -> Pace:
    begun, used = time.perf_counter(), time.process_time()
    await search(reader, Wanted(kinds=(Acted.kind,)), limit=50)
    return Pace(time.perf_counter() - begun, time.process_time() - used)


def bare_hashes(size: int) -> None:
    """Commitment, leaf and one inner node for each entry, of the lengths the log has."""
    content = b'{"at":"2026-11-23T09:00:00.000000Z","by":"bench","case":null,"commitment":"' + b"0" * 140
    for _ in range(size):
        sha256(b"\x00" * 32 + content).digest()
        sha256(b"\x00" + content).digest()
        sha256(b"\x01" * 65).digest()


def figure(name: str, ratio: float, target: float | None, better: str, n: int, **more: float) -> None:
    print(
        json.dumps({"figure": name, "ratio": round(ratio, 3), "target": target, "better": better, "n": n, **more}),
        flush=True,
    )


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """A migrated database with the cases to act on."""
    await upgrade(url)
    database = Database(url)
    tables = [SQLModel.metadata.tables[each] for each in ("bench_case", "bench_entry")]
    async with database.writer.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all, tables=tables)
    async with database.begin() as uow:
        for case in range(max(WRITERS)):
            await uow.insert_if_absent(BenchCase, id=str(case), last=0)
    try:
        yield database
    finally:
        await database.close()


async def settle(database: Database) -> None:
    """What autovacuum does meanwhile in a log that took years to grow."""
    if database.is_postgres:
        async with database.owner.connect() as connection:
            apart = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await apart.execute(text("VACUUM ANALYZE"))


async def measure(small_url: str, large_url: str, name: str, quick: bool) -> None:
    size = 100_000 if quick else 1_000_000
    async with opened(small_url) as small, opened(large_url) as large:
        await acts(small, name, 12 if quick else 60)
        for database, entries in ((small, SMALL), (large, size)):
            await fill(database, entries)
            await settle(database)
        await growth(small, large, name, size, 12 if quick else 40)
        await checking(large, name)


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="under three minutes, less exact, a smaller log")
    quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as folder:
        at = f"sqlite+aiosqlite:///{folder}"
        await measure(f"{at}/small.db", f"{at}/large.db", "sqlite", quick)
    if url := os.environ.get("EJ_TEST_POSTGRES"):
        async with one_more(url) as small:
            await measure(small, url, "postgres", quick)


if __name__ == "__main__":
    asyncio.run(main())
