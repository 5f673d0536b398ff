"""The one place where a refusal becomes a status number and an RFC 9457 problem document."""

import logging
import traceback
from typing import Any, assert_never
from uuid import uuid4

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from app.kernel.errors import (
    N_,
    Forbidden,
    Invalid,
    Kind,
    NotFound,
    Refusal,
    TooLarge,
    Unauthenticated,
    Unavailable,
    all_refusals,
)
from app.kernel.events import as_plain
from app.language.i18n import negotiate, translate

logger = logging.getLogger(__name__)


_TEXT = {"type": "string"}
_PROBLEM = {
    "description": "A problem (RFC 9457). `type`: the page that explains it; `errors`: which fields.",
    "content": {
        "application/problem+json": {
            "schema": {
                "type": "object",
                "required": ["type", "title", "status", "detail", "instance"],
                "properties": {
                    "type": _TEXT,
                    "title": _TEXT,
                    "status": {"type": "integer"},
                    "detail": _TEXT,
                    "instance": _TEXT,
                    "errors": {
                        "type": "array",
                        "items": {"type": "object", "properties": {"pointer": _TEXT, "code": _TEXT}},
                    },
                },
            }
        }
    },
}
PROBLEMS: dict[int | str, dict[str, Any]] = {"4XX": _PROBLEM, "5XX": _PROBLEM}
"""What every operation of the API may answer besides what it is asked for, as its description says."""


def status_of(kind: Kind) -> int:
    """The HTTP status of a kind of refusal."""
    match kind:
        case "invalid":
            return 422
        case "unauthenticated":
            return 401
        case "forbidden":
            return 403
        case "not_found":
            return 404
        case "conflict":
            return 409
        case "precondition":
            return 412
        case "gone":
            return 410
        case "too_large":
            return 413
        case "too_many":
            return 429
        case "unavailable":
            return 503
        case _:
            assert_never(kind)


class Broken(Unavailable):
    """Something we did not foresee. The person learns that nothing they sent before is lost, and no more."""

    code = "broken"


class WrongMethod(Invalid):
    code = "wrong-method"
    title = N_("This address does not take that kind of request.")
    hint = N_("Go back to the page before, and go on from there.")


_OF_HTTP: dict[type[Refusal], int] = {Broken: 500, WrongMethod: 405}


def status_for(refusal: Refusal | type[Refusal]) -> int:
    """The HTTP status of one refusal."""
    kind = refusal if isinstance(refusal, type) else type(refusal)
    return _OF_HTTP.get(kind) or status_of(kind.kind)


def headers_for(error: Exception, refusal: Refusal) -> dict[str, str]:
    """What a status asks for beside itself: who may sign in how (RFC 9110 §11.6), which
    methods there are (§15.5.6), how long to wait (§10.2.3)."""
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if "retry_after" in refusal.data:
        headers["retry-after"] = str(refusal.data["retry_after"])
    return {**headers, "www-authenticate": "Bearer"} if refusal.kind == "unauthenticated" else headers


def problem_of(refusal: Refusal, instance: str, language: str = "en") -> dict[str, Any]:
    """The problem document: what happened, what to do, and data without anything the person typed."""
    return {
        **{name: as_plain(value) for name, value in refusal.data.items()},
        "type": f"/problems/{refusal.code}",
        "title": translate(refusal.title, language),
        "status": status_for(refusal),
        "detail": translate(refusal.hint, language) if refusal.hint else "",
        "instance": f"urn:uuid:{instance}",
    }


def understand(error: Exception) -> Refusal:
    """Any error as a refusal. What was not foreseen is logged by its place, never by its words."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, RequestValidationError | ValidationError):
        return Invalid(errors=[_where(item) for item in error.errors()])
    if isinstance(error, HTTPException):
        return _of_status(error.status_code)
    logger.error("unforeseen %s at %s", type(error).__name__, _place(error))
    return Broken()


async def render(request: Request, error: Exception) -> JSONResponse:
    """The exception handler of the API; title and detail in the language asked for (RFC 9457 §3.1.3)."""
    refusal = understand(error)
    language = negotiate(kept=request.cookies.get("language", ""), accept=request.headers.get("accept-language", ""))
    body = problem_of(refusal, str(uuid4()), language.code)
    headers = {"content-language": language.code} | headers_for(error, refusal)
    return JSONResponse(body, status_for(refusal), headers, media_type="application/problem+json")


def _where(item: Any) -> dict[str, str]:
    known = item["loc"][:-1] if item["type"] == "extra_forbidden" else item["loc"]  # the last step is what they typed
    return {"pointer": "/" + "/".join(str(step) for step in known), "code": item["type"]}


def _of_status(status: int) -> Refusal:
    kinds: dict[int, type[Refusal]] = {
        401: Unauthenticated,
        403: Forbidden,
        404: NotFound,
        405: WrongMethod,
        413: TooLarge,
    }
    return kinds.get(status, Invalid)()


def _place(error: Exception) -> str:
    """Where it broke. Its message may quote a person's words, so the place in the code must do."""
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{frame.filename.rpartition('/app/')[2]}:{frame.lineno}" for frame in reversed(frames[-6:]))


def described() -> dict[str, dict[str, object]]:
    """Every refusal of the service by code, for the page that explains it."""
    return {
        kind.code: {
            "code": kind.code,
            "kind": kind.kind,
            "title": kind.title,
            "hint": kind.hint,
            "status": status_for(kind),
        }
        for kind in all_refusals()
    }
