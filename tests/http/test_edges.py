"""What holds for every answer and every request: headers, where a request came from, addresses, languages."""

from collections.abc import AsyncIterator
from html.parser import HTMLParser

import pytest
import pytest_asyncio

from app.edge.headers import ALWAYS
from tests.doubles.app import HTTPS_URL, URL, RunningApp, running_app
from tests.http import api_law, page_law
from tests.http.town import PHRASE, Town, email_of
from tests.sampling import part_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

LAWS = (*api_law.LAWS, *page_law.LAWS)
UNSAFE = [law for law in LAWS if law.method not in {"GET", "HEAD", "OPTIONS"}]
FOREIGN: dict[str, dict[str, str]] = {
    "another site": {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
    "another site, by an old browser": {"origin": "https://evil.example"},
    "a neighbour of ours": {"origin": "http://other.localhost:8000", "sec-fetch-site": "same-site"},
    "another port": {"origin": "http://localhost:9000"},
    "https of the same name": {"origin": "https://localhost:8000"},
    "nowhere": {"origin": "null"},
    "our name, said by the browser to be foreign": {"origin": URL, "sec-fetch-site": "cross-site"},
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def https_app(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningApp]:
    """An installation as people reach it from outside."""
    async with running_app(tmp_path_factory.mktemp("https"), public_url=HTTPS_URL) as made:
        yield made


async def test_every_answer_bears_the_headers_that_keep_a_page_to_itself(town: Town) -> None:
    paths = [town.address(law.at or law.route) for law in LAWS if law.method == "GET" and law.route != "/leave"]
    for path in (*paths, "/no-such-page", "/static/no-such-file", "/api/v1/no-such-route", "/api/v1/openapi.json"):
        for role in ("anonymous", "clerk", "counsel"):
            headers = (await town.browsers[role].get(path)).headers
            for name, value in ALWAYS.items():
                document = name == "content-security-policy" and "sandbox" in headers[name]
                assert headers[name] == value or document, (path, name)
            assert headers["cache-control"], path


async def test_pages_and_answers_are_not_kept(town: Town) -> None:
    for path in ("/", "/cases", "/start", "/api/v1/cases", town.address("/documents/{docketed-document}")):
        assert (await town.browsers["counsel"].get(path)).headers["cache-control"] == "no-store"


async def test_the_policy_lets_nothing_in_from_outside_and_nothing_run_inline() -> None:
    policy = ALWAYS["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert not [word for word in ("unsafe-", "*", "http:", "https:") if word in policy]


class _Inline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.found += [name for name in named if name.startswith("on") or name == "style"]
        data = named.get("type") in ("application/json", "speculationrules")
        if tag == "style" or (tag == "script" and "src" not in named and not data):
            self.found.append(tag)
        source = named.get("src") or (named.get("href") if tag == "link" else None) or ""
        if source.startswith(("http:", "https:", "//")):
            self.found.append(source)


async def test_no_page_has_anything_inline_or_from_another_origin(town: Town) -> None:
    for law in (law for law in page_law.LAWS if law.method == "GET" and law.route != "/leave"):
        for role in ("anonymous", "clerk", "judge", "counsel", "witness"):
            answer = await town.browsers[role].get(town.address(law.at or law.route))
            if "html" in answer.headers.get("content-type", ""):
                reader = _Inline()
                reader.feed(answer.text)
                assert not reader.found, (law.route, role)


@pytest.mark.parametrize("where", FOREIGN)
async def test_no_other_site_can_act_with_somebody_elses_cookie(town: Town, where: str) -> None:
    for law in part_of(UNSAFE, 0.3):
        headers, sent = {**law.headers, **FOREIGN[where]}, law.send(town, "open") if law.send else None
        path = town.address(law.at or law.route)
        answer = await town.browsers["clerk"].request(law.method, path, headers=headers, json=sent)
        assert answer.status_code == 422, (law.method, law.route)
        assert "foreign-origin" in answer.text or "did not come from a page" in answer.text, law.route
    assert (await town.browsers["clerk"].get("/api/v1/cases")).status_code == 200  # nobody was signed out


async def test_a_program_with_a_token_and_no_cookie_needs_no_origin(town: Town) -> None:
    async with town.app.client() as program:
        del program.headers["origin"]
        given = await program.post("/api/v1/tokens", json={"email": email_of("counsel"), "password": PHRASE})
        bearer = {"authorization": f"Bearer {given.json()['access_token']}"}
        answer = await program.post("/api/v1/filings/fee-quote", json=api_law.filing(town, "open"), headers=bearer)
        assert answer.status_code == 200
        assert (await program.get("/api/v1/cases", headers=bearer)).status_code == 200


async def test_a_request_with_a_cookie_and_no_word_of_where_it_came_from_is_refused(town: Town) -> None:
    request = town.browsers["clerk"].build_request("POST", "/api/v1/filings/fee-quote", json={})
    del request.headers["origin"]
    assert "cookie" in request.headers
    assert (await town.browsers["clerk"].send(request)).status_code == 422


async def test_health_and_the_api_answer_on_127_0_0_1_and_pages_go_to_localhost(
    app: RunningApp,
) -> None:
    async with app.client(base_url="http://127.0.0.1:8000") as browser:
        for path in ("/health/live", "/health/ready", "/api/v1/openapi.json", "/.well-known/ejustice-log/key"):
            assert (await browser.get(path)).status_code == 200, path
        token = await browser.post("/api/v1/tokens", json={"email": "a@b", "password": "x"}, headers={"origin": URL})
        assert token.status_code == 401
        for path, query in (("/", ""), ("/start", ""), ("/sign-in", "?next=%2Fcases")):
            answer = await browser.get(path + query)
            assert (answer.status_code, answer.headers["location"]) == (307, f"{URL}{path}{query}")


async def test_outside_this_machine_everything_is_https_and_says_so(https_app: RunningApp) -> None:
    async with https_app.client() as browser:
        answer = await browser.get("/sign-in")
    assert "max-age=" in answer.headers["strict-transport-security"]


async def test_a_plain_installation_does_not_promise_https(app: RunningApp) -> None:
    async with app.client() as browser:
        assert "strict-transport-security" not in (await browser.get("/sign-in")).headers


LANGUAGES = {
    "fr": ("fr", "ltr"),
    "fr-CA": ("fr", "ltr"),
    "ar": ("ar", "rtl"),
    "de, es;q=0.4": ("es", "ltr"),
    "tlh": ("en", "ltr"),
    "": ("en", "ltr"),
    "*": ("en", "ltr"),
    "fr;q=nonsense, ru;q=0.9": ("ru", "ltr"),
}


@pytest.mark.parametrize("asked", LANGUAGES)
async def test_a_page_comes_in_the_language_the_browser_asks_for(app: RunningApp, asked: str) -> None:
    code, direction = LANGUAGES[asked]
    async with app.client(**{"accept-language": asked}) as browser:
        text = (await browser.get("/sign-in")).text
    assert f'lang="{code}"' in text
    assert f'dir="{direction}"' in text


async def test_a_language_chosen_once_is_kept_and_beats_what_the_browser_asks_for(app: RunningApp) -> None:
    async with app.client(**{"accept-language": "fr"}) as browser:
        assert 'lang="es"' in (await browser.get("/sign-in?lang=es")).text
        assert 'lang="es"' in (await browser.get("/start")).text
        assert 'lang="es"' in (await browser.get("/start?lang=no-such-language")).text
