"""People across cases: the search, possible duplicates, merges, and the registrar's list."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.cases.commands.persons import MergePeople, UnmergePeople
from app.cases.errors import NotInCase
from app.desks import person_register
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_, Conflict
from app.language.i18n import translate
from app.web.pages import go, language_of, say, show
from app.web.templating import Flash

router = APIRouter(prefix="/people")
Problem = tuple[str | None, str]
_DONE = {
    "apart": N_("They are two. It is not proposed again."),
    "merged": N_("They are taken for one. What protects either protects both from now on."),
    "unmerged": N_("They are two again. What protected either goes on protecting both until a judge rules."),
    "told": N_("Dealt with. It is off the list."),
}
_WHY = N_("Please say why.")


@router.get("")
async def search_page(request: Request, search: str = "") -> Response:
    """Search people by name, in any letters."""
    principal, services = await identity.require(request), services_of(request)
    async with services.database.read() as reader:
        found = await person_register.search(
            reader, principal, search[:200], services.identity, _say(request, principal)
        )
    return await show(request, "people/search.html", found=found, search=search[:200], desk=principal.desk)


@router.get("/duplicates")
async def duplicates_page(request: Request, case: UUID | None = None) -> Response:
    """Who may be one person."""
    principal, services = await identity.require(request), services_of(request)
    async with services.database.read() as reader:
        pairs = await person_register.duplicates(reader, principal, case, _say(request, principal))
    flash = _flash(request, principal)
    return await show(request, "people/duplicates.html", flash=flash, pairs=pairs, case_id=case)


@router.post("/duplicates/{likeness_id:uuid}/apart")
async def set_apart(request: Request, likeness_id: UUID) -> Response:
    """They are two, after it was asked a second time: it is never proposed again."""
    principal, form, services = await identity.require(request), await read_form(request), services_of(request)
    if not form["confirmed"]:
        async with services.database.read() as reader:
            pair = await person_register.duplicate(reader, principal, likeness_id, _say(request, principal))
        return await show(request, "people/apart.html", pair=pair)
    await services.likenesses.set_apart(likeness_id, by=principal)
    return go("/people/duplicates?done=apart")


@router.get("/merges")
async def merges_page(request: Request) -> Response:
    """Who is or was taken for one."""
    return await _merges(request, await identity.require(request), {})


@router.get("/merges/new")
async def merge_page(request: Request, part: UUID | None = None, other: UUID | None = None) -> Response:
    """Two people side by side, and what follows when they are taken for one."""
    principal = await identity.require(request)
    return await _two(request, principal, part, other, Form({}), [])


@router.post("/merges")
async def merge(request: Request) -> Response:
    """Take two for one."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = MergePeople.model_validate(form.chosen("part_id", "other_part_id", "reason"))
        await services_of(request).merges.merge(command, by=principal)
    except ValidationError as error:
        wrong: list[Problem] = [("reason", translate(_WHY, language_of(request, principal).code))]
        return await _two(request, principal, *_parts(form, error), form, wrong)
    except Conflict as refusal:
        wrong = [("reason", say(request, principal, refusal))]
        return await _two(request, principal, UUID(form["part_id"]), UUID(form["other_part_id"]), form, wrong)
    return go("/people/merges?done=merged")


@router.post("/merges/{merge_id:uuid}/end")
async def unmerge(request: Request, merge_id: UUID) -> Response:
    """Take them for two again."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = UnmergePeople.model_validate(form.chosen("reason"))
    except ValidationError:
        why = translate(_WHY, language_of(request, principal).code)
        return await _merges(request, principal, {f"reason-{merge_id}": why})
    await services_of(request).merges.unmerge(merge_id, command, by=principal)
    return go("/people/merges?done=unmerged")


@router.get("/matches")
async def matches_page(request: Request) -> Response:
    """What no clerk may see together, for the registrar."""
    principal, services = await identity.require(request), services_of(request)
    async with services.database.read() as reader:
        found = await person_register.matches(reader, principal)
    return await show(request, "people/matches.html", flash=_flash(request, principal), matches=found)


@router.post("/matches/{likeness_id:uuid}/told")
async def deal_with(request: Request, likeness_id: UUID) -> Response:
    """Those concerned were spoken to, after it was asked a second time."""
    principal, form, services = await identity.require(request), await read_form(request), services_of(request)
    if not form["confirmed"]:
        async with services.database.read() as reader:
            found = await person_register.match(reader, principal, likeness_id)
        return await show(request, "people/told.html", matches=found)
    await services.likenesses.deal_with(likeness_id, by=principal)
    return go("/people/matches?done=told")


def _parts(form: Form, error: ValidationError) -> tuple[UUID | None, UUID | None]:
    """The two that were sent, where only the reason is missing."""
    if {item["loc"][0] for item in error.errors()} != {"reason"}:
        return None, None
    return UUID(form["part_id"]), UUID(form["other_part_id"])


async def _two(
    request: Request, principal: Principal, part: UUID | None, other: UUID | None, form: Form, errors: list[Problem]
) -> Response:
    if part is None or other is None:
        raise NotInCase()
    async with services_of(request).database.read() as reader:
        desk = await person_register.to_merge(reader, principal, part, other, _say(request, principal))
    status = 422 if errors else 200
    return await show(request, "people/merge.html", status=status, desk=desk, form=form, errors=errors)


async def _merges(request: Request, principal: Principal, wrong: dict[str, str]) -> Response:
    async with services_of(request).database.read() as reader:
        merges = await person_register.merges(reader, principal, _say(request, principal))
    return await show(
        request,
        "people/merges.html",
        status=422 if wrong else 200,
        flash=_flash(request, principal),
        merges=merges,
        errors=list(wrong.items()),
    )


def _say(request: Request, principal: Principal) -> person_register.Translate:
    language = language_of(request, principal).code
    return lambda text: translate(text, language)


def _flash(request: Request, principal: Principal) -> Flash | None:
    done = _DONE.get(request.query_params.get("done", ""))
    return Flash(translate(done, language_of(request, principal).code)) if done else None
