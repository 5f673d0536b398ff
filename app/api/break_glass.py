"""Emergency access: asking, a second officer's decision, reading the name, ending, and the judge's review."""

from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel

from app.api.deps import CurrentPrincipal, ServicesDep
from app.cases.commands.break_glass import AskBreakGlass, OrderSilence, ReviewBreakGlass
from app.desks import break_glass as desk
from app.desks.break_glass import BreakGlassView, CaseBreakGlassView, RevealedView, ReviewedView

router = APIRouter(tags=["emergency access"])


class Asked(BaseModel):
    """The id of the request."""

    id: UUID


@router.get("/break-glass")
async def requests(services: ServicesDep, principal: CurrentPrincipal) -> list[BreakGlassView]:
    """Requests you asked for, can decide on, or have to look at."""
    async with services.database.read() as reader:
        return await desk.requests_for(reader, principal, services.clock.now())


@router.post("/break-glass", status_code=201)
async def ask(command: AskBreakGlass, services: ServicesDep, principal: CurrentPrincipal, response: Response) -> Asked:
    """Ask a second officer. Nothing says whether there is such a case."""
    request_id = await services.break_glass.ask(command, by=principal)
    response.headers["location"] = f"/api/v1/break-glass/{request_id}"
    return Asked(id=request_id)


@router.get("/break-glass/{request_id}")
async def request_(request_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> ReviewedView:
    """One request, for a judge of the case with everything that was opened."""
    async with services.database.read() as reader:
        return await desk.request_of(reader, request_id, principal, services.clock.now())


@router.put("/break-glass/{request_id}/approval", status_code=204)
async def allow(request_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Let the officer who asked in; the judges and the persons concerned are alerted."""
    await services.break_glass.allow(request_id, by=principal)


@router.put("/break-glass/{request_id}/refusal", status_code=204)
async def refuse(request_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Say no."""
    await services.break_glass.refuse(request_id, by=principal)


@router.put("/break-glass/{request_id}/end", status_code=204)
async def end(request_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """End it before its time, or withdraw a request that waits."""
    await services.break_glass.end(request_id, by=principal)


@router.post("/break-glass/{request_id}/identity")
async def identity(request_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> RevealedView:
    """The name that was asked for. Each reading is written into the log first."""
    return desk.revealed_name(await services.break_glass.identity(request_id, by=principal))


@router.put("/break-glass/{request_id}/review", status_code=204)
async def review(
    request_id: UUID, command: ReviewBreakGlass, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Note, as a judge of the case, that you have looked at it."""
    await services.break_glass.review(request_id, command, by=principal)


@router.get("/cases/{case_id}/break-glass")
async def of_case(case_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> CaseBreakGlassView:
    """Every emergency access in a case, for its judges."""
    async with services.database.read() as reader:
        return await desk.of_case(reader, case_id, principal, services.clock.now())


@router.put("/cases/{case_id}/break-glass/silence", status_code=204)
async def order_silence(
    case_id: UUID, command: OrderSilence, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Order that the persons concerned are not told of emergency access."""
    await services.break_glass.order_silence(case_id, command, by=principal)


@router.delete("/cases/{case_id}/break-glass/silence", status_code=204)
async def lift_silence(case_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Let the persons concerned be told again."""
    await services.break_glass.lift_silence(case_id, by=principal)
