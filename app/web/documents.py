"""Documents and pictures of their pages for people who read on these pages; each reading is recorded first."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from app.edge import identity
from app.edge.downloads import asked_span, download, outside, picture, while_readable
from app.edge.services import services_of

router = APIRouter(prefix="/documents")


@router.get("/{document_id:uuid}")
async def read(request: Request, document_id: UUID) -> Response:
    """The version this reader may have, as a download."""
    viewer, readings = await identity.reader(request), services_of(request).filings.readings
    found = await readings.version(viewer, document_id)
    span = asked_span(request, found.content.size)
    if span is None:
        return outside(found.content.size)
    content = (await readings.open(viewer, document_id, *span)).content
    return download(content, while_readable(request, viewer, document_id, content))


@router.get("/{document_id:uuid}/pages/{page}")
async def page_picture(
    request: Request,
    document_id: UUID,
    page: Annotated[int, Path(ge=1, le=100_000)],
    width: Annotated[int, Query(ge=16, le=2400)] = 800,
) -> Response:
    """The picture of one page."""
    viewer = await identity.reader(request)
    return picture((await services_of(request).filings.readings.page(viewer, document_id, page, width)).content)
