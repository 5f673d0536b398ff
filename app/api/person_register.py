"""People across cases: search, possible duplicates, merges, and what is for the registrar."""

from uuid import UUID

from fastapi import APIRouter

from app.api.admin import Made
from app.api.deps import CurrentPrincipal, ServicesDep
from app.cases.commands.persons import MergePeople, UnmergePeople
from app.cases.views import AlikeView, MatchView, MergeView
from app.desks import person_register
from app.desks.person_register import FoundPeople

router = APIRouter(prefix="/people", tags=["people"])


@router.get("")
async def search_people(services: ServicesDep, principal: CurrentPrincipal, search: str = "") -> FoundPeople:
    """People with a name like these words, in whichever letters, where you may know of them by name."""
    async with services.database.read() as reader:
        return await person_register.search(reader, principal, search[:200], services.identity)


@router.get("/duplicates")
async def list_duplicates(
    services: ServicesDep, principal: CurrentPrincipal, case_id: UUID | None = None
) -> list[AlikeView]:
    """Pairs that may be one person, in one case or all of yours; nothing is merged by itself."""
    async with services.database.read() as reader:
        return await person_register.duplicates(reader, principal, case_id)


@router.put("/duplicates/{likeness_id}/apart", status_code=204)
async def set_apart(likeness_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Say that they are two; it is not proposed again."""
    await services.likenesses.set_apart(likeness_id, by=principal)


@router.get("/merges")
async def list_merges(services: ServicesDep, principal: CurrentPrincipal) -> list[MergeView]:
    """Who is or was taken for one, the latest first."""
    async with services.database.read() as reader:
        return await person_register.merges(reader, principal)


@router.post("/merges", status_code=201)
async def merge(command: MergePeople, services: ServicesDep, principal: CurrentPrincipal) -> Made:
    """Take two people for one: what protects either protects both at once, and no row changes."""
    return Made(id=await services.merges.merge(command, by=principal))


@router.put("/merges/{merge_id}/end", status_code=204)
async def unmerge(merge_id: UUID, command: UnmergePeople, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Take them for two again; protections stay on both until a judge rules."""
    await services.merges.unmerge(merge_id, command, by=principal)


@router.get("/matches")
async def list_matches(services: ServicesDep, principal: CurrentPrincipal) -> list[MatchView]:
    """Cases with people alike whom no clerk may see together; for the registrar, without names."""
    async with services.database.read() as reader:
        return await person_register.matches(reader, principal)


@router.put("/matches/{likeness_id}/told", status_code=204)
async def deal_with(likeness_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Those concerned were spoken to."""
    await services.likenesses.deal_with(likeness_id, by=principal)
