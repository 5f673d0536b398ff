"""Booking over the API: the court alone books, and a clash tells each only what they may know."""

from uuid import uuid4

import pytest

from tests.http.town import ANONYMOUS, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")
SLOT = {"date": "2027-03-03", "time": "10:30", "minutes": 60}
EXAMPLE_ID = "01934f6e-7a00-7000-8000-000000000001"
ROUTES = (
    ("GET", "/cases/{case}/hearings", None),
    ("POST", "/cases/{case}/hearings", {**SLOT, "kind": "trial", "participants": [{"part_id": EXAMPLE_ID}]}),
    ("GET", "/cases/{case}/candidates", None),
    ("POST", "/cases/{case}/free-times", {"date": "2027-03-03", "minutes": 60}),
    ("GET", "/hearings", None),
    ("GET", "/hearings/{hearing}", None),
    ("PUT", "/hearings/{hearing}/time", {**SLOT, "version": 1}),
    ("PUT", "/hearings/{hearing}/vacatur", {"reason": "settled", "version": 1}),
    ("POST", "/hearings/{hearing}/participants/{place}/invitation", None),
    ("DELETE", "/hearings/{hearing}/participants/{place}/invitation", None),
)


def address(town: Town, path: str, case: str = "open") -> str:
    place = town.ids.get(f"place:witness:{case}", town.id("place:witness"))
    return "/api/v1" + path.format(case=town.id("case", case), hearing=town.id("hearing", case), place=place)


def command(town: Town, *who: str, **changes: object) -> dict[str, object]:
    people = who or ("judge", "prosecutor")
    parts = [{"part_id": str(town.id(f"part:{one}"))} for one in people]
    return {**SLOT, "kind": "motion", "participants": parts} | changes


async def book(town: Town, key: str, by: str = "clerk", **changes: object):  # type: ignore[no-untyped-def]
    body = command(town, **changes)  # type: ignore[arg-type]
    browser = town.browsers[by]
    return await browser.post(address(town, "/cases/{case}/hearings"), json=body, headers={"Idempotency-Key": key})


@pytest.mark.parametrize(("method", "path", "body"), ROUTES, ids=lambda value: value if isinstance(value, str) else "")
async def test_nobody_does_any_of_it_without_signing_in(town: Town, method: str, path: str, body: object) -> None:
    headers = {"Idempotency-Key": uuid4().hex}
    answer = await town.browsers[ANONYMOUS].request(method, address(town, path), json=body, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(("method", "path", "body"), ROUTES, ids=lambda value: value if isinstance(value, str) else "")
async def test_a_case_that_is_not_theirs_is_not_there_for_them(
    town: Town, method: str, path: str, body: object
) -> None:
    if path == "/hearings":
        return
    headers = {"Idempotency-Key": uuid4().hex}
    answer = await town.browsers["stranger"].request(method, address(town, path, "closed"), json=body, headers=headers)
    assert answer.status_code == 404


async def test_a_clerk_books_once_however_often_it_is_sent(town: Town) -> None:
    first = await book(town, "k1")
    again = await book(town, "k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    shown = await town.browsers["clerk"].get(first.headers["location"])
    assert shown.json()["wall_time"] == "2027-03-03T10:30"
    assert shown.json()["starts_at"] == "2027-03-03T09:30:00Z"


async def test_booking_needs_a_key(town: Town) -> None:
    answer = await town.browsers["clerk"].post(address(town, "/cases/{case}/hearings"), json=command(town))
    assert answer.status_code == 422


async def test_parties_do_not_book(town: Town) -> None:
    answer = await book(town, "k2", by="prosecutor", time="15:00")
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/only-the-court-books")


async def test_a_clash_tells_the_clerk_who_and_when_and_the_judge_nothing(town: Town) -> None:
    assert (await book(town, "k3", date="2027-03-04")).status_code == 201
    clerk = await book(town, "k4", date="2027-03-04", time="11:00")
    judge = await book(town, "k5", by="judge", date="2027-03-04", time="11:00")
    assert (clerk.status_code, judge.status_code) == (409, 409)
    assert {one["part_id"] for one in clerk.json()["clashes"]} == {
        str(town.id("part:judge")),
        str(town.id("part:prosecutor")),
    }
    assert {one["from"] for one in clerk.json()["clashes"]} == {"2027-03-04T09:30:00+00:00"}
    assert judge.json()["type"] == "/problems/participant-not-available"
    assert "clashes" not in judge.json()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"date": "2027-03-28", "time": "02:30"}, "time-does-not-exist"),
        ({"date": "2027-10-31", "time": "02:30"}, "time-happens-twice"),
        ({"date": "2020-01-01"}, "time-has-passed"),
        ({"date": "0001-01-01"}, "time-has-passed"),
        ({"date": "9999-12-31"}, "too-far-ahead"),
        ({"minutes": 0}, "duration-out-of-range"),
        ({"minutes": 100_000}, "duration-out-of-range"),
        ({"minutes": 10**30}, "invalid"),
        ({"time": "10:30:01"}, "invalid"),
        ({"time": "10:30Z"}, "invalid"),
        ({"participants": []}, "invalid"),
        ({"surprise": 1}, "invalid"),
    ],
)
async def test_a_time_no_hearing_can_have_is_refused_with_a_word_for_why(
    town: Town, changes: dict[str, object], code: str
) -> None:
    answer = await book(town, uuid4().hex, **changes)
    assert answer.status_code in {409, 422}
    assert answer.json()["type"] == f"/problems/{code}"


