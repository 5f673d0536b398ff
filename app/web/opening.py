"""Opening a case from what came in, and how it got its judge: the clerk's pages."""

from datetime import date, datetime, time
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.cases.commands import OpenCase, ReplaceJudge
from app.cases.errors import (
    CaseTypeNotFound,
    LessProtectedThanItsKind,
    NobodyToAllot,
    NotAJudgeOfTheCourt,
    ReasonMissing,
    ReceivedLater,
    RepresentsNobody,
    WordsNameProtected,
)
from app.cases.terms import LEVEL_WORDS, PROFILE_WORDS, Level
from app.cases.terms.opening import ROLE_WORDS
from app.cases.terms.persons import KIND_WORDS
from app.desks import opening
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_, Refusal
from app.kernel.ids import secret_token
from app.kernel.zones import resolve_local
from app.language.i18n import translate
from app.web.pages import go, language_of, say, show
from app.web.templating import Flash

router = APIRouter()
FEWEST_ROWS, MOST_ROWS = 3, 40
Problem = tuple[str | None, str]
_FIELDS: dict[type[Refusal], str] = {
    CaseTypeNotFound: "type_id",
    LessProtectedThanItsKind: "level",
    NobodyToAllot: "judge",
    NotAJudgeOfTheCourt: "judge",
    ReasonMissing: "reason",
    ReceivedLater: "received_on",
    RepresentsNobody: "represents-0",
    WordsNameProtected: "about",
}
_MISSING = {
    "type_id": N_("Choose what kind of case it is."),
    "about": N_("Say in a few neutral words what it is about. Do not write a name."),
    "people": N_("Give each person a name and a part; an e-mail address has at least three characters."),
    "paper": N_("Give the paper a name, and the day and time the court got it."),
    "reason": N_("Please say why."),
    "judge_id": N_("Choose a judge."),
}
_DONE = {
    "opened": N_("The case is open. Its number is %(number)s."),
    "drawn": N_("Another judge was drawn."),
}
_PLACES = {"people": "name-0", "paper": "title", "judge_id": "judge"}


@router.get("/cases/new")
async def opening_page(request: Request) -> Response:
    """The form that opens a case."""
    return await _form(request, await identity.require(request), Form({}), [])


@router.post("/cases/new")
async def open_case(request: Request) -> Response:
    """Open it; or give the form another row for a person."""
    principal, form = await identity.require(request), await read_form(request)
    if form["more"]:
        return await _form(request, principal, form, [])
    services = services_of(request)
    try:
        async with services.database.read() as reader:
            zone = (await opening.to_open(reader, principal, services.clock.now())).zone
        ref = await services.openings.open(OpenCase.model_validate(_said(form, zone)), by=principal, key=form["key"])
    except ValidationError as error:
        places = dict.fromkeys(str(item["loc"][0]) for item in error.errors())
        return await _form(request, principal, form, _missing(request, principal, list(places)))
    except Refusal as refusal:
        return await _form(request, principal, form, [(_FIELDS.get(type(refusal)), say(request, principal, refusal))])
    return go(f"/cases/{ref.id}/judges?done=opened")


@router.get("/cases/{case_id:uuid}/judges")
async def judges_page(request: Request, case_id: UUID) -> Response:
    """Who judges the case, and how that came about."""
    return await _judges(request, case_id, await identity.require(request), Form({}), [])


@router.post("/cases/{case_id:uuid}/judges")
async def replace_judge(request: Request, case_id: UUID) -> Response:
    """Have another judge drawn."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        said = {**form.chosen("judge_id", "reason"), "recused": form["recused"] == "yes"}
        await services_of(request).openings.replace_judge(case_id, ReplaceJudge.model_validate(said), by=principal)
    except ValidationError as error:
        places = dict.fromkeys(str(item["loc"][0]) for item in error.errors())
        return await _judges(request, case_id, principal, form, _missing(request, principal, list(places)))
    except (NobodyToAllot, NotAJudgeOfTheCourt) as refusal:
        return await _judges(request, case_id, principal, form, [("judge_id", say(request, principal, refusal))])
    return go(f"/cases/{case_id}/judges?done=drawn")


async def _form(request: Request, principal: Principal, form: Form, errors: list[Problem]) -> Response:
    services = services_of(request)
    async with services.database.read() as reader:
        desk = await opening.to_open(reader, principal, services.clock.now())
    return await show(
        request,
        "cases/new.html",
        status=422 if errors else 200,
        desk=desk,
        form=form,
        errors=errors,
        rows=rows_of(form),
        person_kinds=[(kind.value, words) for kind, words in KIND_WORDS.items()],
        roles=[(role.value, words) for role, words in ROLE_WORDS.items()],
        levels=[(level.value, LEVEL_WORDS[level]) for level in (Level.public, Level.parties, Level.judge)],
        level_words={level.value: LEVEL_WORDS[level] for level in Level},
        profile_words=PROFILE_WORDS,
        key=form["key"] or secret_token(),
    )


async def _judges(request: Request, case_id: UUID, principal: Principal, form: Form, errors: list[Problem]) -> Response:
    services, language = services_of(request), language_of(request, principal).code
    async with services.database.read() as reader:
        desk = await opening.judges(
            reader, case_id, principal, services.clock.now(), lambda text: translate(text, language)
        )
    done = _DONE.get(request.query_params.get("done", ""))
    return await show(
        request,
        "cases/judges.html",
        status=422 if errors else 200,
        flash=Flash(translate(done, language) % {"number": desk.case.number}) if done else None,
        desk=desk,
        form=form,
        errors=errors,
    )


def rows_of(form: Form) -> int:
    """How many rows for people the form shows: those sent, one more when asked for, never fewer than three."""
    sent = sum(1 for name, _ in form.fields() if name.startswith("name-"))
    return min(MOST_ROWS, max(FEWEST_ROWS, sent + (2 if form["more"] else 0)))


def _said(form: Form, zone: str) -> dict[str, object]:
    """The form as the command has it."""
    said: dict[str, object] = {**form.chosen("type_id", "about", "level"), "people": people_said(form)}
    if form["judge"] and form["judge"] != "draw":
        said |= {"judge_id": form["judge"], **form.chosen("reason")}
    if form["title"] or form["received_on"]:
        said["paper"] = {"title": form["title"], "received_at": _received(form, zone)}
    return said


def people_said(form: Form) -> list[dict[str, object]]:
    """The people of the form. Rows without a name are left out; who acts for whom is counted anew."""
    filled = [row for row in range(rows_of(form)) if form[f"name-{row}"]]
    places = {str(row): place for place, row in enumerate(filled)}
    people = []
    for row in filled:
        one: dict[str, object] = {"name": form[f"name-{row}"], "role": form[f"role-{row}"]}
        if form[f"kind-{row}"]:
            one["kind"] = form[f"kind-{row}"]
        if form[f"email-{row}"]:
            one["email"] = form[f"email-{row}"]
        if form[f"represents-{row}"]:
            one["represents"] = places.get(form[f"represents-{row}"], MOST_ROWS - 1)
        people.append(one)
    return people


def _received(form: Form, zone: str) -> datetime | None:
    try:
        day, clock = date.fromisoformat(form["received_on"]), time.fromisoformat(form["received_time"])
    except ValueError:
        return None
    return resolve_local(day, clock, zone, second=False)


def _missing(request: Request, principal: Principal, places: list[str]) -> list[Problem]:
    language = language_of(request, principal).code
    return [
        (_PLACES.get(place, place), translate(_MISSING.get(place, _MISSING["about"]), language)) for place in places
    ]
