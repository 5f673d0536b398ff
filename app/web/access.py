"""The page of who may see a case, and why, with what the court can do about it."""

from datetime import datetime, time
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.cases.commands.access import (
    DecideNotice,
    GiveAccess,
    LiftSeal,
    NamePerson,
    PutSeal,
    RecordCounsel,
    SuspendCounsel,
)
from app.cases.errors import (
    AlreadyAtThisLevel,
    ClientMissing,
    NobodyNamed,
    NoSuchAccount,
    NotCounsel,
    OnlyTheJudgeRelaxes,
    PeriodWrong,
    PurposeMissing,
)
from app.cases.terms import LEVEL_WORDS, RELATION_WORDS, Level, Relation
from app.desks.access import GIVEN_KINDS, access_desk
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.fresh import require_fresh_proof
from app.edge.services import services_of
from app.kernel.errors import N_, Invalid, NotFound, Refusal
from app.kernel.zones import zone
from app.language.i18n import translate
from app.web.pages import go, language_of, say, show
from app.web.templating import Flash

router = APIRouter(prefix="/cases/{case_id:uuid}/access")
COUNSEL = (Relation.defence_counsel, Relation.victim_counsel, Relation.prosecutor)
_DONE = {
    "given": N_("Access is given. The person sees it at their next click."),
    "ended": N_("It has ended, and every page and download that was open has ended with it."),
    "decided": N_("Your decision is recorded."),
    "sealed": N_("Sealed. It counts from this moment."),
    "unsealed": N_("Unsealed, as you ordered."),
    "asked": N_("The judge has your request. You act as counsel until leave is given."),
}
_FIELDS: dict[type[Refusal], str] = {
    NoSuchAccount: "email",
    NotCounsel: "email",
    ClientMissing: "person_id",
    PurposeMissing: "purpose",
    PeriodWrong: "until",
    NobodyNamed: "emails",
    AlreadyAtThisLevel: "level",
    OnlyTheJudgeRelaxes: "level",
}
_MISSING = {
    "email": N_("Write the e-mail address the person signs in with."),
    "purpose": N_("Write what the access is for."),
    "until": N_("Choose the last day."),
    "reason": N_("Write the reason."),
    "order_ref": N_("Name the order or notice."),
    "thing": N_("Choose what this is about."),
    "level": N_("Choose who may read it."),
    "emails": N_("Write one e-mail address on each line."),
}


@router.get("")
async def access_page(request: Request, case_id: UUID) -> Response:
    """Who may see this case, and why."""
    return await _page(request, case_id, await identity.require(request), Form({}), None)


@router.post("/grants")
async def give(request: Request, case_id: UUID) -> Response:
    """Take somebody in."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = GiveAccess.model_validate(
            {
                **_said(form, "give", "email", "kind", "purpose", "document_id", "person_id", "order_ref"),
                "until": await _end_of(request, principal, case_id, form["give-until"]),
            }
        )
        await services_of(request).grants.give(case_id, command, by=principal)
    except (Refusal, ValidationError) as error:
        return await _page(request, case_id, principal, form, error, "give")
    return go(f"/cases/{case_id}/access?done=given")


@router.post("/grants/{grant_id:uuid}/recall")
async def recall(request: Request, case_id: UUID, grant_id: UUID) -> Response:
    """End access."""
    await services_of(request).grants.recall(case_id, grant_id, by=await identity.require(request))
    return go(f"/cases/{case_id}/access?done=ended")


@router.post("/leave")
async def ask_leave(request: Request, case_id: UUID) -> Response:
    """Counsel asks to be let go."""
    await services_of(request).counsel.ask_leave(case_id, by=await identity.require(request))
    return go(f"/cases/{case_id}/access?done=asked")


@router.post("/notices/{notice_id:uuid}")
async def decide(request: Request, case_id: UUID, notice_id: UUID) -> Response:
    """Confirm or refuse what counsel told the court."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        said = {**form.chosen("person_id", "replaces", "order_ref"), "confirm": form["confirm"] == "yes"}
        command = DecideNotice.model_validate(said)
        await services_of(request).counsel.decide(case_id, notice_id, command, by=principal)
    except (Refusal, ValidationError) as error:
        return await _page(request, case_id, principal, form, error)
    return go(f"/cases/{case_id}/access?done=decided")


@router.post("/counsel")
async def record(request: Request, case_id: UUID) -> Response:
    """Record counsel whose appearance came on paper."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = RecordCounsel.model_validate(_said(form, "counsel", "email", "role", "person_id", "order_ref"))
        await services_of(request).counsel.record(case_id, command, by=principal)
    except (Refusal, ValidationError) as error:
        return await _page(request, case_id, principal, form, error, "counsel")
    return go(f"/cases/{case_id}/access?done=given")


@router.post("/counsel/{part_id:uuid}/suspension")
async def suspend(request: Request, case_id: UUID, part_id: UUID) -> Response:
    """Suspend counsel."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = SuspendCounsel.model_validate(form.chosen("order_ref"))
        await services_of(request).counsel.suspend(case_id, part_id, command, by=principal)
    except (Refusal, ValidationError) as error:
        return await _page(request, case_id, principal, form, error)
    return go(f"/cases/{case_id}/access?done=ended")


