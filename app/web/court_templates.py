"""The templates of a court: the list, one with its versions, and the form that writes the next."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.desks import orders as desk
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_, Refusal
from app.language.i18n import translate
from app.orders.commands import FreeField, WriteTemplate
from app.orders.errors import BracesUnpaired, FieldUnknown, FreeFieldUnusable, TemplateNameTaken
from app.orders.terms import FIELDS, KIND_WORDS
from app.web.pages import go, language_of, say, show
from app.web.templating import Flash

router = APIRouter()
Problem = tuple[str | None, str]
_REFUSED: dict[type[Refusal], str] = {
    TemplateNameTaken: "name",
    FieldUnknown: "words",
    BracesUnpaired: "words",
    FreeFieldUnusable: "free",
}
_MISSING = {
    "name": N_("Give the template a name."),
    "words": N_("Write the words of the template."),
    "free": N_("Write each field on a line of its own, for example “sum: Sum to be paid”. At most twenty."),
    "kind": N_("Choose what it is for."),
}
_DONE = {"written": N_("The template is written."), "retired": N_("The template is out of use.")}
_WHERE = N_("Line %(line)s, character %(column)s: %(words)s")
_LINE = N_("Line %(line)s: %(words)s")


@router.get("/templates")
async def my_courts_page(request: Request) -> Response:
    """The courts whose templates I keep or work with; of one only, its templates at once."""
    principal = await identity.require(request)
    async with services_of(request).database.read() as reader:
        courts = await desk.kept_courts(reader, principal)
    if len(courts) == 1:
        return go(f"/courts/{courts[0].id}/templates")
    return await show(request, "orders/courts.html", courts=courts)


@router.get("/courts/{court_id:uuid}/templates")
async def templates_page(request: Request, court_id: UUID) -> Response:
    """The templates in use, and the form for another."""
    return await _list(request, court_id, await identity.require(request), Form({}), [])


@router.post("/courts/{court_id:uuid}/templates")
async def write_template(request: Request, court_id: UUID) -> Response:
    """Write a template."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        await services_of(request).templates.write(court_id, _said(form), by=principal)
    except ValidationError as error:
        return await _list(request, court_id, principal, form, _missing(request, principal, error))
    except tuple(_REFUSED) as refusal:
        return await _list(request, court_id, principal, form, _refused(request, principal, refusal))
    return go(f"/courts/{court_id}/templates?done=written")


@router.get("/courts/{court_id:uuid}/templates/{template_id:uuid}")
async def template_page(request: Request, court_id: UUID, template_id: UUID) -> Response:
    """One template with its versions."""
    return await _one(request, court_id, template_id, await identity.require(request), None, [])


@router.post("/courts/{court_id:uuid}/templates/{template_id:uuid}")
async def rewrite_template(request: Request, court_id: UUID, template_id: UUID) -> Response:
    """Write its next version."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        await services_of(request).templates.write(court_id, _said(form), by=principal, template_id=template_id)
    except ValidationError as error:
        return await _one(request, court_id, template_id, principal, form, _missing(request, principal, error))
    except tuple(_REFUSED) as refusal:
        return await _one(request, court_id, template_id, principal, form, _refused(request, principal, refusal))
    return go(f"/courts/{court_id}/templates/{template_id}?done=written")


@router.post("/courts/{court_id:uuid}/templates/{template_id:uuid}/retirement")
async def retire_template(request: Request, court_id: UUID, template_id: UUID) -> Response:
    """Take it out of use, once it was asked for a second time."""
    principal, form = await identity.require(request), await read_form(request)
    if form["confirmed"] != "yes":
        return await _one(request, court_id, template_id, principal, None, [], sure=True)
    await services_of(request).templates.retire(court_id, template_id, by=principal)
    return go(f"/courts/{court_id}/templates?done=retired")


async def _list(request: Request, court_id: UUID, principal: Principal, form: Form, errors: list[Problem]) -> Response:
    async with services_of(request).database.read() as reader:
        found = await desk.of_court(reader, principal, court_id)
    return await show(
        request,
        "orders/templates.html",
        status=422 if errors else 200,
        flash=_flash(request, principal),
        desk=found,
        form=form,
        errors=errors,
        kinds=_kinds(),
        fields=FIELDS,
    )


async def _one(
    request: Request,
    court_id: UUID,
    template_id: UUID,
    principal: Principal,
    form: Form | None,
    errors: list[Problem],
    *,
    sure: bool = False,
) -> Response:
    async with services_of(request).database.read() as reader:
        court = await desk.of_court(reader, principal, court_id)
        found = await desk.of_template(reader, principal, court_id, template_id)
    newest = found.versions[0]
    free = "\n".join(f"{one.name}: {one.label}" for one in newest.free)
    now = {"kind": [found.kind], "name": [found.name], "words": [newest.words], "free": [free]}
    return await show(
        request,
        "orders/template.html",
        status=422 if errors else 200,
        flash=_flash(request, principal),
        court=court,
        found=found,
        form=form or Form(now),
        errors=errors,
        sure=sure,
        kinds=_kinds(),
        fields=FIELDS,
    )


def _kinds() -> dict[str, str]:
    return {kind.value: words for kind, words in KIND_WORDS.items()}


def _said(form: Form) -> WriteTemplate:
    lines = [line.partition(":") for line in form["free"].splitlines() if line.strip()]
    free = [FreeField(name=name.strip(), label=label) for name, _, label in lines]
    words = form["words"].replace("\r\n", "\n")
    return WriteTemplate.model_validate({**form.chosen("kind", "name"), "words": words, "free": free})


def _flash(request: Request, principal: Principal) -> Flash | None:
    words = _DONE.get(request.query_params.get("done", ""))
    return Flash(translate(words, language_of(request, principal).code)) if words else None


def _missing(request: Request, principal: Principal, error: ValidationError) -> list[Problem]:
    code, own = language_of(request, principal).code, error.title != WriteTemplate.__name__
    names = dict.fromkeys("free" if own else str(item["loc"][0]) for item in error.errors())
    return [(name, translate(_MISSING[name], code)) for name in names]


def _refused(request: Request, principal: Principal, refusal: Refusal) -> list[Problem]:
    code, words, where = language_of(request, principal).code, say(request, principal, refusal), refusal.data
    if "column" in where:
        words = translate(_WHERE, code, line=where["line"], column=where["column"], words=words)
    elif "line" in where:
        words = translate(_LINE, code, line=where["line"], words=words)
    return [(_REFUSED[type(refusal)], words)]
