"""Whatever is sent to whichever address, the answer is a clear refusal and never a failure of ours (no 5xx)."""

from collections.abc import AsyncIterator, Iterator
from itertools import cycle
from typing import Any

import httpx
import pytest

from app.edge.bodies import LARGEST
from tests.http import api_law, page_law
from tests.http.law import Law
from tests.http.town import Town
from tests.sampling import part_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

CANARY = "Zcanaryzz"
_IDS = ("not-an-id", "00000000-0000-0000-0000-000000000000", "%00", "..%2f..%ff", "a" * 3000 + "🙂")
_QUERIES = (
    f"{CANARY}={CANARY}&search=%ff&case=%ff&lang=../../x&day=9999-12-31&days=-1&from=x&width=99999999&old=-1",
    "search=%00",
    "day=0001-01-01&from=0001-01-01&kept=99999999999999999999999&date=9999-12-31",
    "day=x&date=x&from=0000-00-00&kept=x&lang=%F0%9F%99%82&number=" + "a" * 3000,
)
_TYPES = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "text/plain", "")
_BODIES = (
    b"",
    b"{",
    b"[]",
    b"null",
    b"7",
    b'"text"',
    b"\xff\xfe\x00",
    b"[" * 50_000,
    b'{"' + CANARY.encode() + b'": "' + CANARY.encode() + b'"}',
    b'{"case_id": 9e999, "act": {}, "decision": [], "email": null, "date": "9999-99-99"}',
    b'{"public_reason": "a\\u0000b", "title": "a\\u0000b"}',
    b'{"reason": "\\ud800"}',
    b"a=%00&title=%ff%fe&day=9999-99-99",
    b"&" * 2000,
    b"--b\r\nContent-Disposition: form-data\r\n\r\n",
)


def _addresses() -> Iterator[Law]:
    yield from (*api_law.LAWS, *page_law.LAWS)


async def _answers(town: Town, law: Law, tries: Iterator[dict[str, Any]]) -> AsyncIterator[httpx.Response]:
    """What is answered to a part of the tries; to all of them in the long run."""
    for given in part_of(tries, 0.2):
        yield await town.browsers["clerk"].request(law.method, **given)


def _with_odd_ids(law: Law) -> Iterator[dict[str, Any]]:
    """Every id of the address replaced by something that is none."""
    for odd in _IDS:
        path = law.route.replace(":uuid", "").replace(":case_number", "")
        while "{" in path:
            path = path[: path.index("{")] + odd + path[path.index("}") + 1 :]
        yield {"url": path, "headers": dict(law.headers)}


def _with_odd_queries(town: Town, law: Law) -> Iterator[dict[str, Any]]:
    address = town.address(law.at or law.route)
    joint = "&" if "?" in address else "?"
    yield from ({"url": f"{address}{joint}{query}", "headers": dict(law.headers)} for query in _QUERIES)


def _with_odd_bodies(town: Town, law: Law) -> Iterator[dict[str, Any]]:
    kinds = cycle(_TYPES)
    for body in (one for one in _BODIES for _ in range(2)):
        kind = next(kinds)
        headers = {**law.headers, "idempotency-key": "k", **({"content-type": kind} if kind else {})}
        yield {"url": town.address(law.at or law.route), "content": body, "headers": headers}


async def test_an_id_that_is_none_finds_nothing(town: Town) -> None:
    for law in (law for law in _addresses() if "{" in law.route):
        async for answer in _answers(town, law, _with_odd_ids(law)):
            assert answer.status_code < 500, (law.method, answer.request.url)
            assert answer.status_code >= 303, (law.method, answer.request.url)


async def test_a_query_that_makes_no_sense_is_refused_or_left_out(town: Town) -> None:
    for law in (law for law in _addresses() if law.method == "GET" and law.route not in _LEAVES):
        async for answer in _answers(town, law, _with_odd_queries(town, law)):
            assert answer.status_code < 500, answer.request.url
            assert CANARY not in answer.text or "json" not in answer.headers.get("content-type", "")


async def test_a_body_that_makes_no_sense_is_refused_and_never_repeated(town: Town) -> None:
    for law in (law for law in _addresses() if law.method in {"POST", "PUT", "PATCH"} and law.route not in _LEAVES):
        async for answer in _answers(town, law, _with_odd_bodies(town, law)):
            assert answer.status_code < 500, (law.method, answer.request.url, answer.request.content[:60])
            assert CANARY not in answer.text, (law.method, answer.request.url)


async def test_more_than_the_court_takes_at_once_is_refused_before_any_route_looks_at_it(town: Town) -> None:
    huge = b'{"email": "' + b"a" * LARGEST + b'"}'
    for law in part_of((law for law in _addresses() if law.send is not None), 0.3):
        answer = await town.browsers["anonymous"].request(law.method, town.address(law.at or law.route), content=huge)
        assert answer.status_code == 413, law.route


_LEAVES = {"/leave", "/sign-out"}