@router.post("/counsel/{part_id:uuid}/restoration")
async def restore(request: Request, case_id: UUID, part_id: UUID) -> Response:
    """Lift a suspension."""
    await services_of(request).counsel.restore(case_id, part_id, by=await identity.require(request))
    return go(f"/cases/{case_id}/access?done=given")


@router.post("/seals")
async def seal(request: Request, case_id: UUID) -> Response:
    """Restrict who reads something."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        emails = tuple(line.strip() for line in form["seal-emails"].splitlines() if line.strip())
        said = {**_thing(form, "seal"), **_said(form, "seal", "level", "reason", "order_ref"), "emails": emails}
        command = PutSeal.model_validate({**said, "provisional": form["seal-provisional"] == "yes"})
        await services_of(request).seals.seal(case_id, command, by=principal)
    except (Refusal, ValidationError) as error:
        return await _page(request, case_id, principal, form, error, "seal")
    try:
        return await _page(request, case_id, principal, Form({}), None, done="sealed")
    except NotFound:  # sealed so far that the clerk no longer sees it
        return go("/cases")


@router.post("/unsealings")
async def unseal(request: Request, case_id: UUID) -> Response:
    """Let more people read; the judge's."""
    await require_fresh_proof(request)
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = LiftSeal.model_validate(
            {**_thing(form, "unseal"), **_said(form, "unseal", "level", "reason", "order_ref")}
        )
        await services_of(request).seals.unseal(case_id, command, by=principal)
    except (Invalid, ValidationError) as error:
        return await _page(request, case_id, principal, form, error, "unseal")
    return go(f"/cases/{case_id}/access?done=unsealed")


@router.post("/seals/{seal_id:uuid}/ruling")
async def settle(request: Request, case_id: UUID, seal_id: UUID) -> Response:
    """Rule on a provisional seal."""
    await require_fresh_proof(request)
    principal, form = await identity.require(request), await read_form(request)
    await services_of(request).seals.settle(case_id, seal_id, keep=form["keep"] == "yes", by=principal)
    return go(f"/cases/{case_id}/access?done=decided")


@router.post("/names")
async def name(request: Request, case_id: UUID) -> Response:
    """Name one more person."""
    await require_fresh_proof(request)
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = NamePerson.model_validate({**_thing(form, "name"), **_said(form, "name", "email", "order_ref")})
        await services_of(request).seals.name(case_id, command, by=principal)
    except (Invalid, ValidationError) as error:
        return await _page(request, case_id, principal, form, error, "name")
    return go(f"/cases/{case_id}/access?done=given")


@router.post("/names/{name_id:uuid}/end")
async def unname(request: Request, case_id: UUID, name_id: UUID) -> Response:
    """Take a person off the list."""
    await services_of(request).seals.unname(case_id, name_id, by=await identity.require(request))
    return go(f"/cases/{case_id}/access?done=ended")


def _said(form: Form, which: str, *names: str) -> dict[str, str]:
    """The filled fields of one of the forms on the page."""
    return {name: form[f"{which}-{name}"] for name in names if form[f"{which}-{name}"]}


def _thing(form: Form, which: str) -> dict[str, object]:
    kind, _, thing_id = form[f"{which}-thing"].partition(":")
    return {"thing": kind, "thing_id": thing_id or None}


async def _end_of(request: Request, principal: Principal, case_id: UUID, day: str) -> datetime | None:
    """The end of a day where the court is."""
    services = services_of(request)
    async with services.database.read() as reader:
        desk = await access_desk(reader, case_id, principal, services.clock.now())
    try:
        return datetime.combine(datetime.fromisoformat(day), time(23, 59, 59), zone(desk.access.case.zone))
    except ValueError:
        return None


async def _page(
    request: Request,
    case_id: UUID,
    principal: Principal,
    form: Form,
    error: Exception | None,
    which: str | None = None,
    done: str = "",
) -> Response:
    services, language = services_of(request), language_of(request, principal).code
    async with services.database.read() as reader:
        desk = await access_desk(
            reader, case_id, principal, services.clock.now(), lambda text: translate(text, language)
        )
    said = _DONE.get(done or request.query_params.get("done", ""))
    return await show(
        request,
        "cases/access.html",
        status=422 if error else 200,
        flash=Flash(translate(said, language)) if said else None,
        desk=desk,
        form=form,
        errors=_errors(request, principal, error, which),
        kinds=[(kind.value, translate(RELATION_WORDS[Relation(kind.value)], language)) for kind in GIVEN_KINDS],
        roles=[(role.value, translate(RELATION_WORDS[role], language)) for role in COUNSEL],
        levels=[(level.value, translate(LEVEL_WORDS[level], language)) for level in Level],
    )


def _errors(
    request: Request, principal: Principal, error: Exception | None, which: str | None
) -> list[tuple[str | None, str]]:
    """What is wrong in one of the forms; a refusal leads to the field it is about."""
    if error is None:
        return []
    if isinstance(error, Refusal):
        name = _FIELDS.get(type(error), "reason")
        return [(f"{which}-{name}" if which else None, say(request, principal, error))]
    assert isinstance(error, ValidationError)
    language = language_of(request, principal).code
    places = dict.fromkeys(str(item["loc"][0]) for item in error.errors())
    return [
        (f"{which}-{name}" if which else None, translate(_MISSING.get(name, Invalid.title), language))
        for name in places
    ]
