"""Every entry of the log as a file, for auditors who have just proved who they are, once the export is on record."""

from collections.abc import AsyncIterator

from starlette.requests import HTTPConnection
from starlette.responses import StreamingResponse

from app.audit.kept import export_leaves
from app.desks.log import may_export
from app.edge import identity
from app.edge.fresh import require_fresh_proof
from app.edge.services import Services, services_of


async def log_export(connection: HTTPConnection, start: int) -> StreamingResponse:
    """A line of JSON for each entry from `start` on; raises Forbidden, ConfirmItIsYou."""
    principal, services = await identity.require(connection), services_of(connection)
    async with services.database.read() as reader:
        found = await may_export(reader, principal, start)
    await require_fresh_proof(connection)
    begins = (await services.disclosures.open(found, principal.by)).content
    return StreamingResponse(
        _lines(services, begins),
        media_type="application/jsonl",
        headers={"content-disposition": 'attachment; filename="leaves.jsonl"'},
    )


async def _lines(services: Services, start: int) -> AsyncIterator[str]:
    async with services.database.read() as reader:
        async for piece in export_leaves(reader, start=start):
            yield piece
