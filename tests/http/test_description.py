"""The API's description of itself: examples that work, and answers that are what it says they are."""

import asyncio
import os
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.core.result import Ok

from tests.doubles.app import RunningApp
from tests.http.town import PHRASE, Town, email_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

EXAMPLES = 60 if os.environ.get("EJ_TEST_EXAMPLES") == "long" else 5
_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
Ask = Callable[[schemathesis.Case[Any], bool], httpx.Response]


def _bodies(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {})
            if "application/json" in content:
                yield f"{method.upper()} {path}", content["application/json"]


def _examples(description: dict[str, Any], body: dict[str, Any]) -> list[Any]:
    """The examples of a body: its own, or those of the schemas it refers to."""
    schema = body["schema"]
    refs = [schema] if "$ref" in schema else schema.get("oneOf", schema.get("anyOf", []))
    named = [description["components"]["schemas"][ref["$ref"].rpartition("/")[2]] for ref in refs if "$ref" in ref]
    of_parts = [example for one in named for example in one.get("examples", [])]
    own = [one["value"] for one in body.get("examples", {}).values()] + schema.get("examples", [])
    return [*own, *of_parts]


async def test_every_body_has_an_example_that_is_what_the_schema_asks_for(app: RunningApp) -> None:
    description = app.web.openapi()
    bodies = dict(_bodies(description))
    assert len(bodies) > 10
    for name, body in bodies.items():
        examples = _examples(description, body)
        assert examples, name
        check = Draft202012Validator({**body["schema"], "components": description["components"]})
        assert not [error.message for example in examples for error in check.iter_errors(example)], name


async def test_every_operation_says_what_it_does_and_what_a_problem_looks_like(app: RunningApp) -> None:
    for path, methods in app.web.openapi()["paths"].items():
        for method, operation in methods.items():
            assert operation.get("description"), (method, path)
            if path.startswith("/api/"):
                assert "application/problem+json" in operation["responses"]["4XX"]["content"], (method, path)


_REAL = {
    "case_id": "case",
    "hearing_id": "hearing",
    "filing_id": "filed",
    "document_id": "docketed-document",
    "participant_id": "place:interpreter",
    "order_id": "order",
    "upload_id": "upload",
    "leaf_id": "leaf",
}


@pytest.mark.parametrize("role", ["clerk", "counsel"])
async def test_whatever_is_sent_the_answer_is_one_the_description_knows(town: Town, role: str) -> None:
    async with town.app.client() as program:
        issued = await program.post("/api/v1/tokens", json={"email": email_of(role), "password": PHRASE})
        program.headers["authorization"] = f"Bearer {issued.json()['access_token']}"
        loop = asyncio.get_running_loop()

        def ask(case: schemathesis.Case[Any], real: bool) -> httpx.Response:
            if real:
                ids = {name: str(town.id(_REAL[name])) for name in case.path_parameters if name in _REAL}
                case.path_parameters.update(ids)
            sent = case.as_transport_kwargs(base_url=str(program.base_url))
            if isinstance(sent.get("data"), bytes | str):  # a raw body, as httpx names it
                sent["content"] = sent.pop("data")
            request = program.build_request(**sent)
            return asyncio.run_coroutine_threadsafe(program.send(request), loop).result(60)

        for found in schemathesis.openapi.from_dict(town.app.web.openapi()).get_all_operations():
            assert isinstance(found, Ok)
            await asyncio.to_thread(_try, found.ok(), ask)


def _try(operation: Any, ask: Ask) -> None:
    @given(case=operation.as_strategy(), real=st.booleans())
    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
    def answers_as_described(case: schemathesis.Case[Any], real: bool) -> None:
        case.validate_response(ask(case, real), checks=_CHECKS)

    answers_as_described()
