"""Resumable uploads: tus 1.0.0 with the extensions creation, termination and expiration."""

import base64
import binascii
from email.utils import format_datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request
from starlette.responses import Response

from app.api.deps import CurrentPrincipal, ServicesDep
from app.documents.errors import FileNameMissing, UploadLengthMissing
from app.filings.views import UploadView
from app.kernel.errors import N_, Conflict, Invalid

router = APIRouter(prefix="/uploads", tags=["uploads"])
VERSION = "1.0.0"
OFFSET_STREAM = "application/offset+octet-stream"


class TusVersion(Invalid):
    """`version`: the one we speak."""

    code = "tus-version"
    title = N_("This upload speaks another version of the protocol.")
    hint = N_("Send Tus-Resumable: 1.0.0 with each request.")


class NotAStream(Conflict):
    code = "not-an-offset-stream"
    title = N_("A part of an upload is sent as application/offset+octet-stream, with the offset it begins at.")
    hint = N_("Set Content-Type and Upload-Offset and send it again.")


Tus = Annotated[str, Header(alias="Tus-Resumable", description="Always 1.0.0.")]
Length = Annotated[int | None, Header(alias="Upload-Length", ge=0, le=2**53, description="Bytes of the whole file.")]
Offset = Annotated[int | None, Header(alias="Upload-Offset", ge=0, le=2**53, description="Where this part begins.")]
Metadata = Annotated[
    str, Header(alias="Upload-Metadata", max_length=4096, description="`filename` and its value in base64.")
]


@router.options("", status_code=204)
async def capabilities(services: ServicesDep) -> Response:
    """What this end of the protocol can do."""
    extensions = {"tus-version": VERSION, "tus-extension": "creation,termination,expiration"}
    return Response(status_code=204, headers={**extensions, "tus-max-size": str(services.settings.upload_limit)})


@router.post("", status_code=201)
async def create(
    services: ServicesDep,
    principal: CurrentPrincipal,
    tus: Tus,
    length: Length = None,
    metadata: Metadata = "",
    case_id: Annotated[UUID | None, Query(description="The case it will be filed in.")] = None,
    filing_id: Annotated[UUID | None, Query(description="The draft it belongs to, instead of a case.")] = None,
) -> Response:
    """Open an upload for a case, or for a draft of yours."""
    _same_version(tus)
    if length is None:
        raise UploadLengthMissing(limit=services.settings.upload_limit)
    name = file_name(metadata)
    view = await services.filings.uploads.create(principal, name, length, case_id=case_id, filing_id=filing_id)
    return _answer(view, 201, {"location": f"/api/v1/uploads/{view.id}"})


@router.head("/{upload_id}")
async def status(upload_id: UUID, services: ServicesDep, principal: CurrentPrincipal, tus: Tus) -> Response:
    """How many bytes have arrived."""
    _same_version(tus)
    view = await services.filings.uploads.status(principal, upload_id)
    return _answer(view, 200, {"upload-length": str(view.length)})


@router.patch("/{upload_id}", status_code=204)
async def append(
    upload_id: UUID,
    request: Request,
    services: ServicesDep,
    principal: CurrentPrincipal,
    tus: Tus,
    offset: Offset = None,
) -> Response:
    """Add bytes at the offset; every offset that is answered is durable."""
    _same_version(tus)
    if offset is None or request.headers.get("content-type") != OFFSET_STREAM:
        raise NotAStream()
    view = await services.filings.uploads.append(principal, upload_id, offset, request.stream())
    return _answer(view, 204, {})


@router.delete("/{upload_id}", status_code=204)
async def terminate(upload_id: UUID, services: ServicesDep, principal: CurrentPrincipal, tus: Tus) -> Response:
    """Forget an upload under way."""
    _same_version(tus)
    await services.filings.uploads.terminate(principal, upload_id)
    return Response(status_code=204, headers={"tus-resumable": VERSION})


def file_name(metadata: str) -> str:
    """The file's name in an Upload-Metadata header, without folders; raises FileNameMissing."""
    pairs = dict(part.strip().partition(" ")[::2] for part in metadata.split(","))
    try:
        name = base64.b64decode(pairs.get("filename", ""), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as reason:
        raise FileNameMissing() from reason
    return name.replace("\\", "/").rpartition("/")[2].replace("\0", "")


def _same_version(tus: str) -> None:
    if tus != VERSION:
        raise TusVersion(version=VERSION)


def _answer(view: UploadView, status_code: int, headers: dict[str, str]) -> Response:
    always = {
        "tus-resumable": VERSION,
        "upload-offset": str(view.offset),
        "upload-expires": format_datetime(view.expires_at, usegmt=True),
    }
    if view.document_id:
        always["document-id"] = str(view.document_id)
    return Response(status_code=status_code, headers=always | headers)
