"""Petitions and charges that ask for a case: the pages of counsel, of the prosecution and of the clerk."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.cases.commands.asking import AskForCase, DecideAsking
from app.cases.errors import CaseTypeNotFound, LessProtectedThanItsKind, RefusedWithoutReason, RepresentsNobody
from app.cases.terms import OpeningRole
from app.cases.terms.asking import ASKING_STATE_WORDS, ASKING_WORDS
from app.cases.terms.opening import ROLE_WORDS
from app.desks import asking
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_, Refusal
from app.kernel.ids import secret_token
from app.language.i18n import translate
from app.protection.labels import PARTS
from app.protection.terms import Role
from app.web.opening import MOST_ROWS, people_said, rows_of
from app.web.pages import go, language_of, say, show
from app.web.templating import Flash

router = APIRouter()
Problem = tuple[str | None, str]
_MISSING = {
    "kind": N_("Choose whether it is a petition or a charge. A charge has the number of the prosecution."),
    "type_id": N_("Choose the court and the kind of case."),
    "about": N_("Say in a few neutral words what it is about. Do not write a name."),
    "title": N_("Give what you file a name, for example “Statement of claim”."),
    "statement": N_("Write what you ask the court for, and why."),
    "name-0": N_("Name at least one person, and say for whom you act."),
}
_PLACES = {"court_id": "type_id", "reference": "kind", "represents": "name-0", "people": "name-0"}
_FIELDS: dict[type[Refusal], str] = {
    CaseTypeNotFound: "type_id",
    LessProtectedThanItsKind: "type_id",
    RepresentsNobody: "name-0",
}
_DONE = {
    "asked": N_("The court has it. Its number is %(number)s; the case gets its own when a clerk accepts it."),
    "accepted": N_("The case is open. Its number is %(number)s."),
    "refused": N_("It is refused, and whoever filed it reads why."),
    "withdrawn": N_("It is withdrawn."),
}


@router.get("/askings")
async def askings_page(request: Request) -> Response:
    """Mine, or those that wait for a clerk."""
    principal = await identity.require(request)
    async with services_of(request).database.read() as reader:
        lines = await asking.listed(reader, principal)
    return await show(
        request,
        "askings/list.html",
        lines=lines,
        desk=principal.desk,
        kinds=ASKING_WORDS,
        states=ASKING_STATE_WORDS,
    )


@router.get("/askings/new")
async def asking_form(request: Request) -> Response:
    """The form that asks for a case."""
    return await _form(request, await identity.require(request), Form({}), [])


@router.post("/askings/new")
async def ask_for_case(request: Request) -> Response:
    """Take it; or give the form another row for a person."""
    principal, form = await identity.require(request), await read_form(request)
    if form["more"]:
        return await _form(request, principal, form, [])
    try:
        command = AskForCase.model_validate(_said(form))
        ref = await services_of(request).askings.ask(command, by=principal, key=form["key"])
    except ValidationError as error:
        return await _form(request, principal, form, _missing(request, principal, error))
    except Refusal as refusal:
        return await _form(request, principal, form, [(_FIELDS.get(type(refusal)), say(request, principal, refusal))])
    return go(f"/askings/{ref.id}?done=asked")


@router.get("/askings/{asking_id:uuid}")
async def asking_page(request: Request, asking_id: UUID) -> Response:
    """One of them, and what can be done with it."""
    return await _page(request, asking_id, await identity.require(request), Form({}), [])


@router.post("/askings/{asking_id:uuid}/decision")
async def decide_asking(request: Request, asking_id: UUID) -> Response:
    """Open the case, or refuse it."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = DecideAsking.model_validate(form.chosen("decision", "reason"))
        case = await services_of(request).askings.decide(asking_id, command, by=principal)
    except (RefusedWithoutReason, ValidationError):
        problem = say(request, principal, RefusedWithoutReason())
        return await _page(request, asking_id, principal, form, [("reason", problem)])
    return go(f"/askings/{asking_id}?done={'accepted' if case else 'refused'}")


@router.post("/askings/{asking_id:uuid}/withdrawal")
async def withdraw_asking(request: Request, asking_id: UUID) -> Response:
    """Take it back."""
    await services_of(request).askings.withdraw(asking_id, by=await identity.require(request))
    return go(f"/askings/{asking_id}?done=withdrawn")


async def _form(request: Request, principal: Principal, form: Form, errors: list[Problem]) -> Response:
    async with services_of(request).database.read() as reader:
        courts = await asking.to_ask(reader, principal, services_of(request).clock.now())
    return await show(
        request,
        "askings/new.html",
        status=422 if errors else 200,
        courts=courts,
        form=form,
        errors=errors,
        rows=rows_of(form),
        kinds=list(ASKING_WORDS.items()),
        roles=[(role.value, words) for role, words in ROLE_WORDS.items()],
        key=form["key"] or secret_token(),
    )


async def _page(request: Request, asking_id: UUID, principal: Principal, form: Form, errors: list[Problem]) -> Response:
    async with services_of(request).database.read() as reader:
        one = await asking.shown(reader, asking_id, principal)
    done, language = _DONE.get(request.query_params.get("done", "")), language_of(request, principal).code
    number = one.case_number or one.number
    return await show(
        request,
        "askings/show.html",
        status=422 if errors else 200,
        flash=Flash(translate(done, language) % {"number": number}) if done else None,
        one=one,
        form=form,
        errors=errors,
        kinds=ASKING_WORDS,
        states=ASKING_STATE_WORDS,
        parts={role.value: PARTS[Role(role.value)] for role in OpeningRole},
    )


def _said(form: Form) -> dict[str, object]:
    """The form as the command has it: the kind of case says its court, too."""
    court_id, _, type_id = form["type_id"].partition(":")
    said: dict[str, object] = {
        **form.chosen("kind", "reference", "about", "title", "statement"),
        "court_id": court_id,
        "type_id": type_id,
        "people": people_said(form),
    }
    filled = [str(row) for row in range(rows_of(form)) if form[f"name-{row}"]]
    if form["client"]:
        said["represents"] = filled.index(form["client"]) if form["client"] in filled else MOST_ROWS - 1
    return said


def _missing(request: Request, principal: Principal, error: ValidationError) -> list[Problem]:
    language = language_of(request, principal).code
    names = dict.fromkeys(str(item["loc"][0]) if item["loc"] else "kind" for item in error.errors())
    places = dict.fromkeys(_PLACES.get(name, name) for name in names)
    return [(place, translate(_MISSING.get(place, _MISSING["about"]), language)) for place in places]
