"""A document as an answer: as a download that no browser runs, whole or in part (RFC 9110 §14)."""

import re
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from app.documents.views import Bytes

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


def download(part: Bytes, media_type: str = "application/pdf") -> StreamingResponse:
    """The bytes, under a name that says no more than numbers."""
    headers = {
        **_INERT,
        "content-disposition": f"attachment; filename*=UTF-8''{quote(part.name)}",
        "content-length": str(part.length),
        "etag": f'"{part.sha256}"',
    }
    partial = part.length < part.size
    if partial:
        headers["content-range"] = f"bytes {part.start}-{part.start + part.length - 1}/{part.size}"
    return StreamingResponse(part.chunks, 206 if partial else 200, headers, media_type)


def picture(png: bytes) -> Response:
    """The picture of a page."""
    return Response(png, media_type="image/png", headers=_INERT)
