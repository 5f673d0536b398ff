"""The work of a court office: what waits, who has it, and taking, giving back, giving to a colleague."""

from uuid import UUID

from fastapi import APIRouter

from app.api.deps import CurrentPrincipal, ServicesDep
from app.cases.commands.work import ChooseWork, GiveWork, TaskRef
from app.cases.terms.work import WorkKind, WorkScope
from app.desks import work as desk
from app.desks.work import ColleagueView, WorkHistory, WorkView

router = APIRouter(tags=["work"])


@router.get("/work")
async def list_work(
    services: ServicesDep, principal: CurrentPrincipal, view: WorkScope = WorkScope.mine
) -> list[WorkView]:
    """What you have (`mine`), or all that waits for your court and that you work with (`team`); the first due first."""
    async with services.database.read() as reader:
        return await desk.work_of(reader, principal, view)


@router.get("/work/colleagues")
async def list_colleagues(services: ServicesDep, principal: CurrentPrincipal) -> list[ColleagueView]:
    """The clerks of your court, by name."""
    async with services.database.read() as reader:
        return await desk.colleagues_of(reader, principal)


@router.get("/work/{kind}/{thing_id}")
async def show_work(kind: WorkKind, thing_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> WorkHistory:
    """One thing that waits for you, and everybody who has or had it, the latest first."""
    async with services.database.read() as reader:
        return await desk.history_of(reader, principal, TaskRef(kind=kind, id=thing_id))


@router.post("/work/taken", status_code=204)
async def take_work(command: ChooseWork, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Take what nobody else has; all of it or nothing."""
    await services.work.take(command, by=principal)


@router.post("/work/given-back", status_code=204)
async def give_back_work(command: ChooseWork, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Give back what you have; all of it or nothing."""
    await services.work.give_back(command, by=principal)


@router.post("/work/given", status_code=204)
async def give_work(command: GiveWork, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Give it to a clerk of your court who works with all of it; all of it or nothing."""
    await services.work.give(command, by=principal)
