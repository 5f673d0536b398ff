"""The page of work: who comes second is told who was first, nothing ticked is lost, nothing changes before its page."""

import re

import httpx
import pytest

from tests.http.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


def task(town: Town, case: str) -> str:
    return f"asking {town.id('asking', case)}"


async def post(town: Town, who: str, **fields: str) -> httpx.Response:
    return await town.browsers[who].post("/work", data={"view": "team", **fields})


async def held(town: Town, who: str) -> dict[str, str | None]:
    answer = await town.browsers[who].get("/api/v1/work", params={"view": "team"})
    return {one["id"]: one["holder"] for one in answer.json()}


async def test_whoever_comes_second_is_told_who_was_first_and_reads_it_in_the_list(town: Town) -> None:
    assert (await post(town, "clerk", now=f"take {task(town, 'open')}")).status_code == 303
    second = await post(town, "unit_clerk", now=f"take {task(town, 'open')}")
    assert second.status_code == 422
    assert "It is with Name of clerk now." in second.text
    problem = await town.browsers["unit_clerk"].post(
        "/api/v1/work/taken", json={"tasks": [{"kind": "asking", "id": str(town.id("asking", "open"))}]}
    )
    assert (problem.status_code, problem.json()["held_by"]) == (409, [str(town.people["clerk"].person_id)])


async def test_nothing_changes_before_the_page_that_says_what_will_happen(town: Town) -> None:
    to = str(town.people["unit_clerk"].person_id)
    asked = {"act": "give", "task": task(town, "closed"), "to": to}
    page = await post(town, "clerk", **asked)
    assert page.status_code == 200
    assert "Name of unit_clerk will have this:" in page.text
    assert (await held(town, "clerk"))[str(town.id("asking", "closed"))] is None
    assert (await post(town, "clerk", **asked, confirmed="yes")).status_code == 303
    assert (await held(town, "clerk"))[str(town.id("asking", "closed"))] == "Name of unit_clerk"


async def test_what_was_ticked_stays_ticked_when_something_is_missing(town: Town) -> None:
    page = await post(town, "clerk", act="give", task=task(town, "open"))
    assert page.status_code == 422
    assert "Choose the colleague who gets it." in page.text
    (box,) = re.findall(rf'<input type="checkbox"[^>]*{town.id("asking", "open")}[^>]*>', page.text)
    assert box.endswith(" checked>")
    assert (await post(town, "clerk", act="take")).status_code == 422


async def test_a_colleague_who_does_not_work_with_the_case_is_not_given_it(town: Town) -> None:
    to, filed = str(town.people["unit_clerk"].person_id), f"filing {town.id('filed', 'open')}"
    page = await post(town, "clerk", act="give", task=filed, to=to, confirmed="yes")
    assert page.status_code == 422
    assert "This colleague does not work with everything you chose." in page.text
    assert (await held(town, "clerk"))[str(town.id("filed", "open"))] is None


async def test_everybody_it_waits_for_reads_who_had_it_and_who_gave_it(town: Town) -> None:
    one, to = f"asking {town.id('asking-dropped', 'open')}", str(town.people["unit_clerk"].person_id)
    await post(town, "clerk", act="give", task=one, to=to, confirmed="yes")
    await post(town, "unit_clerk", now=f"back {one}")
    await post(town, "clerk", now=f"take {one}")
    answer = await town.browsers["unit_clerk"].get(f"/api/v1/work/{one.replace(' ', '/')}")
    assert [(row["name"], row["until"] is None, row["given_by"]) for row in answer.json()["held"]] == [
        ("Name of clerk", True, "Name of clerk"),
        ("Name of unit_clerk", False, "Name of clerk"),
    ]
    page = await town.browsers["unit_clerk"].get(f"/work/{one.replace(' ', '/')}")
    assert page.text.count("Name of unit_clerk</bdi></td>") == 1
    assert (await town.browsers["other_clerk"].get(f"/work/{one.replace(' ', '/')}")).status_code == 404
