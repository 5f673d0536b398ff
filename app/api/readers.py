"""Who opened a document, and who looked at what concerns you."""

from uuid import UUID

from fastapi import APIRouter, Request

from app.api.deps import CurrentPrincipal, ServicesDep
from app.desks.readers import AccessReport, ReadersView, readers_of, report_for
from app.edge import identity
from app.kernel.errors import Unauthenticated

router = APIRouter(tags=["readers"])


@router.get("/documents/{document_id}/readers")
async def readers(document_id: UUID, principal: CurrentPrincipal, services: ServicesDep) -> ReadersView:
    """For the court and for whoever filed it: each reading, the newest first, under labels you may read."""
    async with services.database.read() as reader:
        found = await readers_of(reader, document_id, principal, services.clock.now())
    return (await services.disclosures.open(found, principal.by)).content.view


@router.get("/access-report")
async def access_report(request: Request, services: ServicesDep) -> AccessReport:
    """Who looked at what concerns you, without what judges, jurors and lawyers read."""
    principal = await identity.who(request)
    if principal is None:
        raise Unauthenticated()
    async with services.database.read() as reader:
        found = await report_for(reader, principal, services.clock.now())
    return (await services.disclosures.open(found, principal.by)).content
