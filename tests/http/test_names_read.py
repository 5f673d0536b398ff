"""Whoever reads the name of somebody who is to be kept safe stands in the log, before the name was given to them."""

from dataclasses import replace

import pytest
from sqlmodel import select

from app.audit.models import LogLeaf
from app.cases.actions.namings import Namings
from tests.http import api_law, page_law
from tests.http.law import Law
from tests.http.town import CANARIES, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

NAME = CANARIES["witness"]
LAWS: tuple[Law, ...] = (*api_law.LAWS, *page_law.LAWS)
PEOPLE = "/api/v1/cases/{case}/people"


def begin_anew(town: Town) -> None:
    """As after a start: nobody is remembered to have read anything."""
    services = town.app.services
    town.app.web.state.services = replace(services, namings=Namings(services.database, services.clock))


async def readings(town: Town, role: str, case: str = "open") -> int:
    """How often the log has this person as a reader of the witness's name."""
    async with town.app.services.database.read() as reader:
        leaves: list[LogLeaf] = await reader.all(select(LogLeaf).where(LogLeaf.kind == "case.names-read"))
    witness, mine = str(town.people["witness"].person_id), town.people[role].by
    of_case = [leaf for leaf in leaves if leaf.case_id == town.id("case", case) and leaf.by == mine]
    return sum(witness in map(str, leaf.payload["person_ids"]) for leaf in of_case)


@pytest.mark.parametrize("role", ["judge", "prosecutor", "counsel", "accused"])
async def test_no_address_tells_the_name_to_anybody_whom_the_log_does_not_have(town: Town, role: str) -> None:
    telling = []
    for law in LAWS:
        if law.method != "GET" or law.route == "/leave" or "open" not in law.cases:
            continue
        begin_anew(town)
        before, path = await readings(town, role), town.address(law.at or law.route, "open")
        answer = await town.browsers[role].get(path)
        if any(part in answer.text for part in NAME.split()):
            telling.append(path)
            assert await readings(town, role) == before + 1, path
    assert len(telling) > 5


async def test_one_reading_an_hour_is_enough_and_a_pseudonym_is_none(town: Town) -> None:
    begin_anew(town)
    before = {role: await readings(town, role) for role in ("judge", "interpreter", "clerk")}
    for _ in range(2):
        for role in before:
            await town.browsers[role].get(town.address(PEOPLE, "open"))
    after = {role: await readings(town, role) for role in before}
    assert after == {**before, "judge": before["judge"] + 1}


async def test_she_reads_that_somebody_was_told_her_name(town: Town) -> None:
    begin_anew(town)
    await town.browsers["accused"].get(town.address(PEOPLE, "open"))
    page = await town.browsers["witness"].get("/who-looked")
    assert "Your name" in page.text
