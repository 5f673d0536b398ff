"""Moving a case to another court: what would change, asking, and the other court's answer; where a case came from."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.cases.commands.moves import AcceptOffer, GiveReason, OfferCase
from app.cases.errors import (
    CaseNotFound,
    CaseTypeNotFound,
    CourtNotFound,
    NobodyToAllot,
    NoCourtDaysLeft,
    WordsNameProtected,
)
from app.cases.errors.moves import MoveNotOpen, NothingMoves, OwnCourt, SomethingUnfinished
from app.cases.terms import MATTER_WORDS, PROFILE_WORDS, OfferState, Unfinished
from app.cases.terms.moves import STATE_OF_OFFER, STATE_OF_REST, UNFINISHED_WORDS
from app.desks import moves as desk
from app.desks.moves import TransferPreview
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_, Refusal
from app.language.i18n import translate
from app.web.pages import go, language_of, say, show
from app.web.templating import Flash

router = APIRouter()
Problem = tuple[str | None, str]
_WORDS = {
    "offer": {state.value: words for state, words in STATE_OF_OFFER.items()},
    "rest": {state.value: words for state, words in STATE_OF_REST.items()},
    "unfinished": {one.value: UNFINISHED_WORDS[one] for one in Unfinished},
    "matter": MATTER_WORDS,
    "profile": PROFILE_WORDS,
    "waiting": OfferState.waiting.value,
}
_DONE = {
    "offered": N_("The other court was asked. Until it answers, nothing changes."),
    "withdrawn": N_("The offer was taken back. The case is as it was."),
    "accepted": N_("The case is at your court now. Its number is %(number)s."),
    "refused": N_("You refused. The case stays where it is, as it was."),
    "together": N_("The case goes along with the other one now."),
    "separated": N_("The case is on its own again."),
    "severed": N_("This is the new case. Its number is %(number)s."),
    "appealed": N_("The appeal is open at the other court."),
    "remitted": N_("The case below goes on. This one is archived."),
    "archived": N_("The case is archived. It can be read as before."),
    "reopened": N_("The case is open again."),
}
_MISSING = {
    "court_id": N_("Choose a court."),
    "reason": N_("Please say why."),
    "type_id": N_("Choose what kind of case it becomes."),
    "number": N_("Write the number of the case that leads."),
    "goes": N_("Say who goes into the new case."),
}
_FIELDS: dict[type[Refusal], str] = {
    CourtNotFound: "court_id",
    OwnCourt: "court_id",
    WordsNameProtected: "reason",
    CaseTypeNotFound: "type_id",
    NobodyToAllot: "type_id",
    CaseNotFound: "number",
    NothingMoves: "goes",
}
SHOWN: tuple[type[Refusal], ...] = (
    MoveNotOpen,
    SomethingUnfinished,
    NoCourtDaysLeft,
    *(kind for kind in _FIELDS if kind is not CaseNotFound),
)
"""What a form shows again beside its fields."""


@router.get("/cases/{case_id:uuid}/moves")
async def moves_page(request: Request, case_id: UUID) -> Response:
    """Where the case came from and, for those who decide, what can be done with it."""
    return await show_moves(request, case_id, await identity.require(request), Form({}), [])


@router.post("/cases/{case_id:uuid}/moves/transfer")
async def offer_case(request: Request, case_id: UUID) -> Response:
    """First show what would change; then ask the other court."""
    principal, form = await identity.require(request), await read_form(request)
    services, language = services_of(request), language_of(request, principal).code
    try:
        command = OfferCase.model_validate(form.chosen("court_id", "reason"))
        if form["confirmed"] != "yes":
            async with services.database.read() as reader:
                preview = await desk.transfer_preview(
                    reader,
                    case_id,
                    command.court_id,
                    principal,
                    services.clock.now(),
                    lambda text: translate(text, language),
                )
            return await _confirm(request, case_id, principal, form, preview)
        await services.transfers.offer(case_id, command, by=principal)
    except ValidationError as error:
        return await show_moves(request, case_id, principal, form, missing(request, principal, error))
    except SHOWN as refusal:
        return await show_moves(request, case_id, principal, form, [refused(request, principal, refusal)])
    return go(f"/cases/{case_id}/moves?done=offered")


@router.post("/cases/{case_id:uuid}/moves/withdrawal")
async def withdraw_offer(request: Request, case_id: UUID) -> Response:
    """Take the offer back."""
    await services_of(request).transfers.withdraw(case_id, by=await identity.require(request))
    return go(f"/cases/{case_id}/moves?done=withdrawn")


@router.get("/offers")
async def offers_page(request: Request) -> Response:
    """What other courts ask ours to take over."""
    principal, services = await identity.require(request), services_of(request)
    async with services.database.read() as reader:
        found = await desk.offered_to_us(reader, principal)
    return await show(request, "moves/offers.html", found=found, flash=_flash(request, principal), words=_WORDS)


@router.get("/offers/{offer_id:uuid}")
async def offer_page(request: Request, offer_id: UUID) -> Response:
    """One of them, to be answered."""
    return await _answer(request, offer_id, await identity.require(request), Form({}), [])


@router.post("/offers/{offer_id:uuid}/acceptance")
async def accept_offer(request: Request, offer_id: UUID) -> Response:
    """Take the case over."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = AcceptOffer.model_validate(form.chosen("type_id"))
        case_id = await services_of(request).transfers.accept(offer_id, command, by=principal)
    except ValidationError as error:
        return await _answer(request, offer_id, principal, form, missing(request, principal, error))
    except SHOWN as refusal:
        return await _answer(request, offer_id, principal, form, [refused(request, principal, refusal)])
    return go(f"/cases/{case_id}/moves?done=accepted")


