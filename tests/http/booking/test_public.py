"""What anybody reads: cause list, public docket, first page, help. Nobody to be kept safe is named in any of it."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from app.kernel.zones import local
from tests.http.town import ANONYMOUS, CANARIES, ZONE, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")
GUARDED = [*CANARIES["witness"].split(), *CANARIES["interpreter"].split(), "K7", "Sealedcanary"]


def pages(town: Town) -> list[str]:
    number = town.numbers["open"]
    return [
        "/",
        "/hearings",
        f"/hearings?date={town.app.services.clock.now().date()}",
        "/help",
        f"/cases/{number}",
        f"/cases/find?number={number}",
        "/api/v1/public/hearings",
        f"/api/v1/public/cases/{number}",
        "/api/v1/openapi.json",
    ]


@pytest.mark.parametrize("who", [ANONYMOUS, "stranger", "witness"])
async def test_no_public_page_names_anybody_who_is_to_be_kept_safe(town: Town, who: str) -> None:
    browser = town.browsers[who]
    for path in pages(town):
        answer = await browser.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
        for canary in GUARDED:
            assert canary not in answer.text, (path, canary)


async def test_the_same_pages_do_show_what_is_public(town: Town) -> None:
    browser, number = town.browsers[ANONYMOUS], town.numbers["open"]
    docket = (await browser.get(f"/cases/{number}")).text
    assert CANARIES["accused"] in docket
    assert "Trial scheduled for" in docket
    assert "Motion to hear the expert by video" in docket
    begins = local(town.app.services.clock.now() + timedelta(minutes=5), ZONE)
    listed = (await browser.get(f"/api/v1/public/hearings?date={begins.date()}")).json()
    assert (number, False) in [(one["case_number"], one["in_private"]) for one in listed]
    assert set(listed[0]) == {
        "id", "case_number", "about", "kind", "status", "in_private", "wall_time", "zone", "starts_at", "ends_at"
    }  # fmt: skip


async def test_a_case_that_is_not_public_is_on_no_public_page(town: Town) -> None:
    browser, number = town.browsers[ANONYMOUS], town.numbers["closed"]
    for path in (f"/cases/{number}", f"/api/v1/public/cases/{number}", f"/cases/find?number={number}"):
        answer = await browser.get(path, follow_redirects=True)
        assert answer.status_code == 404
    for path in pages(town):
        assert number not in (await browser.get(path, follow_redirects=True)).text


async def test_the_number_takes_those_of_the_case_to_the_page_they_work_with(town: Town) -> None:
    path = f"/cases/{town.numbers['open']}"
    for who in ("clerk", "judge", "counsel", "accused"):
        answer = await town.browsers[who].get(path)
        assert answer.headers.get("location") == f"/cases/{town.id('case')}", who
    assert (await town.browsers["stranger"].get(path)).status_code == 200


@pytest.mark.parametrize("typed", ["", "x" * 5000, "%", "../today"])
async def test_anything_else_that_is_typed_finds_nothing_and_says_so(town: Town, typed: str) -> None:
    answer = await town.browsers[ANONYMOUS].get("/cases/find", params={"number": typed})
    assert answer.status_code == 404
    assert "There is no such case" in answer.text
    twin = await town.browsers[ANONYMOUS].get(f"/api/v1/public/cases/{quote(typed or 'x', safe='')}")
    assert twin.status_code in {404, 422}


@pytest.mark.parametrize("typed", ["\0", "CR-2026-1\0"])
async def test_what_no_text_can_hold_is_named_as_such(town: Town, typed: str) -> None:
    answer = await town.browsers[ANONYMOUS].get("/cases/find", params={"number": typed})
    assert answer.status_code == 422
    assert "There is a character in this request that no text has." in answer.text


async def test_a_number_is_found_however_it_is_typed(town: Town) -> None:
    wanted = town.numbers["open"]
    for typed in (wanted.lower(), wanted.replace("-", " "), wanted.replace("-", "/"), f"  {wanted} "):
        answer = await town.browsers[ANONYMOUS].get("/cases/find", params={"number": typed})
        assert answer.headers.get("location") == f"/cases/{wanted}", typed


@pytest.mark.parametrize("day", ["", "yesterday", "0001-01-01", "9999-12-31", "2026-02-30", "2026-12-03T10:30"])
async def test_any_day_that_is_typed_gives_a_list(town: Town, day: str) -> None:
    assert (await town.browsers[ANONYMOUS].get("/hearings", params={"date": day})).status_code == 200
    assert (await town.browsers[ANONYMOUS].get("/api/v1/public/hearings", params={"date": day})).status_code in {
        200,
        422,
    }


@pytest.mark.parametrize("number", ["CR-0000-0", "CR-2026-999999999999", "XX-2026-1"])
async def test_a_case_that_is_not_there_is_not_found(town: Town, number: str) -> None:
    assert (await town.browsers[ANONYMOUS].get(f"/cases/{number}")).status_code == 404


async def test_help_for_somebody_invited_says_nothing_of_a_court(town: Town) -> None:
    page = (await town.browsers["witness"].get("/help")).text.lower()
    assert "<title>appointment</title>" in page
    assert [word for word in ("court", "judge", "hearing", "case", "trial", "varda") if word in page] == []
    assert "court office" in (await town.browsers[ANONYMOUS].get("/help")).text
