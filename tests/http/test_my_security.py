"""Two factors over HTTP: a first step opens nothing, a proof interrupts nothing, a program gives a code."""

import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from html import unescape
from http.cookies import SimpleCookie

import httpx
import pyotp
import pytest
import pytest_asyncio

from app.auth.steps import NewPerson, open_account, register_person
from app.auth.terms import FRESH, Desk
from app.cases.models import Court
from app.kernel.clock import SettableClock
from app.kernel.protected import Protected
from tests.builders import NOW, cheap_passwords
from tests.doubles.app import HTTPS_URL, RunningApp, running_app

pytestmark = pytest.mark.asyncio(loop_scope="module")
PHRASE, REASON = "harbour lamp in the rain", 'Lost the phone. "Seen" in person & known <well>.'
PEOPLE = {
    "clerk": Desk.clerk,
    "counsel": Desk.counsel,
    "newcomer": Desk.counsel,
    "party": Desk.participant,
    "registrar": Desk.registrar,
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def strict(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningApp]:
    """A court over https that asks for two factors, with a clock of the test's own."""
    folder, clock = tmp_path_factory.mktemp("strict"), SettableClock(NOW)
    async with running_app(folder, clock=clock, public_url=HTTPS_URL, second_factor="required") as app:
        stored = await cheap_passwords().hash(PHRASE)
        async with app.services.database.begin() as uow:
            court = Court(name="District Court of Varda", zone="Europe/Vienna")
            uow.add(court)
            await uow.flush()
            for key, desk in PEOPLE.items():
                person = await register_person(uow, NewPerson(Protected(f"Name of {key}")), by=None, at=NOW)
                index = app.services.identity.blind_index(f"email:{key}@varda.example")
                open_account(uow, person, index, stored, desk, court.id if desk is Desk.clerk else None)
        yield app


def clock_of(app: RunningApp) -> SettableClock:
    clock = app.services.clock
    assert isinstance(clock, SettableClock)
    return clock


async def give_password(browser: httpx.AsyncClient, key: str, **more: str) -> httpx.Response:
    return await browser.post("/sign-in", data={"email": f"{key}@varda.example", "password": PHRASE, **more})


async def with_app(app: RunningApp, browser: httpx.AsyncClient, key: str) -> tuple[pyotp.TOTP, list[str]]:
    """All the way in, through the pages."""
    await give_password(browser, key)
    assert (await browser.post("/sign-in/set-up/app")).headers["location"] == "/sign-in/set-up/app"
    page = (await browser.get("/sign-in/set-up/app")).text
    found = re.search(r'secret-key"[^>]*>([A-Z2-7 ]+)<', page)
    assert found
    shared = pyotp.TOTP(found[1].replace(" ", ""))
    code = shared.at(int(clock_of(app).now().timestamp()))
    shown = await browser.post("/sign-in/set-up/app/confirmation", data={"code": code})
    assert shown.status_code == 200
    return shared, re.findall(r"<li><code>([0-9A-Z-]+)</code>", shown.text)


async def test_a_first_step_opens_nothing_but_the_second(strict: RunningApp) -> None:
    async with strict.client() as browser:
        answer = await give_password(browser, "newcomer", next="/cases")
        assert answer.headers["location"] == "/sign-in/set-up?next=%2Fcases"
        flags = SimpleCookie(answer.headers["set-cookie"])["__Host-first-step"]
        assert (flags["secure"], flags["httponly"], flags["samesite"], flags["path"]) == (True, True, "lax", "/")
        token = browser.cookies["__Host-first-step"]
        assert (await browser.get("/sign-in/set-up")).status_code == 200
        for path in ("/cases", "/desk", "/account/security", "/account/confirm", "/recoveries"):
            assert (await browser.get(path)).headers["location"].startswith("/sign-in?"), path
        for path in ("/api/v1/cases", "/api/v1/account/security", "/api/v1/recoveries"):
            assert (await browser.get(path)).status_code == 401, path
            assert (await browser.get(path, headers={"cookie": f"__Host-sign-in={token}"})).status_code == 401, path
            assert (await browser.get(path, headers={"authorization": f"Bearer {token}"})).status_code == 401, path


async def test_a_party_is_let_in_and_staff_is_not(strict: RunningApp) -> None:
    async with strict.client() as party, strict.client() as registrar:
        assert (await give_password(party, "party")).headers["location"] == "/assignments"
        assert (await give_password(registrar, "registrar")).headers["location"] == "/sign-in/set-up"


async def test_the_secret_is_shown_until_it_is_confirmed_and_the_codes_once(strict: RunningApp) -> None:
    async with strict.client() as browser:
        shared, codes = await with_app(strict, browser, "counsel")
        assert len(codes) == 10
        assert "__Host-first-step" not in browser.cookies
        assert shared.secret not in (await browser.get("/account/security")).text
        assert (await browser.get("/account/security/app")).status_code == 409
        view = (await browser.get("/api/v1/account/security")).json()
        assert (view["app"], view["backup_codes_left"], view["needs_two"]) == (True, 10, True)
        token = {"email": "counsel@varda.example", "password": PHRASE}
        refused = await browser.post("/api/v1/tokens", json=token)
        assert (refused.status_code, refused.json()["type"]) == (401, "/problems/second-factor-needed")
        given = await browser.post("/api/v1/tokens", json={**token, "code": codes[0]})
        assert given.status_code == 200
        again = await browser.post("/api/v1/tokens", json={**token, "code": codes[0]})
        assert (again.status_code, again.json()["type"]) == (401, "/problems/wrong-factor")


async def test_a_stale_proof_leads_to_the_confirmation_and_back_with_all_that_was_written(strict: RunningApp) -> None:
    async with strict.client() as browser:
        _, codes = await with_app(strict, browser, "clerk")
        before = browser.cookies["__Host-sign-in"]
        clock_of(strict).advance(FRESH)
        asked = await browser.get("/account/security/password")
        assert asked.headers["location"] == "/account/confirm?next=%2Faccount%2Fsecurity%2Fpassword"
        written = {"email": "party@varda.example", "reason": REASON}
        stopped = await browser.post("/recoveries", data=written)
        assert stopped.status_code == 403
        kept = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', stopped.text))
        assert dict(json.loads(unescape(kept["carry"]))) == written
        proof = {"password": PHRASE, "code": codes[1], **{name: unescape(text) for name, text in kept.items()}}
        wrong = await browser.post("/account/confirm", data={**proof, "code": "000000"})
        assert (wrong.status_code, "Lost the phone" in wrong.text) == (422, True)
        going_on = await browser.post("/account/confirm", data=proof)
        assert browser.cookies["__Host-sign-in"] != before
        form = re.findall(r'<textarea name="(\w+)" hidden>\n([^<]*)</textarea>', going_on.text)
        again = {name: unescape(text) for name, text in form}
        assert again == written
        assert 'action="/recoveries"' in going_on.text
        assert (await browser.post("/recoveries", data=again)).status_code == 303
        (row,) = (await browser.get("/api/v1/recoveries")).json()
        assert (row["reason"], row["yours"]) == (REASON, True)


async def test_what_is_carried_never_holds_a_password_and_never_leads_elsewhere(strict: RunningApp) -> None:
    async with strict.client() as browser:
        await give_password(browser, "party")
        clock_of(strict).advance(FRESH)
        stopped = await browser.post("/account/security/password", data={"password": "seven herons under a lamp"})
        assert (stopped.status_code, "herons" in stopped.text) == (403, False)
        for away in ("https://evil.example/", "//evil.example", "/\\evil.example"):
            carried = {"password": PHRASE, "carry_to": away, "carry": '[["a", "b"]]', "next": away}
            answer = await browser.post("/account/confirm", data=carried)
            assert "evil" not in answer.text + answer.headers.get("location", "")
        for broken in ("[", '{"a": 1}', "[1]", "[[[[[", "null"):
            sent = {"password": PHRASE, "carry_to": "/recoveries", "carry": broken}
            assert (await browser.post("/account/confirm", data=sent)).status_code in (200, 303)


async def test_a_program_learns_that_a_fresh_proof_is_needed_and_a_browser_gives_it(strict: RunningApp) -> None:
    async with strict.client() as browser:
        await give_password(browser, "party")
        clock_of(strict).advance(FRESH + timedelta(seconds=1))
        stopped = await browser.post("/api/v1/account/authenticator")
        assert (stopped.status_code, stopped.json()["type"]) == (403, "/problems/confirm-it-is-you")
        assert (await browser.post("/api/v1/sign-in/proof", json={"password": PHRASE})).status_code == 204
        begun = await browser.post("/api/v1/account/authenticator")
        assert begun.status_code == 201
        assert begun.json()["address"].startswith("otpauth://totp/court.example:Name%20of%20party")
        token = (
            await browser.post("/api/v1/tokens", json={"email": "party@varda.example", "password": PHRASE})
        ).json()["access_token"]
    async with strict.client() as program:
        bearer = {"authorization": f"Bearer {token}"}
        answer = await program.post("/api/v1/sign-in/proof", json={"password": PHRASE}, headers=bearer)
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/nothing-to-confirm-here")


async def test_wrong_used_and_unknown_recovery_codes_get_the_same_page(strict: RunningApp) -> None:
    async with strict.client("198.51.100.40") as browser:
        pages = set()
        for code in ("7K2M-9QXT-4HRD-01VB", "A" * 60, "QQQQ"):
            answer = await browser.post("/recovery", data={"code": code, "password": "seven herons under a lamp"})
            assert answer.status_code == 422
            pages.add(answer.text.replace(code, ""))
        assert len(pages) == 1