@router.post("/offers/{offer_id:uuid}/refusal")
async def refuse_offer(request: Request, offer_id: UUID) -> Response:
    """Say no."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = GiveReason.model_validate(form.chosen("reason"))
        await services_of(request).transfers.refuse(offer_id, command, by=principal)
    except ValidationError as error:
        return await _answer(request, offer_id, principal, form, missing(request, principal, error))
    except SHOWN as refusal:
        return await _answer(request, offer_id, principal, form, [refused(request, principal, refusal)])
    return go("/offers?done=refused")


async def show_moves(
    request: Request, case_id: UUID, principal: Principal, form: Form, errors: list[Problem]
) -> Response:
    services, language = services_of(request), language_of(request, principal).code
    async with services.database.read() as reader:
        shown = await desk.moves_desk(reader, case_id, principal, lambda text: translate(text, language))
    return await show(
        request,
        "moves/case.html",
        status=422 if errors else 200,
        flash=_flash(request, principal, shown.case.number),
        desk=shown,
        form=form,
        errors=errors,
        words=_WORDS,
    )


async def _confirm(
    request: Request, case_id: UUID, principal: Principal, form: Form, preview: TransferPreview
) -> Response:
    async with services_of(request).database.read() as reader:
        shown = await desk.moves_desk(reader, case_id, principal)
    return await show(request, "moves/preview.html", case=shown.case, preview=preview, form=form)


async def _answer(
    request: Request, offer_id: UUID, principal: Principal, form: Form, errors: list[Problem]
) -> Response:
    async with services_of(request).database.read() as reader:
        shown = await desk.to_answer(reader, offer_id, principal)
    return await show(
        request,
        "moves/offer.html",
        status=422 if errors else 200,
        desk=shown,
        form=form,
        errors=errors,
        words=_WORDS,
    )


def _flash(request: Request, principal: Principal, number: str = "") -> Flash | None:
    words = _DONE.get(request.query_params.get("done", ""))
    return Flash(translate(words, language_of(request, principal).code) % {"number": number}) if words else None


def missing(request: Request, principal: Principal, error: ValidationError) -> list[Problem]:
    language = language_of(request, principal).code
    names = dict.fromkeys(str(item["loc"][0]) for item in error.errors())
    return [(name, translate(_MISSING[name], language)) for name in names if name in _MISSING]


def refused(request: Request, principal: Principal, refusal: Refusal) -> Problem:
    return _FIELDS.get(type(refusal)), say(request, principal, refusal)
