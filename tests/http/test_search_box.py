"""One box finds people by name and things by their label too, for those who may know of them and nobody else."""

from typing import Any

import pytest

from tests.http.town import CANARIES, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

ACCUSED = CANARIES["accused"]


async def found(town: Town, who: str, words: str) -> dict[str, Any]:
    answer = await town.browsers[who].get("/api/v1/search", params={"q": words})
    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    return body


def cases(body: dict[str, Any]) -> set[str]:
    return {seen["number"] for person in body["people"] for seen in person["seen"]}


async def test_a_clerk_finds_somebody_by_name_in_the_cases_of_their_own_court(town: Town) -> None:
    here = {town.numbers[case] for case in ("open", "closed")}
    assert cases(await found(town, "clerk", ACCUSED)) == here
    assert cases(await found(town, "other_clerk", ACCUSED)) == set()
    page = await town.browsers["clerk"].get("/search", params={"q": ACCUSED})
    assert f"<bdi>{ACCUSED}</bdi>" in page.text


@pytest.mark.parametrize("who", ["counsel", "accused", "judge", "stranger"])
async def test_whoever_does_not_look_people_up_finds_none(town: Town, who: str) -> None:
    assert (await found(town, who, ACCUSED))["people"] == []


async def test_who_is_known_by_a_pseudonym_is_not_found_by_name(town: Town) -> None:
    there, nowhere = await found(town, "clerk", CANARIES["witness"]), await found(town, "clerk", "Zorban Nullovska")
    assert {**there, "text": ""} == {**nowhere, "text": ""}


async def test_what_a_label_says_leads_to_the_thing_for_the_court_that_keeps_it(town: Town) -> None:
    code = (await town.browsers["clerk"].get(f"/api/v1/exhibits/{town.id('exhibit', 'open')}")).json()["code"]
    assert (await found(town, "clerk", f" {code.lower()} "))["exhibit_id"] == str(town.id("exhibit", "open"))
    assert (
        f'href="/exhibits/{town.id("exhibit", "open")}"'
        in (await town.browsers["clerk"].get("/search", params={"q": code})).text
    )
    assert (await found(town, "other_clerk", code))["exhibit_id"] is None
    assert (await found(town, "counsel", code))["exhibit_id"] is None
