"""Coming in through the pages: cookies, slowing down a guesser, links that change nothing, leaving."""

import asyncio
from collections.abc import AsyncIterator
from http.cookies import SimpleCookie

import httpx
import pytest
import pytest_asyncio
from sqlmodel import select

from app.auth.models import Invitation, SignIn, Tries
from tests.doubles.app import HTTPS_URL, running_app
from tests.http.town import PHRASE, Town, email_of, open_town

pytestmark = pytest.mark.asyncio(loop_scope="module")

RIGHT = {"email": email_of("stranger"), "password": PHRASE}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def secure(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """The town as people reach it from outside, over https."""
    async with running_app(tmp_path_factory.mktemp("https"), public_url=HTTPS_URL) as made, open_town(made) as town:
        yield town


def _cookie(answer: httpx.Response) -> tuple[str, SimpleCookie]:
    """The cookie of the sign-in, among those that say which browser this is."""
    text = next(text for text in answer.headers.get_list("set-cookie") if "sign-in=" in text)
    return text.partition("=")[0], SimpleCookie(text)


async def test_over_https_the_cookie_is_for_this_host_alone_and_no_script_reads_it(secure: Town) -> None:
    async with secure.app.client() as browser:
        name, cookie = _cookie(await browser.post("/sign-in", data=RIGHT))
    flags = cookie[name]
    assert name == "__Host-sign-in"
    assert (flags["secure"], flags["httponly"], flags["samesite"], flags["path"]) == (True, True, "lax", "/")
    assert not flags["domain"]
    assert not flags["max-age"]
    assert not flags["expires"]


async def test_on_this_machine_the_cookie_has_all_but_what_plain_http_cannot_carry(town: Town) -> None:
    async with town.app.client() as browser:
        name, cookie = _cookie(await browser.post("/sign-in", data=RIGHT))
    flags = cookie[name]
    assert (name, flags["secure"], flags["httponly"], flags["samesite"]) == ("sign-in", "", True, "lax")


async def test_the_cookie_of_a_plain_page_opens_nothing_over_https(secure: Town) -> None:
    async with secure.app.client() as browser:
        await browser.post("/sign-in", data=RIGHT)
        secret = browser.cookies["__Host-sign-in"]
        browser.cookies.clear()
        answer = await browser.get("/api/v1/cases", headers={"cookie": f"sign-in={secret}"})
    assert answer.status_code == 401


async def test_a_wrong_password_and_an_unknown_address_get_the_same_page(town: Town) -> None:
    async with town.app.client("198.51.100.1") as browser:
        wrong = await browser.post("/sign-in", data={**RIGHT, "password": "wrong"})
        unknown = await browser.post("/sign-in", data={"email": email_of("strangex"), "password": "wrong"})
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text == unknown.text.replace(email_of("strangex"), email_of("stranger"))
    assert "set-cookie" not in wrong.headers


async def test_a_guesser_is_slowed_down_and_the_right_person_comes_in_from_elsewhere(town: Town) -> None:
    wrong = {**RIGHT, "password": "a guess"}
    async with town.app.client("198.51.100.2") as guesser, town.app.client("198.51.100.3") as elsewhere:
        for _ in range(10):
            assert (await guesser.post("/api/v1/tokens", json=wrong)).status_code == 401
        late = await guesser.post("/api/v1/tokens", json=RIGHT)
        assert (late.status_code, late.json()["type"]) == (429, "/problems/sign-in-too-often")
        assert (await elsewhere.post("/api/v1/tokens", json=RIGHT)).status_code == 200
        page = await guesser.post("/sign-in", data=RIGHT)
        assert (page.status_code, "set-cookie" in page.headers) == (429, False)
        assert 1 <= int(page.headers["retry-after"]) <= 60
        other = {"email": email_of("prosecutor"), "password": PHRASE}
        assert (await guesser.post("/api/v1/tokens", json=other)).status_code == 200


async def test_a_browser_that_was_in_before_comes_in_while_others_guess_at_its_account(town: Town) -> None:
    right, guesser = {"email": email_of("other_judge"), "password": PHRASE}, "198.51.100.20"
    wrong = {**right, "password": "a guess"}
    async with town.app.client(guesser) as hers, town.app.client(guesser) as another:
        assert (await hers.post("/sign-in", data=right)).status_code == 303
        await hers.post("/sign-out")
        for start in range(0, 150, 30):
            guesses = (_guess(town, f"2001:db8:{start + number:x}::1", wrong) for number in range(30))
            await asyncio.gather(*guesses)
        assert (await another.post("/sign-in", data=right)).status_code in (422, 429)
        assert (await hers.post("/sign-in", data=right)).status_code == 303
        hers.cookies.set("device", "made-up.00000000000000000000000000000000")
        await hers.post("/sign-out")
        assert (await hers.post("/sign-in", data=right)).status_code in (422, 429)


async def _guess(town: Town, address: str, wrong: dict[str, str]) -> None:
    async with town.app.client(address) as browser:
        assert (await browser.post("/sign-in", data=wrong)).status_code in (422, 429, 503)


async def test_many_guesses_at_one_moment_are_no_more_than_one_after_the_other(town: Town) -> None:
    wrong = {**RIGHT, "password": "a guess"}
    async with town.app.client("198.51.100.4") as guesser:
        answers = await asyncio.gather(*(guesser.post("/api/v1/tokens", json=wrong) for _ in range(40)))
    assert sorted({answer.status_code for answer in answers}) == [401, 429]
    assert sum(answer.status_code == 401 for answer in answers) <= 10


async def test_one_address_cannot_try_many_accounts(town: Town) -> None:
    async with town.app.client("198.51.100.5") as guesser:
        answers = [
            (await guesser.post("/api/v1/tokens", json={"email": f"p{n}@x.example", "password": "x"})).status_code
            for n in range(61)
        ]
    assert answers == [401] * 60 + [429]


async def test_one_address_cannot_try_many_codes_and_whoever_holds_her_link_comes_in_from_there(town: Town) -> None:
    given = await _given_anew(town)
    async with town.app.client("198.51.100.6") as guesser, town.app.client("198.51.100.6") as her:
        answers = [(await guesser.post("/start", data={"code": f"0000-00{n:02}"})).status_code for n in range(40)]
        assert (answers[0], answers[-1]) == (422, 429)
        assert answers.count(422) < 20
        assert (await her.get("/start")).status_code == 200
        assert (await her.post("/start", data=given)).status_code == 303
    await _back_to_its_browser(town)


async def test_guessing_with_her_link_from_her_own_address_does_not_keep_her_out(town: Town) -> None:
    given = await _given_anew(town)
    async with town.app.client("198.51.100.7") as guesser, town.app.client("198.51.100.7") as her:
        wrong = {**given, "code": "0000-0000"}
        answers = await asyncio.gather(*(guesser.post("/start", data=wrong) for _ in range(50)))
        late = next(answer for answer in answers if answer.status_code == 429)
        assert 1 <= int(late.headers["retry-after"]) <= 60
        assert "You are not locked out." in late.text
        assert sum(answer.status_code == 422 for answer in answers) <= 5
        await her.get("/start")
        assert (await her.post("/start", data=given)).status_code == 303
    await _back_to_its_browser(town)


async def test_a_second_device_gets_the_page_of_a_wrong_code(town: Town) -> None:
    async with town.app.client("198.51.100.13") as other:
        await other.get("/start")
        refused = await other.post("/start", data={"code": town.code, "link": town.link})
        wrong = await other.post("/start", data={"code": "0000-0000", "link": town.link})
    assert refused.status_code == wrong.status_code == 422
    assert refused.text.replace(town.code, "") == wrong.text.replace("0000-0000", "")
    assert (await town.browsers["witness"].get("/start/appointment")).status_code == 200


async def test_on_a_device_that_was_in_the_code_alone_brings_her_back(town: Town) -> None:
    given = await _given_anew(town)
    async with town.app.client("198.51.100.14") as her:
        await her.post("/start", data=given)
        her.cookies.delete("sign-in")  # the browser was closed
        assert (await her.post("/start", data={"code": given["code"].lower()})).status_code == 303
        assert (await her.get("/start/appointment")).status_code == 200
    await _back_to_its_browser(town)


async def test_leaving_keeps_nothing_in_the_browser_and_link_and_code_open_once_more(town: Town) -> None:
    given = await _given_anew(town)
    async with town.app.client("198.51.100.14") as her, town.app.client("198.51.100.21") as elsewhere:
        await her.get("/start?lang=ar")
        await her.post("/start", data=given)
        left = await her.get("/leave")
        assert left.headers["clear-site-data"] == '"cache", "cookies", "storage"'
        assert dict(her.cookies) == {}
        assert (await her.post("/start", data={"code": given["code"]})).status_code == 422
        assert (await elsewhere.post("/start", data=given)).status_code == 303
        assert (await her.post("/start", data=given)).status_code == 422
    await _back_to_its_browser(town)


async def test_at_a_device_of_a_site_the_code_alone_opens_the_appointment(town: Town) -> None:
    given, clerk = await _given_anew(town), town.browsers["clerk"]
    made = (await clerk.post(f"/api/v1/sites/{town.id('site')}/devices")).json()
    async with town.app.client("198.51.100.15") as tablet:
        assert (await tablet.post("/start", data={"code": given["code"]})).status_code == 422
        assert (await tablet.post("/device", data={"code": made["code"].replace("-", "").lower()})).status_code == 303
        assert (await tablet.post("/start", data={"code": given["code"]})).status_code == 303
        assert (await tablet.get("/leave")).headers["clear-site-data"] == '"cache", "storage"'
        assert set(tablet.cookies) == {"site"}
        assert (await tablet.post("/start", data={"code": given["code"]})).status_code == 303
    async with town.app.client("198.51.100.16") as another:
        assert (await another.post("/device", data={"code": made["code"]})).status_code == 422
    await _back_to_its_browser(town)


async def test_a_link_can_be_pasted_where_no_script_runs(town: Town) -> None:
    given = await _given_anew(town)
    async with town.app.client("198.51.100.17") as her:
        pasted = {
            "code": f" {given['code'].lower()}\n",
            "link": "",
            "pasted": f"http://localhost/start#{given['link']}",
        }
        assert (await her.post("/start", data=pasted)).status_code == 303
    await _back_to_its_browser(town)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_opening_the_link_and_its_page_changes_nothing(town: Town, method: str) -> None:
    async def rows() -> tuple[list[object], int, int]:
        async with town.app.services.database.read() as reader:
            invitations = await reader.all(select(Invitation))
            counted = len(await reader.all(select(SignIn))), len(await reader.all(select(Tries)))
            return [row.model_dump() for row in invitations], *counted

    before = await rows()
    async with town.app.client() as scanner:
        for path in ("/start", f"/start?code={town.code}", f"/start?link={town.link}", f"/start#{town.link}"):
            answer = await scanner.request(method, path)
            assert "sign-in" not in scanner.cookies
            assert answer.status_code == (200 if method == "GET" else 405)
    assert await rows() == before


async def test_wrong_used_and_expired_are_answered_with_the_same_bytes(town: Town) -> None:
    elsewhere, recalled = await _given_anew(town), await _given_anew(town)
    current = await _given_anew(town)
    async with town.app.client("198.51.100.18") as first:
        assert (await first.post("/start", data=current)).status_code == 303
    unknown = {"code": "AAAA-AAAA", "link": "x" * 43}
    answers = []
    async with town.app.client("198.51.100.19") as browser:
        await browser.get("/start")
        for tried in (unknown, {**current, "code": "AAAA-AAAA"}, elsewhere, recalled, current):
            answer = await browser.post("/start", data=tried)
            body = answer.text.replace(tried["code"], "").replace(tried["link"], "")
            headers = {name: value for name, value in answer.headers.items() if name != "content-length"}
            answers.append((answer.status_code, headers, body))
    assert all(answer == answers[0] for answer in answers)
    await _back_to_its_browser(town)


async def _given_anew(town: Town) -> dict[str, str]:
    """A fresh link and code of the town's witness, as the form sends them."""
    bookings, place = town.app.services.bookings, town.id("place:witness")
    made = await bookings.issue_invitation(town.id("hearing"), place, town.people["clerk"])
    return {"code": made.code, "link": made.link.partition("#")[2]}


async def _back_to_its_browser(town: Town) -> None:
    """The witness is in again where the other tests look for her."""
    given = await _given_anew(town)
    town.code, town.link = given["code"], given["link"]
    assert (await town.browsers["witness"].post("/start", data=given)).status_code == 303


async def test_after_signing_in_people_go_on_to_a_page_of_this_court_and_nowhere_else(town: Town) -> None:
    targets = {
        "/cases": "/cases",
        "//evil.example": "/desk",
        "https://evil.example": "/desk",
        "/\\evil.example": "/desk",
        "/\t/evil.example": "/desk",
        "/\r\n/evil.example": "/desk",
        "javascript:alert(1)": "/desk",
    }
    async with town.app.client("198.51.100.9") as browser:
        for asked, led in targets.items():
            answer = await browser.post("/sign-in", data={**RIGHT, "next": asked})
            assert (answer.status_code, answer.headers["location"]) == (303, led), asked


async def test_signing_out_ends_the_sign_in_everywhere_and_clears_the_browser(town: Town) -> None:
    async with town.app.client("198.51.100.10") as browser, town.app.client("198.51.100.11") as copy:
        await browser.post("/sign-in", data=RIGHT)
        copy.cookies.update(browser.cookies)
        assert (await copy.get("/api/v1/cases")).status_code == 200
        answer = await browser.post("/sign-out")
        assert answer.headers["clear-site-data"] == '"cache", "storage"'
        assert (await copy.get("/api/v1/cases")).status_code == 401


async def test_leaving_ends_the_sign_in_in_one_step_and_works_for_anybody(town: Town) -> None:
    async with town.app.client("198.51.100.12") as browser:
        await browser.post("/sign-in", data=RIGHT)
        kept = dict(browser.cookies)
        answer = await browser.get("/leave")
        assert answer.headers["clear-site-data"]
        assert answer.status_code in (200, 303)
        browser.cookies.update(kept)
        assert (await browser.get("/api/v1/cases")).status_code == 401
        assert (await browser.get("/leave")).status_code in (200, 303)


async def test_somebody_invited_sees_neither_the_case_nor_a_name_on_their_pages(town: Town) -> None:
    for path in ("/start/freely", "/start/later", "/start/appointment"):
        text = (await town.browsers["witness"].get(path)).text
        assert not [word for word in ("Zinaqua", "Trafficking", town.numbers["open"], "Varda") if word in text], path
