"""My mandates: what I am to which case, who acts for me, for whom I act, and telling a court that I appear."""

from datetime import datetime, time
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.cases.commands.access import GiveStandIn, TellCourt
from app.cases.errors import PeriodWrong
from app.cases.terms import NOTICE_WORDS, RELATION_WORDS, STAND_IN_WORDS, NoticeKind, Relation, StandInKind
from app.desks.mandates import my_mandates
from app.desks.shell import shell_for
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_, Invalid, Refusal
from app.kernel.zones import zone
from app.language.i18n import translate
from app.web.pages import go, language_of, say, show
from app.web.templating import Flash

router = APIRouter(prefix="/account")
COUNSEL = (Relation.defence_counsel, Relation.victim_counsel, Relation.prosecutor)
TOLD = (NoticeKind.appearance, NoticeKind.substitution)
_DONE = {
    "given": N_("They can act for you, each under their own sign-in. What they do shows both names."),
    "ended": N_("It has ended, at once and everywhere."),
    "told": N_("The court has your notice. When it confirms it, the case is on your desk."),
}
_MISSING = {
    "email": N_("Write the e-mail address they sign in with."),
    "until": N_("Choose the last day."),
    "number": N_("Write the number of the case."),
}


@router.get("/mandates")
async def mandates_page(request: Request) -> Response:
    """Who acts in whose right."""
    return await _page(request, await identity.require(request), Form({}), None)


@router.post("/stand-ins")
async def give(request: Request) -> Response:
    """Let somebody act for me."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        await services_of(request).stand_ins.give(await _command(request, principal, form), by=principal)
    except (Refusal, ValidationError) as error:
        return await _page(request, principal, form, error)
    return go("/account/mandates?done=given")


@router.post("/stand-ins/{stand_in_id:uuid}/end")
async def end(request: Request, stand_in_id: UUID) -> Response:
    """End it."""
    await services_of(request).stand_ins.end(stand_in_id, by=await identity.require(request))
    return go("/account/mandates?done=ended")


@router.post("/appearances")
async def tell(request: Request) -> Response:
    """Tell the court that I appear; the answer is the same whether there is such a case or not."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = TellCourt.model_validate(
            {name: form[f"tell-{name}"] for name in ("number", "kind", "role") if form[f"tell-{name}"]}
        )
        await services_of(request).counsel.tell(command, by=principal)
    except ValidationError as error:
        return await _page(request, principal, form, error, "tell-")
    return go("/account/mandates?done=told")


async def _command(request: Request, principal: Principal, form: Form) -> GiveStandIn:
    async with services_of(request).database.read() as reader:
        where = (await shell_for(reader, principal)).zone
    said: dict[str, object] = {**form.chosen("kind", "email", "reason", "case_id")}
    said["may_sign"] = form["may_sign"] == "yes"
    said |= {name: _moment(form[name], clock, where) for name, clock in _CLOCKS if form[name]}
    return GiveStandIn.model_validate(said)


_CLOCKS = (("since", time()), ("until", time(23, 59, 59)))


def _moment(day: str, clock: time, where: str) -> datetime | str:
    """The beginning or the end of a day, on the clock of the person's court."""
    try:
        return datetime.combine(datetime.fromisoformat(day), clock, zone(where))
    except ValueError:
        return "no day"


async def _page(
    request: Request, principal: Principal, form: Form, error: Exception | None, which: str = ""
) -> Response:
    language = language_of(request, principal).code
    async with services_of(request).database.read() as reader:
        found = await my_mandates(reader, principal, lambda text: translate(text, language))
    done = _DONE.get(request.query_params.get("done", ""))
    return await show(
        request,
        "account/mandates.html",
        status=422 if error else 200,
        flash=Flash(translate(done, language)) if done else None,
        found=found,
        form=form,
        errors=_errors(request, principal, error, which),
        kinds=[(kind.value, translate(STAND_IN_WORDS[kind], language)) for kind in StandInKind],
        roles=[(role.value, translate(RELATION_WORDS[role], language)) for role in COUNSEL],
        notices=[(kind.value, translate(NOTICE_WORDS[kind], language)) for kind in TOLD],
    )


def _errors(
    request: Request, principal: Principal, error: Exception | None, which: str
) -> list[tuple[str | None, str]]:
    if error is None:
        return []
    if isinstance(error, Refusal):
        return [("until" if isinstance(error, PeriodWrong) else "email", say(request, principal, error))]
    assert isinstance(error, ValidationError)
    language = language_of(request, principal).code
    places = dict.fromkeys(str(item["loc"][0]) for item in error.errors())
    return [(f"{which}{name}", translate(_MISSING.get(name, Invalid.title), language)) for name in places]
