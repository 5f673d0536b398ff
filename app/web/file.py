"""Filing something, step by step: each step is a page, the draft is the state, leaving and coming back is fine."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.cases.terms import LEVEL_WORDS
from app.desks.filing import FileDesk, cases_to_file_in, file_desk, unfinished
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.filings.commands import Acknowledgement, FilingPayload
from app.filings.errors import StepNotOpen, TitleMissing, TitleNamesProtected
from app.filings.terms import LEVELS, REASON_WORDS, STATUS_WORDS, TYPE_WORDS, WAIVER_WORDS
from app.filings.views import FilingView
from app.kernel.errors import N_, Invalid, Refusal
from app.kernel.ids import secret_token
from app.language.i18n import translate
from app.web.pages import go, language_of, say, show

router = APIRouter()

STEPS = (N_("What it is"), N_("Documents"), N_("Findings"), N_("Who sees it"), N_("Check and send"))
_LEVEL_HINTS = {
    "public": N_("Anybody can read it on the public docket, without signing in."),
    "parties": N_("The court, the parties and their counsel read it. The public does not learn that it exists."),
    "filer": N_("Only the court and you read it. Use this for what must not reach the other side before a ruling."),
}

_WORDS: dict[str, Any] = {
    "types": TYPE_WORDS,
    "levels": [(level, LEVEL_WORDS[level], _LEVEL_HINTS[level]) for level in LEVELS],
    "waivers": WAIVER_WORDS,
    "reason_words": REASON_WORDS,
}


@router.get("/file")
async def start_page(request: Request) -> Response:
    """What I began, and the first step of something new."""
    principal = await identity.require(request)
    return await _start(request, principal, Form({"case_id": [request.query_params.get("case", "")]}), None)


@router.post("/file")
async def start(request: Request) -> Response:
    """Begin a draft."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        payload = FilingPayload.model_validate(form.chosen("case_id", "type", "title"))
        if not payload.title:
            raise TitleMissing()
        await services_of(request).limits.title(principal.person_id, payload.title)
        draft = await services_of(request).filings.drafts.begin(principal, payload)
    except (Refusal, ValidationError) as error:
        return await _start(request, principal, form, error)
    return go(f"/file/{draft.id}/documents")


@router.get("/file/{filing_id:uuid}")
async def what_page(request: Request, filing_id: UUID) -> Response:
    """Step 1 again, to change type or title."""
    return await _step(request, filing_id, 1, "file/what.html")


@router.post("/file/{filing_id:uuid}")
async def change_what(request: Request, filing_id: UUID) -> Response:
    """Change type and title."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        desk = await _desk(request, principal, filing_id)
        if not form["title"]:
            raise TitleMissing()
        await _change(request, principal, desk.filing, **form.chosen("type", "title"))
    except (Refusal, ValidationError) as error:
        return await _step(request, filing_id, 1, "file/what.html", error, form)
    return go(f"/file/{filing_id}/documents")


@router.get("/file/{filing_id:uuid}/documents")
async def documents_page(request: Request, filing_id: UUID) -> Response:
    """Step 2: the documents, arriving or here."""
    return await _step(request, filing_id, 2, "file/documents.html")


@router.post("/file/{filing_id:uuid}/documents/{document_id:uuid}/removal")
async def remove(request: Request, filing_id: UUID, document_id: UUID) -> Response:
    """Take a document out."""
    principal = await identity.require(request)
    await services_of(request).filings.drafts.remove(principal, filing_id, document_id)
    return go(f"/file/{filing_id}/documents")


@router.post("/file/{filing_id:uuid}/documents/{document_id:uuid}/earlier")
async def move_up(request: Request, filing_id: UUID, document_id: UUID) -> Response:
    """Put a document before the one above it; the first is the one the title names."""
    principal = await identity.require(request)
    filing = (await _desk(request, principal, filing_id)).filing
    ids = [document.id for document in filing.documents]
    if document_id in ids[1:]:
        place = ids.index(document_id)
        ids[place - 1 : place + 1] = [document_id, ids[place - 1]]
    await services_of(request).filings.drafts.change(principal, filing_id, _payload(filing, documents=ids))
    return go(f"/file/{filing_id}/documents")


@router.get("/file/{filing_id:uuid}/findings")
async def findings_page(request: Request, filing_id: UUID) -> Response:
    """Step 3: everything the check found, at once."""
    return await _step(request, filing_id, 3, "file/findings.html")


@router.post("/file/{filing_id:uuid}/documents/{document_id:uuid}/cleaned-copy")
async def clean(request: Request, filing_id: UUID, document_id: UUID) -> Response:
    """Use the cleaned copy."""
    principal = await identity.require(request)
    try:
        await services_of(request).filings.drafts.clean(principal, filing_id, document_id)
    except Refusal as error:
        return await _step(request, filing_id, 3, "file/findings.html", error)
    return go(f"/file/{filing_id}/findings")


@router.post("/file/{filing_id:uuid}/acknowledgements")
async def acknowledge(request: Request, filing_id: UUID) -> Response:
    """Keep a document as it is."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        answer = Acknowledgement.model_validate(form.chosen("document_id", "code"))
        await services_of(request).filings.drafts.acknowledge(principal, filing_id, answer)
    except (Refusal, ValidationError) as error:
        return await _step(request, filing_id, 3, "file/findings.html", error)
    return go(f"/file/{filing_id}/findings")


