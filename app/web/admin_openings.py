"""The administrator's page on how a court opens cases: its numbers, its kinds of case, its lists of judges."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.cases.commands import DescribeCaseType, DescribeJudgeList, NumberCases
from app.cases.errors import CaseTypeTaken, CourtCodeTaken, JudgeListTaken, NumberFormsMeet, NumberFormUnusable
from app.cases.terms import LEVEL_WORDS, MATTER_WORDS, METHOD_WORDS, PROFILE_WORDS, Level
from app.desks import opening
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.hearings.commands import KIND_WORDS
from app.kernel.errors import N_, Refusal
from app.language.i18n import translate
from app.web.pages import go, language_of, say, show

router = APIRouter()
_FIELDS: Mapping[type[Refusal], str] = {
    NumberFormsMeet: "text",
    CourtCodeTaken: "code",
    CaseTypeTaken: "name",
    JudgeListTaken: "list_name",
}
_MISSING = {
    "code": N_("Give the court one to eight capital letters."),
    "text": N_("Write the form of the numbers, for example {series}-{year}-{number}."),
    "name": N_("Give the kind of case a name."),
    "series": N_("Give one to eight capital letters that begin its numbers."),
    "matter": N_("Choose the field of law."),
    "list_name": N_("Give the list a name."),
    "hearing_minutes": N_("Hearings last between 5 and 600 minutes."),
    "share": N_("A share is a whole number from 1 to 100."),
}
_KIND = ("name", "series", "matter", "profile", "level", "list_id", "method", "panel")
_HEARING = ("hearing_kind", "hearing_minutes", "hearing_access", "protocol")


@router.get("/admin/courts/{court_id:uuid}/openings")
async def openings_page(request: Request, court_id: UUID) -> Response:
    """How this court opens cases."""
    return await _page(request, await identity.require(request), court_id, Form({}), [])


@router.post("/admin/courts/{court_id:uuid}/numbering")
async def number_cases(request: Request, court_id: UUID) -> Response:
    """Take the letters of the court and the form of its numbers."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = NumberCases.model_validate(form.chosen("code", "text"))
        await services_of(request).kinds.number(court_id, command, by=principal)
    except (Refusal, ValidationError) as error:
        return await _page(request, principal, court_id, form, _problems(request, principal, error, "text"))
    return go(f"/admin/courts/{court_id}/openings")


@router.post("/admin/courts/{court_id:uuid}/case-types")
async def add_case_type(request: Request, court_id: UUID) -> Response:
    """Take a new kind of case."""
    return await _describe(request, court_id, None)


@router.post("/admin/courts/{court_id:uuid}/case-types/{type_id:uuid}")
async def change_case_type(request: Request, court_id: UUID, type_id: UUID) -> Response:
    """Take what changed about a kind of case."""
    return await _describe(request, court_id, type_id)


@router.post("/admin/courts/{court_id:uuid}/case-types/{type_id:uuid}/retirement")
async def retire_case_type(request: Request, court_id: UUID, type_id: UUID) -> Response:
    """Take no more cases of a kind."""
    await services_of(request).kinds.retire(court_id, type_id, by=await identity.require(request))
    return go(f"/admin/courts/{court_id}/openings")


@router.post("/admin/courts/{court_id:uuid}/judge-lists")
async def add_judge_list(request: Request, court_id: UUID) -> Response:
    """Take a new list of judges."""
    return await _put_on_list(request, court_id, None)


@router.post("/admin/courts/{court_id:uuid}/judge-lists/{list_id:uuid}")
async def change_judge_list(request: Request, court_id: UUID, list_id: UUID) -> Response:
    """Take who is on a list from now on."""
    return await _put_on_list(request, court_id, list_id)


async def _describe(request: Request, court_id: UUID, type_id: UUID | None) -> Response:
    principal, form = await identity.require(request), await read_form(request)
    try:
        said = form.chosen(*_KIND, *_HEARING) | ({"panel": int(form["panel"])} if form["panel"] in ("1", "3") else {})
        command = DescribeCaseType.model_validate(said)
        await services_of(request).kinds.describe(court_id, command, by=principal, type_id=type_id)
    except (Refusal, ValidationError) as error:
        return await _page(request, principal, court_id, form, _problems(request, principal, error, "series"))
    return go(f"/admin/courts/{court_id}/openings")


async def _put_on_list(request: Request, court_id: UUID, list_id: UUID | None) -> Response:
    principal, form = await identity.require(request), await read_form(request)
    judges = [{"person_id": one, "share": form[f"share-{one}"] or 100} for one in form.all("judge") if one]
    try:
        command = DescribeJudgeList.model_validate({"name": form["list_name"], "judges": judges})
        await services_of(request).kinds.put_on_list(court_id, command, by=principal, list_id=list_id)
    except (Refusal, ValidationError) as error:
        return await _page(request, principal, court_id, form, _problems(request, principal, error, "list_name"))
    return go(f"/admin/courts/{court_id}/openings")


async def _page(
    request: Request, principal: Principal, court_id: UUID, form: Form, errors: list[tuple[str | None, str]]
) -> Response:
    services = services_of(request)
    async with services.database.read() as reader:
        desk = await opening.of_court(reader, principal, court_id, services.clock.now())
    return await show(
        request,
        "admin/openings.html",
        status=422 if errors else 200,
        desk=desk,
        form=form,
        errors=errors,
        matters=list(MATTER_WORDS.items()),
        profiles=list(PROFILE_WORDS.items()),
        levels=[(level.value, LEVEL_WORDS[level]) for level in (Level.public, Level.parties, Level.judge)],
        methods=[(method.value, words) for method, words in METHOD_WORDS.items()],
        hearings=list(KIND_WORDS.items()),
    )


def _problems(
    request: Request, principal: Principal, error: Refusal | ValidationError, place: str
) -> list[tuple[str | None, str]]:
    if isinstance(error, Refusal):
        return [
            (
                _FIELDS.get(type(error), place if isinstance(error, NumberFormUnusable) else None),
                say(request, principal, error),
            )
        ]
    language = language_of(request, principal).code
    names = dict.fromkeys(_name(item["loc"], place) for item in error.errors())
    return [(name, translate(_MISSING.get(name, _MISSING["share"]), language)) for name in names]


def _name(where: tuple[int | str, ...], place: str) -> str:
    """The field of the form: of a list of judges the name, or a share."""
    if where and where[0] == "judges":
        return "share"
    return place if place == "list_name" or not where else str(where[0])