async def test_a_hearing_is_moved_and_vacated_by_the_version_seen(town: Town) -> None:
    made = (await book(town, "k6", date="2027-03-05")).json()
    clerk, here = town.browsers["clerk"], f"/api/v1/hearings/{made['id']}"
    move = {**SLOT, "date": "2027-03-08", "version": made["version"]}
    moved = await clerk.put(f"{here}/time", json=move)
    assert (moved.status_code, moved.json()["sequence"]) == (200, 1)
    assert (await clerk.put(f"{here}/time", json=move)).status_code == 412
    gone = await clerk.put(f"{here}/vacatur", json={"reason": "settled", "version": moved.json()["version"]})
    assert (gone.status_code, gone.json()["status"]) == (200, "vacated")


async def test_free_times_are_free(town: Town) -> None:
    ask = {"date": "2027-04-05", "minutes": 60, "part_ids": [str(town.id("part:judge"))]}
    clerk = town.browsers["clerk"]
    first = (await clerk.post(address(town, "/cases/{case}/free-times"), json=ask)).json()[0]
    assert (await book(town, "k7", date=first["date"], time=first["time"])).status_code == 201
    found = (await clerk.post(address(town, "/cases/{case}/free-times"), json=ask)).json()
    assert first["starts_at"] not in [one["starts_at"] for one in found]


async def test_where_somebody_waits_is_told_to_the_court_and_to_nobody_else(town: Town) -> None:
    path = address(town, "/hearings/{hearing}")
    clerk = (await town.browsers["clerk"].get(path)).json()["participants"]
    accused = (await town.browsers["accused"].get(path)).json()["participants"]
    assert {one["state"] for one in clerk} == {"expected"}
    assert {one["state"] for one in accused if not one["is_me"]} == {None}
    assert {one["invitation"] for one in accused} == {None}


async def test_the_protected_person_has_her_pseudonym_for_the_clerk_and_her_name_for_counsel(town: Town) -> None:
    path = address(town, "/hearings/{hearing}")
    clerk = (await town.browsers["clerk"].get(path)).text
    counsel = (await town.browsers["counsel"].get(path)).text
    assert "Witness K7" in clerk
    assert "Zinaqua" not in clerk
    assert "Zinaqua" in counsel


async def test_a_new_code_ends_the_old_one(town: Town) -> None:
    path = (
        f"/api/v1/hearings/{town.id('hearing', 'closed')}/participants/{town.id('place:witness', 'closed')}/invitation"
    )
    first = await town.browsers["clerk"].post(path)
    assert first.status_code == 201
    assert first.json()["link"].count("/start#") == 1
    async with town.app.client() as browser:
        both = {"code": first.json()["code"], "link": first.json()["link"].partition("#")[2]}
        entered = await browser.post("/start", data=both)
        assert entered.status_code == 303
        assert (await town.browsers["clerk"].delete(path)).status_code == 204
        assert (await browser.get("/start/appointment")).status_code == 303
    async with town.app.client() as browser:
        assert (await browser.post("/start", data=both)).status_code != 303
