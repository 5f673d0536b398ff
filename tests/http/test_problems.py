"""One shape for every refusal of the API (RFC 9457), a page for every code, and nothing of what was sent in it."""

import logging
from typing import Any

import httpx
import pytest

from app.api.problems import described
from app.kernel.errors import all_refusals
from tests.doubles.app import RunningApp
from tests.http.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

CANARY = "Zcanaryzz"
_JSON = {"content-type": "application/json"}
_FORM = {"content-type": "application/x-www-form-urlencoded"}
_TOKENS = "/api/v1/tokens"
_PAIR = {"email": f"{CANARY}@varda.example", "password": CANARY}

# What fails, how it is asked for, and the status and code that say so.
PATHS: dict[str, tuple[str, str, str, dict[str, Any], int, str]] = {
    "no such address": ("anonymous", "GET", f"/api/v1/{CANARY}", {}, 404, "not-found"),
    "no such method": ("anonymous", "DELETE", "/api/v1/cases", {}, 405, "wrong-method"),
    "not signed in": ("anonymous", "GET", "/api/v1/cases", {}, 401, "sign-in-needed"),
    "wrong pair": ("anonymous", "POST", _TOKENS, {"json": _PAIR}, 401, "wrong-sign-in"),
    "bad token": (
        "anonymous",
        "GET",
        "/api/v1/cases",
        {"headers": {"authorization": f"Bearer {CANARY}"}},
        401,
        "bad-token",
    ),
    "not allowed": ("accused", "GET", "/api/v1/cases/{case}/candidates", {}, 403, "only-the-court-books"),
    "only by code": ("witness", "GET", "/api/v1/cases", {}, 403, "only-your-appointment"),
    "hidden": ("stranger", "GET", "/api/v1/hearings/{hearing}", {}, 404, "hearing-not-found"),
    "no id": ("clerk", "GET", f"/api/v1/cases/{CANARY}", {}, 422, "invalid"),
    "broken JSON": (
        "anonymous",
        "POST",
        _TOKENS,
        {"content": b'{"email": "Zcanaryzz', "headers": _JSON},
        422,
        "invalid",
    ),
    "deep JSON": ("anonymous", "POST", _TOKENS, {"content": b"[" * 90_000, "headers": _JSON}, 422, "invalid"),
    "a list": ("anonymous", "POST", _TOKENS, {"json": [CANARY]}, 422, "invalid"),
    "a field too many": ("anonymous", "POST", _TOKENS, {"json": {**_PAIR, CANARY: CANARY}}, 422, "invalid"),
    "wrong type": ("anonymous", "POST", _TOKENS, {"json": {**_PAIR, "email": [CANARY]}}, 422, "invalid"),
    "wrong content type": (
        "anonymous",
        "POST",
        _TOKENS,
        {"content": b"a=Zcanaryzz", "headers": _FORM},
        422,
        "invalid",
    ),
    "no content type": ("anonymous", "POST", _TOKENS, {"content": b"Zcanaryzz"}, 422, "invalid"),
    "too large": ("anonymous", "POST", _TOKENS, {"content": b"Zcanaryzz" * 200_000}, 413, "body-too-large"),
    "a NUL": ("anonymous", "POST", _TOKENS, {"json": {**_PAIR, "password": "\0"}}, 422, "character-unreadable"),
    "no key": ("clerk", "POST", "/api/v1/cases/{case}/hearings", {"json": {}}, 422, "invalid"),
    "foreign page": (
        "clerk",
        "POST",
        "/api/v1/cases/{case}/free-times",
        {"json": {}, "headers": {"origin": "https://evil.example"}},
        422,
        "foreign-origin",
    ),
}


@pytest.mark.parametrize("path", PATHS)
async def test_every_way_to_fail_is_told_in_one_shape(town: Town, path: str) -> None:
    role, method, address, given, status, code = PATHS[path]
    answer = await town.browsers[role].request(method, town.address(address), **given)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    body = answer.json()
    assert (body["status"], body["type"]) == (status, f"/problems/{code}")
    assert body["title"]
    assert body["detail"]
    assert body["instance"].startswith("urn:uuid:")
    assert CANARY not in answer.text


async def test_fields_that_are_wrong_are_named_by_their_place(app: RunningApp) -> None:
    async with app.client() as browser:
        answer = await browser.post(_TOKENS, json={"email": 7, CANARY: 1})
    assert answer.json()["errors"] == [
        {"pointer": "/body/email", "code": "string_type"},
        {"pointer": "/body/password", "code": "missing"},
        {"pointer": "/body", "code": "extra_forbidden"},
    ]


async def test_a_refused_method_says_which_there_are_and_a_refused_person_how_to_sign_in(app: RunningApp) -> None:
    async with app.client() as browser:
        wrong = await browser.put(_TOKENS)
        page = await browser.put("/sign-in")
        unknown = await browser.get("/api/v1/cases")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "POST")
    assert (page.status_code, page.headers["allow"]) == (405, "GET")
    assert unknown.headers["www-authenticate"] == "Bearer"


async def test_every_code_has_a_page_that_says_what_happened_and_what_to_do(app: RunningApp) -> None:
    async with app.client() as browser:
        for code, said in described().items():
            answer = await browser.get(f"/problems/{code}")
            assert answer.status_code == 200, code
            assert _plain(str(said["title"])) in _plain(answer.text), code
        assert (await browser.get(f"/problems/{CANARY}")).status_code == 404


async def test_every_refusal_there_is_has_its_code_in_the_list() -> None:
    assert {kind.code for kind in all_refusals() if kind.__module__.startswith("app.")} == set(described())


async def test_what_nobody_foresaw_is_told_without_its_words_and_under_the_headers_of_every_answer(
    app: RunningApp, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def falls_over() -> dict[str, str]:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(app.services.health, "parts", falls_over)
    monkeypatch.setattr(logging.getLogger("app.api.problems"), "disabled", False)  # whatever set up logging before
    caplog.set_level(logging.ERROR, logger="app.api.problems")
    async with app.client() as browser:
        answer = await browser.get("/health/ready")
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/broken")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert CANARY not in answer.text + caplog.text
    assert "RuntimeError" in caplog.text


async def test_without_its_database_the_court_still_says_so_in_a_page_and_in_a_problem(
    app: RunningApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise ConnectionRefusedError(CANARY)

    monkeypatch.setattr(app.services.database, "read", gone)
    async with app.client(**{"accept-language": "fr"}) as browser:
        page, answer = await browser.get("/log"), await browser.get("/api/v1/public/hearings")
        health = await browser.get("/health/ready")
    assert (page.status_code, answer.status_code, health.status_code) == (500, 500, 503)
    assert "<h1" in page.text
    assert 'lang="fr"' in page.text
    assert answer.json()["type"] == "/problems/broken"
    assert health.json()["parts"]["database"] == "failing"
    for one in (page, answer, health):
        assert "default-src 'none'" in one.headers["content-security-policy"]
        assert CANARY not in one.text


@pytest.mark.parametrize(("method", "path"), [("GET", "/no-such-page"), ("POST", "/no-such-page"), ("GET", "/cases/x")])
async def test_a_page_that_is_not_there_is_a_page_with_a_way_on(app: RunningApp, method: str, path: str) -> None:
    async with app.client() as browser:
        answer: httpx.Response = await browser.request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "<h1" in answer.text
    assert 'href="/' in answer.text


def _plain(text: str) -> str:
    return text.replace("&#39;", "'").replace("&quot;", '"').replace("’", "'")
