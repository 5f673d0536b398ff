"""Programs over HTTP: which token opens what, on every route; and where a request may come from."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

import httpx
import pytest

from app.auth.rules import marked
from app.auth.terms import Mark, Scope
from app.edge.scopes import SCOPES, scope_for
from tests.doubles.app import URL
from tests.http import api_law, page_law
from tests.http.law import Law
from tests.http.town import PHRASE, Town, email_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

BASE = "/api/v1"
RIGHT = {"email": email_of("counsel"), "password": PHRASE}


def _bearing(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


async def _pair(town: Town, role: str = "counsel") -> dict[str, str]:
    async with town.app.client() as program:
        found: dict[str, str] = (await program.post(f"{BASE}/tokens", json={**RIGHT, "email": email_of(role)})).json()
    return found


async def _made(town: Town, *scopes: Scope, role: str = "counsel") -> str:
    pair = await _pair(town, role)
    wanted = {"name": "Office software", "scopes": [scope.value for scope in scopes], "days": 30}
    async with town.app.client(**_bearing(pair["access_token"])) as program:
        answer = await program.post(f"{BASE}/personal-tokens", json=wanted)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["token"])


def _routes() -> Iterator[tuple[Law, Scope | None]]:
    """One law of each route, with the scope the route needs; those that anybody may ask are asked as well."""
    seen = set()
    for law in (*api_law.LAWS, *page_law.LAWS):
        if (law.method, law.route) not in seen:
            seen.add((law.method, law.route))
            yield law, scope_for(law.method, law.route)


async def _ask(program: httpx.AsyncClient, town: Town, law: Law) -> httpx.Response:
    path = town.address(law.at or law.route, "closed" if law.cases[0] != "open" else "open")
    sent = law.send(town, "open") if law.send else None
    api = path.startswith("/api/")
    return await program.request(
        law.method,
        path,
        headers=dict(law.headers),
        json=sent if api else None,
        data=None if api else sent,  # type: ignore[arg-type]
    )


async def test_a_personal_token_opens_the_routes_of_its_scopes_and_no_other_route_there_is(town: Town) -> None:
    """Walks every route of both edges; one that asks nobody who they are gives a token what it gives anybody."""
    for scope in Scope:
        token = await _made(town, scope)
        async with town.app.client(**_bearing(token)) as program, town.app.client() as anybody:
            for law, needed in _routes():
                refused = _refused(await _ask(program, town, law))
                if needed is scope:
                    assert not refused, (law.method, law.route)
                elif not refused:
                    assert law.public, (law.method, law.route)
                    with_it, without = await _ask(program, town, law), await _ask(anybody, town, law)
                    assert with_it.status_code == without.status_code, (law.method, law.route)
                    assert with_it.headers.get("location") == without.headers.get("location"), law.route


def _refused(answer: httpx.Response) -> bool:
    words = ("outside-the-scopes", "was not made for that")  # as the API says it, and as a page does
    told = answer.request.method == "HEAD" or any(one in answer.text for one in words)
    return answer.status_code == 403 and told


async def test_every_line_of_the_table_of_scopes_is_a_route_there_is(town: Town) -> None:
    paths = town.app.web.openapi()["paths"].items()
    routes = {f"{verb.upper()} {path.removeprefix(BASE)}" for path, verbs in paths for verb in verbs}
    assert {route for of_scope in SCOPES.values() for route in of_scope} <= routes
    assert set(SCOPES) == set(Scope)


async def test_nothing_that_decides_reveals_or_changes_who_may_come_in_is_for_a_personal_token() -> None:
    closed = {"ruling", "review", "protections", "acts", "invitation", "sign-ins", "tokens", "tickets"}
    for law in api_law.LAWS:
        if closed & set(law.route.split("/")):
            assert scope_for(law.method, law.route) is None, law.route


async def test_a_personal_token_does_what_its_person_may_and_no_more(town: Town) -> None:
    token = await _made(town, *Scope, role="stranger")
    async with town.app.client(**_bearing(token)) as program:
        assert (await program.get(f"{BASE}/cases")).status_code == 200
        assert (await program.get(town.address(BASE + "/cases/{case}", "closed"))).status_code == 404
        assert (await program.get(town.address(BASE + "/cases/{case}", "foreign"))).status_code == 200


WRONG: Mapping[str, str] = {
    "an unknown token": marked(Mark.personal, "A" * 43),
    "a refresh token": marked(Mark.refresh, "A" * 43, "B" * 43),
    "a ticket": marked(Mark.ticket, "A" * 43),
    "nothing": "",
    "a word": "let-me-in",
    "something huge": "ejp_" + "A" * 9000,
    "two tokens": "a b",
}


@pytest.mark.parametrize("what", WRONG)
async def test_what_is_no_token_of_ours_is_refused_even_where_anybody_may_ask_and_beside_a_good_cookie(
    town: Town, what: str
) -> None:
    headers = _bearing(WRONG[what])
    for path in (f"{BASE}/cases", town.address(BASE + "/cases/{case}")):
        answer = await town.browsers["counsel"].get(path, headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (401, "/problems/bad-token"), path
        assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_a_refresh_token_opens_no_route_and_an_access_token_renews_nothing(town: Town) -> None:
    pair = await _pair(town)
    async with town.app.client() as program:
        as_access = await program.get(f"{BASE}/cases", headers=_bearing(pair["refresh_token"]))
        as_refresh = await program.post(f"{BASE}/tokens/refresh", json={"refresh_token": pair["access_token"][:200]})
        personal = await program.post(f"{BASE}/tokens/refresh", json={"refresh_token": town.personal_token})
    assert [one.status_code for one in (as_access, as_refresh, personal)] == [401, 401, 401]


async def test_a_pair_is_renewed_and_a_second_use_signs_the_program_out_and_tells_its_owner(town: Town) -> None:
    pair = await _pair(town)
    async with town.app.client() as program:
        fresh = (await program.post(f"{BASE}/tokens/refresh", json={"refresh_token": pair["refresh_token"]})).json()
        assert (await program.get(f"{BASE}/cases", headers=_bearing(fresh["access_token"]))).status_code == 200
        again = await program.post(f"{BASE}/tokens/refresh", json={"refresh_token": pair["refresh_token"]})
        assert (again.status_code, again.json()["type"]) == (401, "/problems/refresh-token-ended")
        assert (await program.get(f"{BASE}/cases", headers=_bearing(fresh["access_token"]))).status_code == 401
    page = (await town.browsers["counsel"].get("/account/sign-ins")).text
    assert "A program of yours was signed out." in page


async def test_ending_a_program_on_the_page_shuts_it_out_at_once(town: Town) -> None:
    pair = await _pair(town)
    bearing = _bearing(pair["access_token"])
    async with town.app.client(**bearing) as program:
        mine = (await program.get(f"{BASE}/sign-ins")).json()
        this = next(one for one in mine if one["this_one"])
        assert (this["program"], this["how"]) == (True, "password")
        ended = await town.browsers["counsel"].post(f"/account/sign-ins/{this['id']}/end")
        assert ended.status_code == 303
        assert (await program.get(f"{BASE}/cases")).status_code == 401


async def test_a_sign_in_of_somebody_else_is_not_there(town: Town) -> None:
    theirs = (await town.browsers["clerk"].get(f"{BASE}/sign-ins")).json()
    for one in theirs:
        answer = await town.browsers["counsel"].delete(f"{BASE}/sign-ins/{one['id']}")
        assert (answer.status_code, answer.json()["type"]) == (404, "/problems/sign-in-not-found")
    assert (await town.browsers["clerk"].get(f"{BASE}/cases")).status_code == 200


async def test_a_list_of_sign_ins_says_neither_from_where_nor_any_secret(town: Town) -> None:
    async with town.app.client("198.51.100.77", **{"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/131.0"}) as browser:
        await browser.post("/sign-in", data=RIGHT)
        await browser.get("/cases")
        answers = [(await browser.get(path)).text for path in (f"{BASE}/sign-ins", "/account/sign-ins")]
        secret = next(iter(browser.cookies.values()))
    for text in answers:
        assert "198.51.100" not in text
        assert "131" not in text
        assert secret not in text
        assert "Firefox" in text


async def test_a_token_is_shown_once_and_no_page_or_answer_keeps_it(town: Town) -> None:
    async with town.app.client() as browser:
        await browser.post("/sign-in", data=RIGHT)
        made = await browser.post("/account/tokens/new", data={"name": "Archive", "scopes": "cases:read", "days": "30"})
        assert made.headers["cache-control"] == "no-store"
        token = made.text.partition('aria-labelledby="token-label">')[2].partition("<")[0]
        assert token.startswith("ejp_")
        lists = [(await browser.get(path)).text for path in ("/account/tokens", f"{BASE}/personal-tokens")]
        assert not [text for text in lists if token in text]
        assert all("Archive" in text and token[:8] in text for text in lists)
        assert (await browser.get(f"{BASE}/cases", headers=_bearing(token))).status_code == 200


async def test_a_token_lasts_a_year_at_most_and_is_for_something(town: Town) -> None:
    for wrong in ({"days": 366}, {"days": 0}, {"scopes": []}, {"scopes": ["everything"]}, {"name": " "}):
        wanted = {"name": "Archive", "scopes": ["cases:read"], "days": 365, **wrong}
        answer = await town.browsers["counsel"].post(f"{BASE}/personal-tokens", json=wanted)
        assert answer.status_code == 422, wrong
    page = await town.browsers["counsel"].post("/account/tokens/new", data={"name": "", "days": "9999"})
    assert page.status_code == 422
    last = {"name": "Archive", "scopes": ["cases:read"], "days": 365}
    made = (await town.browsers["counsel"].post(f"{BASE}/personal-tokens", json=last)).json()
    assert datetime.fromisoformat(made["expires_at"]) <= town.app.services.clock.now() + timedelta(days=365)


async def test_revoking_asks_once_more_and_then_shuts_the_program_out(town: Town) -> None:
    token = await _made(town, Scope.read_cases)
    browser = town.browsers["counsel"]
    which = next(one for one in (await browser.get(f"{BASE}/personal-tokens")).json() if one["used_at"] is None)
    address = f"/account/tokens/{which['id']}/revocation"
    async with town.app.client(**_bearing(token)) as program:
        assert "Revoke this token?" in (await browser.post(address)).text
        assert (await program.get(f"{BASE}/cases")).status_code == 200
        assert (await browser.post(address, data={"confirmed": "yes"})).status_code == 303
        assert (await program.get(f"{BASE}/cases")).status_code == 401


SAID: Mapping[str, tuple[list[tuple[str, str]], bool]] = {
    "a form of ours": ([("origin", "null"), ("sec-fetch-site", "same-origin")], True),
    "a script of ours": ([("origin", URL), ("sec-fetch-site", "same-origin")], True),
    "an old browser on a page of ours": ([("origin", URL)], True),
    "somebody who typed the address": ([("sec-fetch-site", "none")], True),
    "an old browser on no page": ([("origin", "null")], False),
    "typed, yet from another page": ([("origin", "https://evil.example"), ("sec-fetch-site", "none")], False),
    "ours, yet from another page": ([("origin", "https://evil.example"), ("sec-fetch-site", "same-origin")], False),
    "two pages at once": ([("origin", URL), ("origin", "https://evil.example")], False),
    "two pages at once, the other way round": ([("origin", "https://evil.example"), ("origin", URL)], False),
    "two sites at once": ([("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")], False),
    "a list of pages": ([("origin", f"{URL}, https://evil.example")], False),
    "capitals": ([("origin", URL.upper())], False),
    "ours with a path": ([("origin", f"{URL}/")], False),
    "an unknown word": ([("sec-fetch-site", "friendly")], False),
    "nothing, with a cookie": ([], False),
}


@pytest.mark.parametrize("who", SAID)
async def test_a_request_with_a_cookie_is_taken_from_our_own_pages_alone(town: Town, who: str) -> None:
    said, ours = SAID[who]
    browser = town.browsers["counsel"]
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    headers = [("cookie", cookie), *said]
    async with town.app.client() as bare:
        del bare.headers["origin"]
        answer = await bare.post(f"{BASE}/filings/fee-quote", json={}, headers=headers)
    assert (answer.json()["type"] == "/problems/foreign-origin") is not ours


async def test_of_many_renewals_at_one_moment_one_is_answered_with_tokens(town: Town) -> None:
    pair = await _pair(town)
    async with town.app.client() as program:
        sent = {"refresh_token": pair["refresh_token"]}
        answers = await asyncio.gather(*(program.post(f"{BASE}/tokens/refresh", json=sent) for _ in range(64)))
    assert sorted(one.status_code for one in answers) == [200, *[401] * 63]
