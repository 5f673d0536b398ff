"""Pages about the log for anybody and for auditors, and what each refusal means."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.api.problems import described
from app.audit.queries import checkpoints, latest_checkpoint
from app.auth.terms import Desk
from app.desks.log import Asked, entry_desk, packages, searched
from app.edge import identity
from app.edge.exports import log_export
from app.edge.services import services_of
from app.kernel.errors import N_, NotFound
from app.kernel.paging import BadCursor
from app.language.i18n import translate
from app.web.pages import language_of, show

router = APIRouter()
LINES = 10
FIELDS = ("case", "person_id", "about", "kind", "since", "until")
T = TypeVar("T")
_WRONG = {
    "person_id": N_("Give the whole number of the person, as it stands in an entry."),
    "since": N_("Choose the day from the calendar."),
    "until": N_("Choose the day from the calendar."),
}


@router.get("/log")
async def log_page(request: Request, after: str | None = None) -> Response:
    """The signed checkpoints with their witnesses, the key, and how anybody can check the court."""
    services, viewer = services_of(request), await identity.reader(request)
    async with services.database.read() as reader:
        newest = await latest_checkpoint(reader)
        signed = await checkpoints(reader, after=after, limit=LINES)
    return await show(
        request,
        "log/log.html",
        checkpoint=newest,
        signed=signed,
        key=str(services.log_key),
        witnesses=[str(witness) for witness in services.witnessing.witnesses],
        searches=viewer is not None and viewer.desk is Desk.auditor,
    )


@router.get("/audit")
async def search_page(request: Request) -> Response:
    """For auditors: entries by case, person, kind and time."""
    principal, services = await identity.require(request), services_of(request)
    given = request.query_params
    asked, wrong = _asked(given)
    language = language_of(request, principal).code
    try:
        async with services.database.read() as reader:
            found = await searched(reader, principal, asked, given.get("after"))
    except BadCursor:
        async with services.database.read() as reader:
            found = await searched(reader, principal, asked)
    desk = (await services.disclosures.open(found, principal.by)).content
    return await show(
        request,
        "log/search.html",
        status=422 if wrong else 200,
        desk=desk,
        asked={name: given.get(name, "") for name in FIELDS},
        errors=[(name, translate(_WRONG[name], language)) for name in wrong],
        packages=packages(),
    )


@router.get("/audit/{leaf_id:uuid}")
async def entry_page(request: Request, leaf_id: UUID) -> Response:
    """For auditors: one entry, what it says, and its proof."""
    principal, services = await identity.require(request), services_of(request)
    async with services.database.read() as reader:
        found = await entry_desk(reader, principal, leaf_id)
    desk = (await services.disclosures.open(found, principal.by)).content
    return await show(request, "log/entry.html", entry=desk.found.entry, proof=desk.found.proof, number=desk.number)


@router.get("/audit/leaves")
async def leaves(request: Request) -> Response:
    """For auditors: every entry as a file, after a fresh proof of who asks."""
    return await log_export(request, 0)


@router.get("/problems/{code}")
async def problem_page(request: Request, code: str) -> Response:
    """What one refusal means; raises NotFound for a code we do not use."""
    problem = described().get(code)
    if problem is None:
        raise NotFound()
    return await show(request, "problem.html", problem=problem)


@router.get("/api")
async def reference_page(request: Request) -> Response:
    """The API, read from its own description."""
    description = request.app.openapi()
    return await show(request, "log/api.html", paths=description["paths"], schemas=description["components"]["schemas"])


def _asked(given: Mapping[str, str]) -> tuple[Asked, list[str]]:
    """What a form asks for, and the fields that say nothing we understand. Days are days in UTC, both included."""
    wrong: list[str] = []
    person, since, until = given.get("person_id", "").strip(), given.get("since", ""), given.get("until", "")
    asked = Asked(
        case=given.get("case", "").strip()[:60],
        person_id=_read(UUID, person, "person_id", wrong),
        about=given.get("about") == "yes",
        kind=given.get("kind", "")[:80],
        since=_day(_read(date.fromisoformat, since, "since", wrong)),
        until=_day(_read(date.fromisoformat, until, "until", wrong), after=1),
    )
    return asked, wrong


def _read(parse: Callable[[str], T], text: str, name: str, wrong: list[str]) -> T | None:
    try:
        return parse(text) if text else None
    except ValueError:
        wrong.append(name)
        return None


def _day(day: date | None, after: int = 0) -> datetime | None:
    try:
        return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=after)
    except OverflowError:
        return None
