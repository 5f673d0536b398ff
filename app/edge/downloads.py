"""A document as an answer: as a download that no browser runs, whole or in part (RFC 9110 §14).

It stops in the middle when its reader may not have it any more.
"""

import asyncio
import re
from urllib.parse import quote
from uuid import UUID

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Send

from app.auth.views import Principal
from app.documents.errors import DocumentNotFound
from app.documents.views import Bytes
from app.edge.services import services_of
from app.edge.standing import Standing

_ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_INERT = {
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "accept-ranges": "bytes",
}
Span = tuple[int, int | None]


def asked_span(request: Request, size: int) -> Span | None:
    """(start, length) of the one range asked for; (0, None) for the whole; None when it lies outside.

    Several ranges at once, or a range of another version (If-Range), get the whole.
    """
    found = _ONE_RANGE.fullmatch(request.headers.get("range", "").replace(" ", ""))
    if found is None or "if-range" in request.headers or found.group(1) + found.group(2) == "":
        return 0, None
    first, last = found.groups()
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last) + 1, size) if first and last else size
    return (start, end - start) if start < min(end, size) else None


def outside(size: int) -> Response:
    """The answer to a range that is not there."""
    return Response(status_code=416, headers={"content-range": f"bytes */{size}"})


class _WhileItStands(StreamingResponse):
    """A stream that is cut, without its end, when its reader may not have it any more."""

    standing: Standing

    async def stream_response(self, send: Send) -> None:
        sending = asyncio.create_task(super().stream_response(send))
        watching = asyncio.create_task(self.standing.ended())
        try:
            await asyncio.wait((sending, watching), return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                sending.result()
        finally:
            for task in (sending, watching):
                task.cancel()
            await asyncio.gather(sending, watching, return_exceptions=True)


def while_readable(connection: HTTPConnection, viewer: Principal | None, document_id: UUID, part: Bytes) -> Standing:
    """Stands as long as this reader would still be given these very bytes."""
    services = services_of(connection)

    async def may(now: Principal | None) -> None:
        if (await services.filings.readings.version(now, document_id)).content.sha256 != part.sha256:
            raise DocumentNotFound()

    return Standing(services.sign_ins.still, viewer, may)


def download(part: Bytes, standing: Standing, media_type: str = "application/pdf") -> StreamingResponse:
    """The bytes, under a name that says no more than numbers, for as long as `standing` stands."""
    headers = {
        **_INERT,
        "content-disposition": f"attachment; filename*=UTF-8''{quote(part.name)}",
        "content-length": str(part.length),
        "etag": f'"{part.sha256}"',
    }
    partial = part.length < part.size
    if partial:
        headers["content-range"] = f"bytes {part.start}-{part.start + part.length - 1}/{part.size}"
    answer = _WhileItStands(part.chunks, 206 if partial else 200, headers, media_type)
    answer.standing = standing
    return answer


def picture(png: bytes) -> Response:
    """The picture of a page."""
    return Response(png, media_type="image/png", headers=_INERT)


def printed(pdf: bytes, name: str) -> Response:
    """A PDF that was made here, shown where the browser shows PDFs, so that it can be printed at once."""
    headers = {
        "content-security-policy": _INERT["content-security-policy"],
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
        "content-disposition": f"inline; filename*=UTF-8''{quote(name)}",
    }
    return Response(pdf, media_type="application/pdf", headers=headers)
