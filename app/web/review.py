"""The clerk's review: the queue, and a reading page with the decision beside the pictures of the pages."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import TypeAdapter, ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.cases.terms import LEVEL_WORDS, STRICTNESS, Level
from app.desks.filing import queue_desk, review_desk
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.filings.commands import Decision
from app.filings.terms import CURE_DAYS, GROUND_WORDS, LEVELS, REASON_WORDS, STATUS_WORDS, TYPE_WORDS, Reason
from app.kernel.errors import Invalid, Refusal
from app.kernel.ids import secret_token
from app.kernel.zones import local
from app.language.i18n import translate
from app.web.pages import go, language_of, say, show

router = APIRouter(prefix="/review")
_DECISION: TypeAdapter[Decision] = TypeAdapter(Decision)


@router.get("")
async def queue_page(request: Request) -> Response:
    """What waits, the longest waiting first."""
    return await queue(request, await identity.require(request))


async def queue(request: Request, principal: Principal, wrong: str | None = None) -> Response:
    """The queue as a page; `wrong`: what is to be put right first."""
    services = services_of(request)
    language = language_of(request, principal).code
    async with services.database.read() as reader:
        lines = await queue_desk(reader, principal, services.clock.now(), lambda text: translate(text, language))
    errors = [(None, translate(wrong, language))] if wrong else []
    status = 422 if wrong else 200
    return await show(request, "review/queue.html", status=status, lines=lines, types=TYPE_WORDS, errors=errors)


@router.get("/{filing_id:uuid}")
async def reading_page(request: Request, filing_id: UUID) -> Response:
    """Take the filing up and read it."""
    principal = await identity.require(request)
    await services_of(request).filings.reviews.take_up(principal, filing_id)
    return await _page(request, principal, filing_id, Form({}), None)


@router.post("/{filing_id:uuid}")
async def decide(request: Request, filing_id: UUID) -> Response:
    """Take the decision; what is missing is named, and nothing written is lost."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        decision = _DECISION.validate_python(_said(form))
        await services_of(request).filings.reviews.decide(principal, filing_id, decision, form["key"])
    except (Refusal, ValidationError) as error:
        return await _page(request, principal, filing_id, form, error)
    return go(f"/review/{filing_id}")


@router.post("/{filing_id:uuid}/undo")
async def undo(request: Request, filing_id: UUID) -> Response:
    """Take an acceptance back before it takes effect."""
    principal = await identity.require(request)
    try:
        await services_of(request).filings.reviews.undo(principal, filing_id)
    except Refusal as error:
        return await _page(request, principal, filing_id, Form({}), error)
    return go(f"/review/{filing_id}")


def _said(form: Form) -> Mapping[str, object]:
    match form["decision"]:
        case "accept":
            return {**form.chosen("decision", "title", "level"), "at_once": form["at_once"] == "yes"}
        case "return":
            return {**form.chosen("decision", "note", "cure_by"), "reasons": [r for r in form.all("reasons") if r]}
        case _:
            return {**form.chosen("decision", "ground"), "note": form["reject_note"]}


async def _page(
    request: Request, principal: Principal, filing_id: UUID, form: Form, error: Exception | None
) -> Response:
    services, language = services_of(request), language_of(request, principal).code
    now = services.clock.now()
    async with services.database.read() as reader:
        found = await review_desk(reader, filing_id, principal, now, lambda text: translate(text, language))
    desk = (await services.disclosures.open(found, principal.by)).content
    least = STRICTNESS[Level(desk.filing.level)]
    tomorrow = local(now, desk.case.zone).date() + timedelta(days=1)
    return await show(
        request,
        "review/reading.html",
        status=422 if error else 200,
        desk=desk,
        filing=desk.filing,
        form=form,
        errors=_errors(request, principal, error),
        now=now,
        types=TYPE_WORDS,
        status_words=STATUS_WORDS,
        levels=[(level.value, LEVEL_WORDS[level]) for level in LEVELS if STRICTNESS[level] >= least],
        reasons=[(code, words) for code, words in REASON_WORDS.items() if code is not Reason.document_check],
        reason_words=REASON_WORDS,
        ground_words=GROUND_WORDS,
        key=secret_token(),
        earliest=tomorrow.isoformat(),
        cure_by=form["cure_by"] or (tomorrow + timedelta(days=CURE_DAYS - 1)).isoformat(),
    )


def _errors(request: Request, principal: Principal, error: Exception | None) -> list[tuple[str | None, str]]:
    if error is None:
        return []
    fields = {"reason-missing": "reasons", "cure-date-wrong": "cure_by", "title-missing": "title"}
    refusal = error if isinstance(error, Refusal) else Invalid()
    field = fields.get(refusal.code)
    if isinstance(error, ValidationError):
        field = next((str(item["loc"][-1]) for item in error.errors() if item["loc"]), None)
    return [(field, say(request, principal, refusal))]
