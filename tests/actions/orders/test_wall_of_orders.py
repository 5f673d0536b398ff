"""On PostgreSQL the database itself shows a draft to nobody but the judges of its case."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlmodel import SQLModel, col, select

from app.cases.terms import Level
from app.db import migrate
from app.db.acting import NOBODY, Acting, acting_for, system
from app.db.database import Database
from app.kernel.clock import SettableClock
from app.orders.models import CourtOrder, OrderService, OrderSignature
from tests.builders import NOW, RowCipher
from tests.doubles.bench import Bench, open_bench
from tests.postgres import APPLICATION, OWNER, Postgres, administer

TABLES = (CourtOrder, OrderSignature, OrderService)


async def _shown(database: Database, model: type[SQLModel], who: Acting) -> set[UUID]:
    with acting_for(who):
        async with database.read() as reader:
            return set(await reader.all(select(col(model.id))))  # type: ignore[attr-defined]


def _as(bench: Bench, who: str) -> Acting:
    principal = bench.principal(who)
    return Acting(principal.person_id, principal.desk, principal.court_id)


@pytest.fixture
async def wall(postgres: Postgres) -> AsyncIterator[Database]:
    name = f"wall_{uuid4().hex}"
    await administer(postgres, f"CREATE DATABASE {name} OWNER {OWNER}")
    await migrate.upgrade(postgres.url(name, OWNER), works_as=APPLICATION)
    opened = Database(
        postgres.url(name, APPLICATION),
        cipher=RowCipher(),
        clock=SettableClock(NOW),
        owner_url=postgres.url(name, OWNER),
    )
    yield opened
    await opened.close()
    await administer(postgres, f"DROP DATABASE {name} WITH (FORCE)")


async def test_whole_tables_show_drafts_to_the_bench_and_made_orders_to_their_readers(
    wall: Database, clock: SettableClock, tmp_path: Path
) -> None:
    async for bench in open_bench(wall, clock, tmp_path):
        with system():
            draft = await bench.draft("For the bench.", Level.parties)
            made = await bench.draft("For the parties.", Level.parties)
            await bench.put(made)
            for who in ("judge", "second", "third"):
                await bench.answer(made, who)
        assert await _shown(wall, CourtOrder, _as(bench, "judge")) == {draft, made}
        assert await _shown(wall, CourtOrder, _as(bench, "prosecutor")) == {made}
        assert await _shown(wall, CourtOrder, NOBODY) == set()
        for table in TABLES:
            assert await _shown(wall, table, NOBODY) == set()
            assert len(await _shown(wall, table, _as(bench, "judge"))) > 0
