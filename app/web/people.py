"""The people of a case: the list, and the page on which their names are kept."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.cases.commands.persons import AddName, DescribePerson, RenamePerson
from app.cases.errors import NameStandsAlready
from app.cases.terms.persons import KIND_WORDS, NAME_WORDS
from app.desks import people
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_
from app.language.i18n import translate
from app.web.pages import go, language_of, say, show
from app.web.templating import Flash

router = APIRouter(prefix="/cases/{case_id:uuid}/people")
Problem = tuple[str | None, str]
_DONE = {
    "renamed": N_("The name is written down. The one before is kept, and is as protected as this one."),
    "added": N_("The name is written down."),
    "ended": N_("The name is in use no more. It stays as protected as it was."),
    "described": N_("It is written down."),
}
_MISSING = {
    "name": N_("Write the name, in at most 200 letters."),
    "why": N_("Say why the name is another one."),
    "kind": N_("Choose one of the list."),
}


@router.get("")
async def people_page(request: Request, case_id: UUID) -> Response:
    """Everybody in the case."""
    principal, services = await identity.require(request), services_of(request)
    language = language_of(request, principal).code
    async with services.database.read() as reader:
        desk = await people.of_case(
            reader, case_id, principal, services.clock.now(), lambda text: translate(text, language)
        )
    return await show(request, "people/list.html", desk=desk, kind_words=KIND_WORDS)


@router.get("/{part_id:uuid}")
async def person_page(request: Request, case_id: UUID, part_id: UUID) -> Response:
    """One person with their names."""
    return await _page(request, case_id, part_id, await identity.require(request), Form({}), [])


@router.post("/{part_id:uuid}/name")
async def rename(request: Request, case_id: UUID, part_id: UUID) -> Response:
    """Write down the full name anew."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = RenamePerson.model_validate(form.chosen("name", "why"))
        await services_of(request).persons.rename(case_id, part_id, command, by=principal)
    except (ValidationError, NameStandsAlready) as error:
        return await _page(request, case_id, part_id, principal, form, _problems(request, principal, error, "name"))
    return go(f"/cases/{case_id}/people/{part_id}?done=renamed")


@router.post("/{part_id:uuid}/kind")
async def describe(request: Request, case_id: UUID, part_id: UUID) -> Response:
    """Say what kind of person this is."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = DescribePerson.model_validate(form.chosen("kind"))
        await services_of(request).persons.describe(case_id, part_id, command, by=principal)
    except ValidationError as error:
        return await _page(request, case_id, part_id, principal, form, _problems(request, principal, error, "kind"))
    return go(f"/cases/{case_id}/people/{part_id}?done=described")


@router.post("/{part_id:uuid}/names")
async def add_name(request: Request, case_id: UUID, part_id: UUID) -> Response:
    """Write down a further name."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        said = {name: form[f"other-{name}"] for name in ("name", "kind") if form[f"other-{name}"]}
        command = AddName.model_validate(said)
        await services_of(request).persons.add_name(case_id, part_id, command, by=principal)
    except (ValidationError, NameStandsAlready) as error:
        found = _problems(request, principal, error, "name")
        other: list[Problem] = [(f"other-{name}", words) for name, words in found]
        return await _page(request, case_id, part_id, principal, form, other)
    return go(f"/cases/{case_id}/people/{part_id}?done=added")


@router.post("/{part_id:uuid}/names/{name_id:uuid}/end")
async def end_name(request: Request, case_id: UUID, part_id: UUID, name_id: UUID) -> Response:
    """A further name is in use no more."""
    await services_of(request).persons.end_name(case_id, part_id, name_id, by=await identity.require(request))
    return go(f"/cases/{case_id}/people/{part_id}?done=ended")


def _problems(request: Request, principal: Principal, error: Exception, place: str) -> list[Problem]:
    if isinstance(error, NameStandsAlready):
        return [(place, say(request, principal, error))]
    assert isinstance(error, ValidationError)
    places = dict.fromkeys(str(item["loc"][0]) for item in error.errors())
    return [(one, translate(_MISSING[one], language_of(request, principal).code)) for one in places if one in _MISSING]


async def _page(
    request: Request, case_id: UUID, part_id: UUID, principal: Principal, form: Form, errors: list[Problem]
) -> Response:
    services, language = services_of(request), language_of(request, principal).code
    async with services.database.read() as reader:
        desk = await people.one_of_case(
            reader, case_id, part_id, principal, services.clock.now(), lambda text: translate(text, language)
        )
    done = _DONE.get(request.query_params.get("done", ""))
    return await show(
        request,
        "people/person.html",
        status=422 if errors else 200,
        flash=Flash(translate(done, language)) if done else None,
        desk=desk,
        form=form,
        errors=errors,
        kinds=[(kind.value, translate(words, language)) for kind, words in KIND_WORDS.items()],
        name_kinds=[(kind.value, translate(words, language)) for kind, words in NAME_WORDS.items()],
        kind_words=KIND_WORDS,
        name_words=NAME_WORDS,
    )
