"""A house for a test, copied from one that was prepared once; and a sitting in which she testifies."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.kernel.clock import SettableClock
from tests.signalling.room import ALL, Client, House, house, prepare


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a demo court."""
    folder = tmp_path_factory.mktemp("prepared")
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, prepare(folder)).result()
    return folder


@pytest.fixture
def now() -> SettableClock:
    """The present, standing still until a test moves it."""
    return SettableClock(datetime.now(UTC))


@pytest.fixture
async def court(prepared: Path, tmp_path: Path, now: SettableClock) -> AsyncIterator[House]:
    async with house(prepared, tmp_path / "court", now) as found:
        yield found


@pytest.fixture
async def people(court: House) -> dict[str, Client]:
    """Everybody on the floor of a sitting in session under P3; she is called and has not tapped yet."""
    people = {role: await court.come(role) for role in ALL}
    await court.rule("P3")
    clerk, judge = people["clerk"], people["judge"]
    await clerk.act("open")
    for role in ALL[2:]:
        await let_in(clerk, people[role])
    for role in ("judge", "accused", "defence counsel", "prosecutor"):
        await people[role].subscribe()
    for role in ("judge", "defence counsel"):
        await people[role].publish()
    await judge.act("begin")
    await judge.until(lambda: judge.view["state"] == "in_session")
    hers = people["witness"].me["id"]
    await clerk.act("identity", participant_id=hers, method="document")
    await clerk.act("alone", participant_id=hers, method="asked")
    await judge.act("promise", participant_id=hers, form="affirmation")
    await people["accused"].until(lambda: len(people["accused"].view["slots"]) >= 2)
    await judge.until(lambda: all(check["done"] for check in judge.view["checks"][hers]))
    await judge.act("call", participant_id=hers)
    await people["witness"].until(lambda: people["witness"].me["stage"] == "testifying")
    return people


async def let_in(clerk: Client, visitor: Client) -> None:
    def waits() -> bool:
        asked = [one["participant_id"] for one in clerk.view["controls"] if one["act"] == "admit"]
        return visitor.me["id"] in asked

    await clerk.until(waits)
    await clerk.act("admit", participant_id=visitor.me["id"])
    await visitor.until(lambda: visitor.me["stage"] == "admitted")
