"""The log for those outside: checkpoints, proofs, the verifier; nothing here says what an entry is about."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from app.api.deps import COUNTED, ServicesDep
from app.audit.kept import export_checkpoint
from app.audit.queries import consistency, latest_checkpoint, proof_of
from app.audit.views import CheckpointView, ConsistencyView, ProofView
from app.edge.services import Services
from app.kernel.errors import NotFound

router = APIRouter(prefix="/log", tags=["log"])
well_known = APIRouter(prefix="/.well-known", tags=["log"])
VERIFIER = Path(__file__).parents[2] / "tools" / "verify_log.py"


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


@router.get("/verifier.py", response_class=Response, responses={200: {"content": {"text/x-python": {}}}})
async def verifier() -> Response:
    """The stand-alone verifier of receipts: one file, Python's standard library alone."""
    return PlainTextResponse(VERIFIER.read_bytes(), media_type="text/x-python; charset=utf-8")


@well_known.get("/ejustice-log/checkpoint", response_class=PlainTextResponse)
async def kept_checkpoint(services: ServicesDep) -> StreamingResponse:
    """The newest checkpoint with its leaf hashes, as a file to keep where the court cannot change it."""
    return StreamingResponse(_pieces(services), media_type="text/plain; charset=utf-8")


@well_known.get("/ejustice-log/key", response_class=PlainTextResponse)
async def key(services: ServicesDep) -> PlainTextResponse:
    """Every public key the log ever signed with as C2SP writes them, the one in use first."""
    return PlainTextResponse("".join(f"{key}\n" for key in services.log_keys()))


async def _pieces(services: Services) -> AsyncIterator[str]:
    async with services.database.read() as reader:
        async for piece in export_checkpoint(reader):
            yield piece
