"""One entry of the docket: what stood there before, and the forms to correct it, to decide, and to undo."""

from collections.abc import Mapping
from datetime import date, time
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import TypeAdapter, ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.cases.errors import WordsNameProtected
from app.cases.terms import LEVEL_WORDS
from app.desks.corrections import corrections_desk, entry_desk
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.filings.commands import AskCorrection, DecideCorrection
from app.filings.errors import CorrectedCaseUnknown, FilerElsewhere, NothingToCorrect, PartyUnknown, ReceivedInFuture
from app.filings.terms import CORRECTION_WORDS, LONGEST_TITLE, TYPE_WORDS, CorrectionKind
from app.kernel.errors import N_, Refusal
from app.kernel.zones import TimeDoesNotExist, resolve_local
from app.language.i18n import translate
from app.web.pages import go, language_of, say, show
from app.web.templating import Flash

router = APIRouter()
_COMMAND: TypeAdapter[AskCorrection] = TypeAdapter(AskCorrection)
_MISSING = {
    "title": N_("Write the title as it should be."),
    "was": N_("Write the words as they stand there."),
    "reads": N_("Write the words as they should read."),
    "received_on": N_("Give the day and the time at which it came in."),
    "part_id": N_("Choose for whom it was filed."),
    "number": N_("Give the number of the case it belongs to."),
    "type": N_("Choose the kind of document."),
    "kind": N_("Choose what is wrong with it."),
    "reason": N_("Please say why."),
}
_AT_FIELD: Mapping[type[Refusal], str] = {
    CorrectedCaseUnknown: "number",
    FilerElsewhere: "number",
    PartyUnknown: "part_id",
    ReceivedInFuture: "received_on",
    TimeDoesNotExist: "received_on",
}
_SHOWN_AGAIN: tuple[type[Exception], ...] = (ValidationError, WordsNameProtected, NothingToCorrect, *_AT_FIELD)
_DONE = {
    "asked": N_("The court has been asked."),
    "due": N_("It takes effect in a minute. Until then you can undo it."),
    "made": N_("It is corrected."),
    "refused": N_("It was refused."),
    "undone": N_("It was undone. Nothing was changed."),
}


@router.get("/cases/{case_id:uuid}/corrections")
async def corrections_page(request: Request, case_id: UUID) -> Response:
    """Everything asked and corrected on the docket of a case."""
    principal, services = await identity.require(request), services_of(request)
    language = language_of(request, principal).code
    async with services.database.read() as reader:
        desk = await corrections_desk(
            reader, case_id, principal, services.clock.now(), lambda text: translate(text, language)
        )
    return await show(request, "corrections/case.html", desk=desk, kind_words=_kind_words())


@router.get("/cases/{case_id:uuid}/entries/{entry_id:uuid}")
async def entry_page(request: Request, case_id: UUID, entry_id: UUID) -> Response:
    """One entry, its corrections, and the form for what is wrong with it."""
    return await _page(request, await identity.require(request), case_id, entry_id, Form({}), [])


@router.post("/cases/{case_id:uuid}/entries/{entry_id:uuid}/corrections")
async def ask_correction(request: Request, case_id: UUID, entry_id: UUID) -> Response:
    """Ask for it, or make it where it is theirs to decide."""
    principal, form = await identity.require(request), await read_form(request)
    services = services_of(request)
    try:
        command = _COMMAND.validate_python(await _said(request, principal, case_id, form))
        made = await services.filings.corrections.ask(case_id, entry_id, command, by=principal)
    except _SHOWN_AGAIN as error:
        return await _page(request, principal, case_id, entry_id, form, _errors(request, principal, form, error))
    return go(f"/cases/{case_id}/entries/{entry_id}?about={made}#c-{made}")


