"""Accepting several filings by plain forms: ticked in the queue, looked at, confirmed, undone one by one."""

import re
from uuid import uuid4

import httpx
import pytest

from tests.http.filings.test_filing_pages import filed, hidden
from tests.http.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


def _ready(page: str) -> list[str]:
    return re.findall(r'name="filing" value="([0-9a-f-]{36} \d+)"', page)


async def _id(town: Town) -> str:
    return (await filed(town, town.browsers["counsel"])).rpartition("/")[2]


async def _preview(town: Town, *ids: str, role: str = "clerk") -> httpx.Response:
    return await town.browsers[role].get("/review/many", params={"filing": list(ids)})


async def test_a_clerk_ticks_looks_confirms_and_undoes_one_of_them(town: Town) -> None:
    clerk, ids = town.browsers["clerk"], [await _id(town), await _id(town)]
    queue = (await clerk.get("/review")).text
    assert all(f'name="filing" value="{one}"' in queue for one in ids)
    page = (await _preview(town, *ids)).text
    assert "2 filings will be accepted" in page
    assert "Told of it:" in page
    said = {"filing": _ready(page), "key": hidden(page, "key")}
    done = await clerk.post("/review/many", data=said)
    assert (done.status_code, done.text.count("/undo")) == (200, 2)
    assert (await clerk.post("/review/many", data=said)).text.count("/undo") == 2  # a reload
    assert (await clerk.post(f"/review/{ids[0]}/undo")).status_code == 303
    again = (await clerk.post("/review/many", data=said)).text
    assert "the acceptance was taken back" in again
    assert again.count("/undo") == 1


async def test_nothing_ticked_and_too_many_are_said_on_the_queue(town: Town) -> None:
    clerk = town.browsers["clerk"]
    for ids in ([], ["no id"], [str(uuid4()) for _ in range(51)]):
        answer = await _preview(town, *ids)
        assert answer.status_code == 422
        assert "at most fifty" in answer.text
        sent = await clerk.post("/review/many", data={"filing": [f"{one} 1" for one in ids], "key": uuid4().hex})
        assert sent.status_code == 422


async def test_another_court_is_answered_as_if_there_were_no_such_filing(town: Town) -> None:
    filing_id, never = await _id(town), str(uuid4())
    one, other = [(await _preview(town, which, role="other_clerk")).text for which in (filing_id, never)]
    assert "Nothing of this waits for you." in one
    assert one.replace(filing_id, "") == other.replace(never, "")
    browser = town.browsers["other_clerk"]
    answers = [
        (
            await browser.post(
                "/api/v1/filings/acceptances",
                json={"filings": [{"id": which, "version": 1}]},
                headers={"idempotency-key": uuid4().hex},
            )
        ).text
        for which in (filing_id, never)
    ]
    assert answers[0].replace(filing_id, "") == answers[1].replace(never, "")


async def test_a_program_looks_first_and_accepts_each(town: Town) -> None:
    clerk, filing_id, path = town.browsers["clerk"], await _id(town), "/api/v1/filings/acceptances"
    [shown] = (await clerk.get(path, params={"filing": [filing_id]})).json()
    assert shown["refusal"] is None
    seen = {"id": filing_id, "version": shown["filing"]["version"]}
    answer = await clerk.post(path, json={"filings": [seen]}, headers={"idempotency-key": uuid4().hex})
    assert [(one["accepted"], one["refusal"]) for one in answer.json()] == [(True, None)]
