"""32 workers open cases in one series while their processes are killed: every number once, and none missing."""

import asyncio
import signal
import sys
from dataclasses import dataclass
from random import Random
from uuid import UUID

import pytest
from sqlmodel import col, select

from app.audit.models import LogLeaf
from app.cases.commands import NumberCases
from app.cases.models import Case
from app.db.database import Database
from app.db.idempotency import Answer
from tests.actions.cases.test_opening import Registry, registry

WORKERS = 32


@dataclass(frozen=True)
class Rush:
    """So many cases, and so many kills of each process on the way."""

    cases: int
    kills: int


@pytest.mark.parametrize(
    "rush", [pytest.param(Rush(50, 2), id="tenth"), pytest.param(Rush(500, 12), id="whole", marks=pytest.mark.long)]
)
async def test_cases_opened_by_thirty_two_at_once_and_killed_between_have_consecutive_numbers(
    database: Database, rush: Rush
) -> None:
    court, random = await _registry(database), Random(rush.cases)
    processes = 4 if database.is_postgres else 1  # SQLite has one process that writes
    keys = [f"case-{number}" for number in range(rush.cases)]
    told = await asyncio.gather(
        *(
            _kept_going(court, keys[lane::processes], WORKERS // processes, _stops(rush, processes, random))
            for lane in range(processes)
        )
    )
    assert sum(len(one) for one in told) == rush.cases
    assert await _on_the_register(court) == {key: number for one in told for key, number in one.items()}


async def _registry(database: Database) -> Registry:
    court = await registry(database)
    form = NumberCases(code="KILL", text="{court}-{series}-{number}")
    await court.kinds.number(court.court_id, form, by=court.administrator)
    return court


def _stops(rush: Rush, processes: int, random: Random) -> list[int]:
    """After how many answers each process of a lane dies; fewer than its share in all."""
    share = rush.cases // processes
    return [random.randint(1, max(1, share // rush.kills - 1)) for _ in range(rush.kills)]


async def _kept_going(court: Registry, keys: list[str], at_once: int, stops: list[int]) -> dict[str, str]:
    """The number answered for each key; a process that dies leaves what it did not answer to the next one."""
    told: dict[str, str] = {}
    for stop in [*stops, 0]:
        arguments = [court.database.url, court.clerk.person_id, court.court_id, court.type_id, at_once]
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.doubles.opening_worker"),
            *(str(one) for one in arguments),
            *(key for key in keys if key not in told),
            stdout=asyncio.subprocess.PIPE,
        )
        assert child.stdout is not None
        heard = 0
        async for line in child.stdout:
            key, number = line.decode().split()
            told[key], heard = number, heard + 1
            if heard == stop:
                child.send_signal(signal.SIGKILL)
        assert await child.wait() == (-signal.SIGKILL if stop else 0)
    return told


async def _on_the_register(court: Registry) -> dict[str, str]:
    """The number kept for each key, once every case is whole and the numbers have no gap."""
    async with court.database.read() as reader:
        rows = await reader.all(select(Case).where(Case.court_id == court.court_id))
        answers = await reader.all(select(Answer).where(Answer.person_id == court.clerk.person_id))
        leaves = await reader.all(select(LogLeaf.case_id).where(col(LogLeaf.kind) == "case.opened"))
    assert sorted(int(case.number.rpartition("-")[2]) for case in rows) == list(range(1, len(rows) + 1))
    assert len({case.id for case in rows} & set(leaves)) == len(rows) == len(leaves)
    assert {UUID(answer.body["id"]) for answer in answers} == {case.id for case in rows}
    for case in rows:
        await court.judge(case)  # exactly one
    return {answer.key: answer.body["number"] for answer in answers}
