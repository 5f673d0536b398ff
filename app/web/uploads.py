"""Documents sent with the plain form of step 2, for browsers without a script; with one they have arrived before."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.edge import identity
from app.edge.multipart import FormFiles
from app.edge.services import services_of
from app.web.pages import go

router = APIRouter()


@router.post("/file/{filing_id:uuid}/documents")
async def take_documents(request: Request, filing_id: UUID) -> Response:
    """Take the files of the form, one after the other, and go on to the findings."""
    principal, uploads = await identity.require(request), services_of(request).filings.uploads
    async for name, content in FormFiles(request).files():
        await uploads.receive(principal, filing_id, name, content)
    return go(f"/file/{filing_id}/findings")