@router.get("/file/{filing_id:uuid}/audience")
async def audience_page(request: Request, filing_id: UUID) -> Response:
    """Step 4: who will see it."""
    return await _step(request, filing_id, 4, "file/audience.html")


@router.post("/file/{filing_id:uuid}/audience")
async def choose_audience(request: Request, filing_id: UUID) -> Response:
    """Choose who will see it."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        desk = await _desk(request, principal, filing_id)
        await _change(request, principal, desk.filing, **form.chosen("level"))
    except (Refusal, ValidationError) as error:
        return await _step(request, filing_id, 4, "file/audience.html", error)
    return go(f"/file/{filing_id}/check")


@router.get("/file/{filing_id:uuid}/check")
async def check_page(request: Request, filing_id: UUID) -> Response:
    """Step 5: what I said, the fee, and the button that files it."""
    return await _step(request, filing_id, 5, "file/check.html")


@router.post("/file/{filing_id:uuid}/submission")
async def submit(request: Request, filing_id: UUID) -> Response:
    """File it. A second click with the same form finds the receipt of the first."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        desk = await _desk(request, principal, filing_id, sent_is_fine=True)
        payload = _payload(desk.filing, fee_waiver=form["fee_waiver"] or None)
        await services_of(request).filings.submissions.submit(principal, filing_id, form["key"], payload)
    except StepNotOpen:
        return go(f"/filings/{filing_id}")
    except (Refusal, ValidationError) as error:
        return await _step(request, filing_id, 5, "file/check.html", error)
    return go(f"/filings/{filing_id}")


@router.post("/file/{filing_id:uuid}/discard")
async def discard(request: Request, filing_id: UUID) -> Response:
    """Throw a draft away."""
    await services_of(request).filings.drafts.discard(await identity.require(request), filing_id)
    return go("/file")


async def _start(request: Request, principal: Principal, form: Form, error: Exception | None) -> Response:
    async with services_of(request).database.read() as reader:
        cases, drafts = await cases_to_file_in(reader, principal), await unfinished(reader, principal)
    return await show(
        request,
        "file/start.html",
        status=422 if error else 200,
        form=form,
        cases=cases,
        drafts=drafts,
        errors=_errors(request, principal, error),
        types=TYPE_WORDS,
        status_words=STATUS_WORDS,
    )


async def _desk(request: Request, principal: Principal, filing_id: UUID, *, sent_is_fine: bool = False) -> FileDesk:
    services, language = services_of(request), language_of(request, principal).code
    async with services.database.read() as reader:
        desk = await file_desk(
            reader, filing_id, principal, services.clock.now(), lambda text: translate(text, language)
        )
    if not sent_is_fine and desk.filing.status not in ("draft", "returned"):
        raise StepNotOpen(state=desk.filing.status)
    return desk


async def _step(
    request: Request,
    filing_id: UUID,
    step: int,
    template: str,
    error: Exception | None = None,
    form: Form | None = None,
) -> Response:
    principal = await identity.require(request)
    try:
        desk = await _desk(request, principal, filing_id)
    except StepNotOpen:
        return go(f"/filings/{filing_id}")
    return await show(
        request,
        template,
        status=422 if error else 200,
        desk=desk,
        filing=desk.filing,
        step=step,
        step_words=STEPS,
        form=form or Form({}),
        errors=_errors(request, principal, error),
        key=secret_token(),
        limit=services_of(request).settings.upload_limit,
        **_WORDS,
    )


async def _change(request: Request, principal: Principal, filing: FilingView, **changes: str) -> None:
    payload = _payload(filing, **changes)
    await services_of(request).limits.title(principal.person_id, payload.title)
    await services_of(request).filings.drafts.change(principal, filing.id, payload)


def _payload(filing: FilingView, **changes: object) -> FilingPayload:
    """The filing as it stands, with some fields changed."""
    said = filing.model_dump(include={"case_id", "type", "title", "level", "fee_waiver"})
    documents = [document.id for document in filing.documents]
    return FilingPayload.model_validate({**said, "documents": documents, **changes})


def _errors(request: Request, principal: Principal, error: Exception | None) -> list[tuple[str | None, str]]:
    """The error summary: which field, and what to do about it."""
    if error is None:
        return []
    refusal = error if isinstance(error, Refusal) else Invalid()
    field = "title" if isinstance(refusal, TitleMissing | TitleNamesProtected) else None
    if isinstance(error, ValidationError):
        field = next((str(item["loc"][0]) for item in error.errors() if item["loc"]), None)
    return [(field, say(request, principal, refusal))]
