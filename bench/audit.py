"""What the log costs: acts a second with a leaf against the same act without, checking against bare SHA-256.

    python -m bench.audit [--quick]        PostgreSQL too when EJ_TEST_POSTGRES names a database to fill

Ratios are medians over pairs of slices taken in turn in one run; the tables must not exist on PostgreSQL.
"""

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256
from statistics import median
from typing import ClassVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete
from sqlmodel import Field, SQLModel

from app.audit.log import append
from app.audit.models import Checkpoint, LogLeaf, LogTile
from app.audit.note import NoteKey
from app.audit.sequencer import Sequencer
from app.audit.verify import verify
from app.db.database import Database, UnitOfWork
from app.db.idempotency import earlier_answer, keep_answer
from app.kernel.clock import SystemClock
from app.kernel.events import Event
from app.kernel.ids import new_id, secret_token

PRIVATE = Ed25519PrivateKey.generate()
KEY = NoteKey("bench.example/log", PRIVATE.public_key().public_bytes_raw())
COUNSEL = new_id()
TARGET = 0.85
SLICE = 0.25  # seconds; as long as the sequencer lets leaves gather


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


NAMES = ("bench_case", "answers", "bench_entry", "log_leaf", "log_tile", "log_checkpoint", "outbox")
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


async def rate(database: Database, act: Act, writers: int, sequencer: Sequencer | None) -> float:
    """Acts a second of so many writers at once, each on a case of its own, folded and signed at the end."""
    start = time.perf_counter()

    async def write(case: int) -> int:
        done = 0
        while time.perf_counter() < start + SLICE:
            await act(database, case)
            done += 1
        return done

    done = sum(await asyncio.gather(*(write(case) for case in range(writers))))
    if sequencer is not None:
        await sequencer.step()
    return done / (time.perf_counter() - start)


async def acts(database: Database, name: str, pairs: int) -> None:
    """Leaf against no leaf in turns; the sequencer's whole work is charged to the acts with a leaf."""
    sequencer = Sequencer(database, SystemClock(), KEY, PRIVATE.sign)
    for writers in (1, 8):
        ratios, rates = [], []
        for _ in range(pairs):
            plain = await rate(database, without_leaf, writers, None)
            rates.append(await rate(database, with_leaf, writers, sequencer))
            ratios.append(rates[-1] / plain)
        figure(f"audit.act_with_leaf.{name}", median(ratios), TARGET, writers, per_second=round(median(rates)))


async def checking(database: Database, name: str, size: int) -> None:
    """The check of a whole log, against the bare SHA-256 that any check must do."""
    async with database.begin() as uow:
        for number in range(size):
            await append(uow, Acted(number=number), by="bench", at=SystemClock().now())
    await Sequencer(database, SystemClock(), KEY, PRIVATE.sign).step()
    async with database.read() as reader:
        start = time.perf_counter()
        report = await verify(reader, keys=[KEY], now=SystemClock().now())
        checked = time.perf_counter() - start
    assert report.ok, report
    start = time.perf_counter()
    bare_hashes(report.size)
    bare = time.perf_counter() - start
    figure(f"audit.verify_vs_sha256.{name}", bare / checked, None, report.size, per_second=round(report.size / checked))


def bare_hashes(size: int) -> None:
    """Commitment, leaf and one inner node for each entry, of the lengths the log has."""
    content = b'{"at":"2026-11-23T09:00:00.000000Z","by":"bench","case":null,"commitment":"' + b"0" * 140
    for _ in range(size):
        sha256(b"\x00" * 32 + content).digest()
        sha256(b"\x00" + content).digest()
        sha256(b"\x01" * 65).digest()


def figure(name: str, ratio: float, target: float | None, n: int, **more: int) -> None:
    print(json.dumps({"figure": name, "ratio": round(ratio, 3), "target": target, "better": "higher", "n": n, **more}))


async def measure(url: str, name: str, quick: bool) -> None:
    database = Database(url)
    tables = [SQLModel.metadata.tables[each] for each in NAMES]
    async with database.writer.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all, tables=tables)
    async with database.begin() as uow:
        uow.add(*[BenchCase(id=str(case)) for case in range(8)])
    try:
        await acts(database, name, 12 if quick else 60)
        async with database.begin() as uow:
            for model in (LogLeaf, LogTile, Checkpoint):
                await uow.execute(delete(model))
        await checking(database, name, 5_000 if quick else 100_000)
    finally:
        await database.close()


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="under half a minute, less exact")
    quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as folder:
        await measure(f"sqlite+aiosqlite:///{folder}/bench.db", "sqlite", quick)
    if url := os.environ.get("EJ_TEST_POSTGRES"):
        await measure(url, "postgres", quick)


if __name__ == "__main__":
    asyncio.run(main())
