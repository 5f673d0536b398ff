"""The courts of an installation in numbers."""

from fastapi import APIRouter

from app.api.deps import CurrentPrincipal, ServicesDep
from app.cases.views import CourtCount
from app.desks.backlog import across_courts

router = APIRouter(tags=["cases"])


@router.get("/courts")
async def list_courts(services: ServicesDep, principal: CurrentPrincipal) -> list[CourtCount]:
    """Every court of the installation with its cases by kind and age, for the registrar; nothing of content."""
    async with services.database.read() as reader:
        return await across_courts(reader, principal)
