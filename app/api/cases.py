"""Cases and their dockets, as this reader may know them."""

from uuid import UUID

from fastapi import APIRouter

from app.api.deps import CurrentPrincipal, ServicesDep, Viewer
from app.cases.queries import case_file, docket
from app.cases.views import CaseView, EntryView
from app.desks.cases import CaseLine, my_cases
from app.kernel.paging import Page

router = APIRouter(prefix="/cases", tags=["cases"])


@router.get("")
async def cases(
    services: ServicesDep, principal: CurrentPrincipal, search: str = "", after: str = ""
) -> Page[CaseLine]:
    """Your cases, the newest first; `search` looks in number and subject."""
    async with services.database.read() as reader:
        return await my_cases(reader, principal, search, after)


@router.get("/{case_id}")
async def case(case_id: UUID, services: ServicesDep, viewer: Viewer) -> CaseView:
    """One case, if you may know of it."""
    async with services.database.read() as reader:
        return (await case_file(reader, case_id, viewer)).view()


@router.get("/{case_id}/docket")
async def entries(case_id: UUID, services: ServicesDep, viewer: Viewer) -> list[EntryView]:
    """The entries you may read, in order."""
    async with services.database.read() as reader:
        return await docket(reader, await case_file(reader, case_id, viewer))
