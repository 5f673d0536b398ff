"""My filings, and the page of one: its receipt, where it stands, what the court said."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.cases.terms import LEVEL_WORDS
from app.desks.filing import filing_desk
from app.edge import identity
from app.edge.forms import read_form
from app.edge.services import services_of
from app.filings.queries import filing_of, filings_of
from app.filings.terms import GROUND_WORDS, LEVELS, REASON_WORDS, STATUS_WORDS, TYPE_WORDS
from app.kernel.ids import secret_token
from app.language.i18n import translate
from app.web.pages import go, language_of, show

router = APIRouter(prefix="/filings")


@router.get("")
async def filings_page(request: Request) -> Response:
    """What I filed and what I began, the newest first."""
    principal = await identity.require(request)
    async with services_of(request).database.read() as reader:
        filings = await filings_of(reader, principal)
    return await show(request, "filings/list.html", filings=filings, status_words=STATUS_WORDS, types=TYPE_WORDS)


@router.get("/{filing_id:uuid}")
async def filing_page(request: Request, filing_id: UUID) -> Response:
    """The receipt and where the filing stands; a draft goes back to its steps."""
    principal, services = await identity.require(request), services_of(request)
    language = language_of(request, principal).code
    async with services.database.read() as reader:
        found = await filing_desk(
            reader, filing_id, principal, services.clock.now(), lambda text: translate(text, language)
        )
    desk = (await services.disclosures.open(found, principal.by)).content
    if desk.filing.status == "draft":
        return go(f"/file/{filing_id}/documents")
    return await show(
        request,
        "filings/filing.html",
        desk=desk,
        filing=desk.filing,
        receipt=desk.receipt,
        types=TYPE_WORDS,
        status_words=STATUS_WORDS,
        reason_words=REASON_WORDS,
        ground_words=GROUND_WORDS,
        level_words={level.value: LEVEL_WORDS[level] for level in LEVELS},
        key=secret_token(),
    )


@router.post("/{filing_id:uuid}/withdrawal")
async def withdraw(request: Request, filing_id: UUID) -> Response:
    """Take a filing back, once it was confirmed."""
    principal, form = await identity.require(request), await read_form(request)
    if form["confirmed"] != "yes":
        async with services_of(request).database.read() as reader:
            await filing_of(reader, filing_id, principal)
        return await show(request, "filings/withdraw.html", filing_id=filing_id, key=form["key"])
    await services_of(request).filings.submissions.withdraw(principal, filing_id, form["key"])
    return go(f"/filings/{filing_id}")
