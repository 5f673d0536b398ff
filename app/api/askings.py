"""Petitions and charges that ask for a case."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.api.deps import CurrentPrincipal, IdempotencyKey, ServicesDep
from app.cases.commands.asking import AskForCase, DecideAsking
from app.cases.views import AskedCourt, AskingLine, AskingRef, AskingView, CaseRef
from app.desks import asking

router = APIRouter(prefix="/askings", tags=["cases"])


@router.get("")
async def list_askings(services: ServicesDep, principal: CurrentPrincipal) -> list[AskingLine]:
    """Your petitions and charges, the newest first; for a clerk those that wait at the court, the oldest first."""
    async with services.database.read() as reader:
        return await asking.listed(reader, principal)


@router.get("/courts")
async def list_courts_to_ask(services: ServicesDep, principal: CurrentPrincipal) -> list[AskedCourt]:
    """The courts you can ask for a case, with the kinds they take and what opening a case costs."""
    async with services.database.read() as reader:
        return await asking.to_ask(reader, principal, services.clock.now())


@router.post("", status_code=201)
async def ask_for_case(
    command: AskForCase, key: IdempotencyKey, services: ServicesDep, principal: CurrentPrincipal, response: Response
) -> AskingRef:
    """File a petition or charge; it is received now. The case gets its number when a clerk accepts it."""
    ref = await services.askings.ask(command, by=principal, key=key)
    response.headers["location"] = f"/api/v1/askings/{ref.id}"
    return ref


@router.get("/{asking_id}")
async def show_asking(asking_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> AskingView:
    """One of them, for whoever filed it and for the clerks who decide on it."""
    async with services.database.read() as reader:
        return await asking.shown(reader, asking_id, principal)


@router.put("/{asking_id}/decision")
async def decide_asking(
    asking_id: UUID, command: DecideAsking, services: ServicesDep, principal: CurrentPrincipal
) -> CaseRef | None:
    """Accept it, which opens the case with the time it was received, or refuse it for a reason."""
    return await services.askings.decide(asking_id, command, by=principal)


@router.delete("/{asking_id}", status_code=204)
async def withdraw_asking(asking_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Take back what nobody has decided yet; it stays on record as withdrawn."""
    await services.askings.withdraw(asking_id, by=principal)
