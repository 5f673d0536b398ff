"""Cases that go along with another, are severed, appealed, sent back, archived and opened again: the court's pages."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.cases.commands.moves import AppealCase, GiveReason, JoinCase, SeverCase
from app.cases.errors import CaseNotFound
from app.desks import moves as desk
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_
from app.language.i18n import translate
from app.web.moves import SHOWN, missing, refused, show_moves
from app.web.pages import go, language_of, show

router = APIRouter()
Act = Callable[[], Awaitable[object]]
_SURE = {
    "joinder": (
        N_("Let it go along with the other case?"),
        N_("Both keep their numbers, people and dockets. Whoever reads both sees both dockets on one page."),
        N_("Nobody reads more than before. Protections ordered in one hold in the other from now on."),
    ),
    "separation": (
        N_("Let it be on its own again?"),
        N_("Each case goes on alone. Whatever was entered stays where it is."),
        N_("Protections that came over stay until a judge of the case rules anew."),
    ),
    "appeal": (
        N_("Open the appeal?"),
        N_("The other court gets a case with a number of its own, the parties and their counsel, and every entry."),
        N_("This case stays here, with its deadlines. Nobody but the other court reads more than before."),
    ),
    "remittal": (
        N_("Send the case back?"),
        N_("The case below goes on with what was entered here. This one is archived."),
        N_("Protections ordered here hold below from now on."),
    ),
    "archive": (
        N_("Archive the case?"),
        N_("Everybody reads what they read before. Nothing can be filed, booked or decided in it any more."),
        N_("A judge of the case can open it again, with a reason."),
    ),
    "reopening": (
        N_("Open the case again?"),
        N_("Filing, booking and deciding are possible again, for those who could before."),
        N_("The docket says that it was opened again."),
    ),
}


@router.post("/cases/{case_id:uuid}/moves/joinder")
async def join_case(request: Request, case_id: UUID) -> Response:
    """Let it go along with another case."""
    principal, form = await identity.require(request), await read_form(request)
    said: dict[str, object] = {**form.chosen("number", "reason"), "consolidated": form["consolidated"] == "yes"}
    lineage = services_of(request).lineage
    try:
        command = JoinCase.model_validate(said)
        return await _do(
            request,
            case_id,
            principal,
            form,
            "joinder",
            "together",
            lambda: lineage.join(case_id, command, by=principal),
        )
    except ValidationError as error:
        return await show_moves(request, case_id, principal, form, missing(request, principal, error))
    except CaseNotFound as refusal:
        return await show_moves(request, case_id, principal, form, [refused(request, principal, refusal)])


@router.post("/cases/{case_id:uuid}/moves/separation")
async def separate_case(request: Request, case_id: UUID) -> Response:
    """Let it be on its own again."""
    lineage = services_of(request).lineage
    return await _reasoned(
        request, case_id, "separation", "separated", lambda why, by: lineage.separate(case_id, why, by=by)
    )


@router.post("/cases/{case_id:uuid}/moves/remittal")
async def remit_case(request: Request, case_id: UUID) -> Response:
    """Send an appeal back."""
    instances = services_of(request).instances
    return await _reasoned(
        request, case_id, "remittal", "remitted", lambda why, by: instances.remit(case_id, why, by=by)
    )


@router.post("/cases/{case_id:uuid}/moves/archive")
async def archive_case(request: Request, case_id: UUID) -> Response:
    """Let the case rest."""
    instances = services_of(request).instances
    return await _reasoned(
        request, case_id, "archive", "archived", lambda why, by: instances.archive(case_id, why, by=by)
    )


@router.post("/cases/{case_id:uuid}/moves/reopening")
async def reopen_case(request: Request, case_id: UUID) -> Response:
    """Open it again."""
    instances = services_of(request).instances
    return await _reasoned(
        request, case_id, "reopening", "reopened", lambda why, by: instances.reopen(case_id, why, by=by)
    )


@router.post("/cases/{case_id:uuid}/moves/appeal")
async def appeal_case(request: Request, case_id: UUID) -> Response:
    """Open the appeal at another court."""
    principal, form = await identity.require(request), await read_form(request)
    court, _, kind = form["kind"].partition(":")
    instances = services_of(request).instances
    try:
        said = {"court_id": court, "type_id": kind, "reason": form["reason"]}
        if not kind:
            said = {**form.chosen("court_id", "type_id", "reason")}
        command = AppealCase.model_validate(said)
    except ValidationError as error:
        return await show_moves(request, case_id, principal, form, missing(request, principal, error))
    return await _do(
        request,
        case_id,
        principal,
        form,
        "appeal",
        "appealed",
        lambda: instances.appeal(case_id, command, by=principal),
    )


@router.get("/cases/{case_id:uuid}/moves/severance")
async def severance_page(request: Request, case_id: UUID) -> Response:
    """Whose parts go into a case of their own, and what is repeated there."""
    return await _severance(request, case_id, await identity.require(request), Form({}), [])


@router.post("/cases/{case_id:uuid}/moves/severance")
async def sever_case(request: Request, case_id: UUID) -> Response:
    """Open the new case."""
    principal, form = await identity.require(request), await read_form(request)
    said = {
        "goes": _where(form, "goes"),
        "both": _where(form, "both"),
        "entries": form.all("entry"),
        **form.chosen("reason"),
    }
    try:
        ref = await services_of(request).lineage.sever(case_id, SeverCase.model_validate(said), by=principal)
    except ValidationError as error:
        return await _severance(request, case_id, principal, form, missing(request, principal, error))
    except SHOWN as refusal:
        return await _severance(request, case_id, principal, form, [refused(request, principal, refusal)])
    return go(f"/cases/{ref.id}/moves?done=severed")


async def _reasoned(
    request: Request,
    case_id: UUID,
    what: str,
    done: str,
    act: Callable[[GiveReason, Principal], Awaitable[object]],
) -> Response:
    """An act that takes a reason and nothing else."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        why = GiveReason.model_validate(form.chosen("reason"))
    except ValidationError as error:
        return await show_moves(request, case_id, principal, form, missing(request, principal, error))
    return await _do(request, case_id, principal, form, what, done, lambda: act(why, principal))


async def _do(
    request: Request, case_id: UUID, principal: Principal, form: Form, what: str, done: str, act: Act
) -> Response:
    """First say what it means; then do it."""
    if form["confirmed"] != "yes":
        async with services_of(request).database.read() as reader:
            shown = await desk.to_decide(reader, case_id, principal, reopens=what == "reopening")
        return await show(request, "moves/sure.html", case=shown, what=what, words=_SURE[what], fields=_sent(form))
    try:
        await act()
    except SHOWN as refusal:
        return await show_moves(request, case_id, principal, form, [refused(request, principal, refusal)])
    return go(f"/cases/{case_id}/moves?done={done}")


async def _severance(
    request: Request, case_id: UUID, principal: Principal, form: Form, errors: list[tuple[str | None, str]]
) -> Response:
    services, language = services_of(request), language_of(request, principal).code
    async with services.database.read() as reader:
        shown = await desk.severance_desk(
            reader, case_id, principal, services.clock.now(), lambda text: translate(text, language)
        )
    return await show(
        request, "moves/severance.html", status=422 if errors else 200, desk=shown, form=form, errors=errors
    )


def _where(form: Form, place: str) -> list[str]:
    return [name.removeprefix("who-") for name, value in form.fields() if name.startswith("who-") and value == place]


def _sent(form: Form) -> dict[str, str]:
    return {name: value for name, value in form.fields() if name != "confirmed"}
