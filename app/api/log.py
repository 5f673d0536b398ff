"""The log: checkpoints, proofs and the verifier for anybody, cosigning for witnesses, entries for auditors."""

from collections.abc import AsyncIterator
from pathlib import Path as File
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from pydantic import AwareDatetime, BaseModel
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from app.api.deps import COUNTED, CurrentPrincipal, ServicesDep
from app.api.problems import PROBLEMS
from app.audit.kept import export_checkpoint
from app.audit.queries import checkpoints, consistency, latest_checkpoint, proof_of, signed_note
from app.audit.views import AuditPage, CheckpointView, ConsistencyView, OneEntry, ProofView, SignedView
from app.desks.log import Asked, entry_desk, searched
from app.edge.exports import log_export
from app.edge.services import Services
from app.kernel.errors import NotFound
from app.kernel.paging import Page

router = APIRouter(prefix="/log", tags=["log"])
well_known = APIRouter(prefix="/.well-known", tags=["log"], responses=PROBLEMS)
_Cursor = Annotated[str | None, Query(max_length=200)]
_Limit = Annotated[int, Query(ge=1, le=200)]
_NOTE = {
    "requestBody": {
        "required": True,
        "content": {"text/plain": {"schema": {"type": "string"}, "example": "court.example/log\n7\nqtZ…=\n\n— …\n"}},
    }
}
VERIFIER = File(__file__).parents[2] / "tools" / "verify_log.py"


class Taken(BaseModel):
    """How many witnesses signed this checkpoint by now."""

    witnesses: int


@router.get("/checkpoint")
async def checkpoint(services: ServicesDep) -> CheckpointView:
    """The newest signed checkpoint."""
    async with services.database.read() as reader:
        found = await latest_checkpoint(reader)
    if found is None:
        raise NotFound()
    return found


@router.get("/consistency", dependencies=[COUNTED])
async def consistent(
    services: ServicesDep, old: Annotated[int, Query(ge=1, le=2**62)], new: Annotated[int, Query(ge=1, le=2**62)]
) -> ConsistencyView:
    """The proof that the log of `new` entries begins with the log of `old`."""
    async with services.database.read() as reader:
        return await consistency(reader, old, new)


@router.get("/proofs/{leaf_id}", dependencies=[COUNTED])
async def proof(services: ServicesDep, leaf_id: UUID) -> ProofView:
    """The inclusion proof of one entry; 404 until a checkpoint covers it."""
    async with services.database.read() as reader:
        found = await proof_of(reader, leaf_id)
    if found is None:
        raise NotFound()
    return found


@router.get("/checkpoints")
async def signed(services: ServicesDep, after: _Cursor = None, limit: _Limit = 50) -> Page[SignedView]:
    """Every signed checkpoint with its witnesses, the newest first."""
    async with services.database.read() as reader:
        return await checkpoints(reader, after=after, limit=limit)


@router.get("/entries")
async def entries(
    services: ServicesDep,
    principal: CurrentPrincipal,
    case: Annotated[str, Query(max_length=60, description="The number or the id of a case.")] = "",
    person_id: Annotated[UUID | None, Query(description="Who acted; with `about`, of whom entries speak.")] = None,
    about: bool = False,
    kind: Annotated[str, Query(max_length=80, description="A kind; or a package, ending in a dot.")] = "",
    since: AwareDatetime | None = None,
    until: AwareDatetime | None = None,
    after: _Cursor = None,
    limit: _Limit = 50,
) -> AuditPage:
    """For auditors: entries of the log, the newest first. That you searched, and for what, is entered too."""
    asked = Asked(case, person_id, about, kind, since, until)
    async with services.database.read() as reader:
        found = await searched(reader, principal, asked, after, limit)
    return (await services.disclosures.open(found, principal.by)).content.page


@router.get("/entries/{leaf_id}")
async def one_entry(services: ServicesDep, principal: CurrentPrincipal, leaf_id: UUID) -> OneEntry:
    """For auditors: one entry with its proof."""
    async with services.database.read() as reader:
        found = await entry_desk(reader, principal, leaf_id)
    return (await services.disclosures.open(found, principal.by)).content.found


@router.get("/leaves", response_class=Response, responses={200: {"content": {"application/jsonl": {}}}})
async def leaves(request: Request, start: Annotated[int, Query(ge=0, le=2**62)] = 0) -> StreamingResponse:
    """For auditors: every entry from `start` on, a line of JSON each, for the stand-alone verifier.

    It asks for a fresh proof of who you are.
    """
    return await log_export(request, start)


@router.get("/verifier.py", response_class=Response, responses={200: {"content": {"text/x-python": {}}}})
async def verifier() -> Response:
    """The stand-alone verifier of the log, its proofs and its receipts: one file, Python's standard library alone."""
    return PlainTextResponse(VERIFIER.read_bytes(), media_type="text/x-python; charset=utf-8")


@well_known.get("/ejustice-log/checkpoint", response_class=PlainTextResponse)
async def newest(services: ServicesDep) -> PlainTextResponse:
    """The newest checkpoint as a C2SP signed note, with the lines of its witnesses."""
    async with services.database.read() as reader:
        return PlainTextResponse(await signed_note(reader))


@well_known.get("/ejustice-log/checkpoints/{size}", response_class=PlainTextResponse)
async def of_size(services: ServicesDep, size: Annotated[int, Path(ge=1, le=2**62)]) -> PlainTextResponse:
    """The checkpoint signed at this size, with the lines of its witnesses."""
    async with services.database.read() as reader:
        return PlainTextResponse(await signed_note(reader, size))


@well_known.get("/ejustice-log/hashes", response_class=PlainTextResponse, dependencies=[COUNTED])
async def kept_checkpoint(services: ServicesDep) -> StreamingResponse:
    """The newest checkpoint with its leaf hashes, as a file to keep where the court cannot change it."""
    return StreamingResponse(_pieces(services), media_type="text/plain; charset=utf-8")


@well_known.post("/ejustice-log/cosignatures", openapi_extra=_NOTE, dependencies=[COUNTED])
async def cosign(request: Request, services: ServicesDep) -> Taken:
    """For witnesses: a checkpoint of ours with your line below it (C2SP cosignature/v1).

    Sign it only after the proof at `/api/v1/log/consistency` leads to it from the one you signed before.
    """
    return Taken(witnesses=await services.witnessing.take((await request.body()).decode(errors="replace")))


@well_known.get("/ejustice-log/key", response_class=PlainTextResponse)
async def key(services: ServicesDep) -> PlainTextResponse:
    """Every public key the log ever signed with as C2SP writes them, the one in use first."""
    return PlainTextResponse("".join(f"{key}\n" for key in services.log_keys()))


@well_known.get("/ejustice-log/witnesses", response_class=PlainTextResponse)
async def witnesses(services: ServicesDep) -> PlainTextResponse:
    """The keys of the witnesses this court asked to watch its log, as C2SP writes them."""
    return PlainTextResponse("".join(f"{key}\n" for key in services.witnessing.witnesses))


async def _pieces(services: Services) -> AsyncIterator[str]:
    async with services.database.read() as reader:
        async for piece in export_checkpoint(reader):
            yield piece
