"""Pages: who opened a document, and who looked at what concerns the reader."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.desks.readers import readers_of, report_for
from app.edge import identity
from app.edge.services import services_of
from app.kernel.errors import Unauthenticated
from app.language.i18n import translate
from app.web.pages import language_of, show

router = APIRouter()


@router.get("/documents/{document_id:uuid}/readers")
async def readers_page(request: Request, document_id: UUID) -> Response:
    """For the court and for whoever filed it: each reading, the newest first."""
    principal, services = await identity.require(request), services_of(request)
    language = language_of(request, principal).code
    async with services.database.read() as reader:
        found = await readers_of(
            reader, document_id, principal, services.clock.now(), lambda text: translate(text, language)
        )
    desk = (await services.disclosures.open(found, principal.by)).content
    return await show(request, "readers/document.html", desk=desk, view=desk.view)


@router.get("/who-looked")
async def report_page(request: Request) -> Response:
    """For anybody with a part in a case, by account or by code; nothing in its address or title tells."""
    principal, services = await identity.who(request), services_of(request)
    if principal is None:
        raise Unauthenticated()
    language = language_of(request, principal).code
    async with services.database.read() as reader:
        found = await report_for(reader, principal, services.clock.now(), lambda text: translate(text, language))
    report = (await services.disclosures.open(found, principal.by)).content
    frame = "base.html" if principal.hearing_id is None else "witness_base.html"
    return await show(request, "readers/report.html", report=report, frame=frame)