@router.post("/cases/{case_id:uuid}/corrections/{correction_id:uuid}")
async def decide_correction(request: Request, case_id: UUID, correction_id: UUID) -> Response:
    """Grant, refuse or undo it."""
    principal, form = await identity.require(request), await read_form(request)
    corrections = services_of(request).filings.corrections
    if form["decision"] == "undo":
        await corrections.undo(correction_id, by=principal)
    else:
        command = DecideCorrection(
            grant=form["decision"] == "grant", note=form["note"][:500], at_once=form["at_once"] == "yes"
        )
        await corrections.decide(correction_id, command, by=principal)
    return go(own_entry(case_id, form["entry"], correction_id))


def own_entry(case_id: UUID, entry: str, correction_id: UUID) -> str:
    """The page of the entry the form stood on; the list of the case where it names none."""
    try:
        return f"/cases/{case_id}/entries/{UUID(entry)}?about={correction_id}#c-{correction_id}"
    except ValueError:
        return f"/cases/{case_id}/corrections"


async def _page(
    request: Request,
    principal: Principal,
    case_id: UUID,
    entry_id: UUID,
    form: Form,
    errors: list[tuple[str | None, str]],
) -> Response:
    services, language = services_of(request), language_of(request, principal).code
    async with services.database.read() as reader:
        desk = await entry_desk(
            reader, case_id, entry_id, principal, services.clock.now(), lambda text: translate(text, language)
        )
    asked = form["kind"] or request.query_params.get("kind", "")
    kind = next((one for one in desk.kinds if one.value == asked), None)
    about = request.query_params.get("about", "")
    state = next((one.state for one in desk.corrections if str(one.id) == about), "")
    return await show(
        request,
        "corrections/entry.html",
        status=422 if errors else 200,
        flash=Flash(translate(_DONE[state], language)) if state else None,
        desk=desk,
        kind=kind,
        form=form,
        errors=errors,
        now=services.clock.now(),
        kind_words=_kind_words(),
        types=TYPE_WORDS,
        level_words={level.value: words for level, words in LEVEL_WORDS.items()},
        longest=LONGEST_TITLE,
    )


async def _said(request: Request, principal: Principal, case_id: UUID, form: Form) -> dict[str, object]:
    said: dict[str, object] = {
        **form.chosen("kind", "title", "was", "reads", "type", "part_id", "number", "reason"),
        "at_once": form["at_once"] == "yes",
    }
    wanted = {"title": "title", "slip": "was reads", "type": "type", "party": "part_id", "case": "number"}
    kept = {"kind", "reason", "at_once", *wanted.get(form["kind"], "").split()}
    said = {name: value for name, value in said.items() if name in kept}
    if form["kind"] == CorrectionKind.date:
        services = services_of(request)
        async with services.database.read() as reader:
            zone = (await corrections_desk(reader, case_id, principal, services.clock.now())).case.zone
        said["received_at"] = _wall(form, zone)
    return said


def _wall(form: Form, zone: str) -> object:
    try:
        day, clock = date.fromisoformat(form["received_on"]), time.fromisoformat(form["received_time"])
    except ValueError:
        return None
    return resolve_local(day, clock, zone, second=False)


def _errors(request: Request, principal: Principal, form: Form, error: Exception) -> list[tuple[str | None, str]]:
    language = language_of(request, principal).code
    if isinstance(error, ValidationError):
        places = {"received_at": "received_on"}
        last = [str(one["loc"][-1]) if one["loc"] else "kind" for one in error.errors()]
        found = dict.fromkeys(places.get(name, name) for name in last)
        return [
            (name if name in _MISSING else None, translate(_MISSING.get(name, _MISSING["reason"]), language))
            for name in found
        ]
    assert isinstance(error, Refusal)
    value = {"title": "title", "slip": "reads"}.get(form["kind"])
    return [(_AT_FIELD.get(type(error), value), say(request, principal, error))]


def _kind_words() -> dict[str, str]:
    return {kind.value: words for kind, words in CORRECTION_WORDS.items()}
