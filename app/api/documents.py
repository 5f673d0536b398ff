"""Documents: the version this reader may have, each reading recorded before the first byte."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from app.api.deps import ServicesDep, Viewer
from app.edge.downloads import asked_span, download, outside, picture, while_readable

router = APIRouter(prefix="/documents", tags=["documents"])


@router.get("/{document_id}", responses={200: {"content": {"application/pdf": {}}}, 206: {}, 416: {}})
async def read(request: Request, document_id: UUID, services: ServicesDep, viewer: Viewer) -> Response:
    """The record copy for those entitled, the stamped public copy for everybody else; ranges as asked."""
    found = await services.filings.readings.version(viewer, document_id)
    span = asked_span(request, found.content.size)
    if span is None:
        return outside(found.content.size)
    content = (await services.filings.readings.open(viewer, document_id, *span)).content
    return download(content, while_readable(request, viewer, document_id, content))


@router.get("/{document_id}/pages/{page}", responses={200: {"content": {"image/png": {}}}})
async def page_picture(
    document_id: UUID,
    page: Annotated[int, Path(ge=1, le=100_000)],
    services: ServicesDep,
    viewer: Viewer,
    width: Annotated[int, Query(ge=16, le=2400)] = 800,
) -> Response:
    """The picture of one page, `width` pixels wide."""
    return picture((await services.filings.readings.page(viewer, document_id, page, width)).content)
