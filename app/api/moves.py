"""Moving cases: to another court, together, apart, up and back, to rest; and where a case came from."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.api.admin import Made
from app.api.deps import CurrentPrincipal, ServicesDep
from app.cases.commands.moves import AcceptOffer, AppealCase, GiveReason, JoinCase, OfferCase, SeverCase
from app.cases.views import CaseRef
from app.desks import moves as desk
from app.desks.moves import IncomingView, MovesView, TransferPreview

router = APIRouter(tags=["moves"])


@router.get("/cases/{case_id}/moves")
async def show_moves(case_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> MovesView:
    """Where a case came from and, for those who decide, what can be done with it now."""
    async with services.database.read() as reader:
        return await desk.moves(reader, case_id, principal)


@router.get("/cases/{case_id}/transfers/{court_id}")
async def preview_transfer(
    case_id: UUID, court_id: UUID, services: ServicesDep, principal: CurrentPrincipal
) -> TransferPreview:
    """What would change if this court took the case over; nothing happens."""
    async with services.database.read() as reader:
        return await desk.transfer_preview(reader, case_id, court_id, principal, services.clock.now())


@router.post("/cases/{case_id}/offers", status_code=201)
async def offer_case(
    case_id: UUID, command: OfferCase, services: ServicesDep, principal: CurrentPrincipal, response: Response
) -> Made:
    """Ask another court to take the case over."""
    offer_id = await services.transfers.offer(case_id, command, by=principal)
    response.headers["location"] = f"/api/v1/cases/{case_id}/moves"
    return Made(id=offer_id)


@router.delete("/cases/{case_id}/offers", status_code=204)
async def withdraw_offer(case_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Take back the offer that waits."""
    await services.transfers.withdraw(case_id, by=principal)


@router.get("/offers")
async def list_offers(services: ServicesDep, principal: CurrentPrincipal) -> list[IncomingView]:
    """The cases offered to your court that wait for an answer, the oldest first."""
    async with services.database.read() as reader:
        return await desk.offered_to_us(reader, principal)


@router.get("/offers/{offer_id}")
async def show_offer(offer_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> IncomingView:
    """One case offered to your court."""
    async with services.database.read() as reader:
        return (await desk.to_answer(reader, offer_id, principal)).offer


@router.put("/offers/{offer_id}/acceptance")
async def accept_offer(
    offer_id: UUID, command: AcceptOffer, services: ServicesDep, principal: CurrentPrincipal
) -> Made:
    """Take the case over; gives its id."""
    return Made(id=await services.transfers.accept(offer_id, command, by=principal))


@router.put("/offers/{offer_id}/refusal", status_code=204)
async def refuse_offer(offer_id: UUID, command: GiveReason, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Refuse to take it over; the case stays as it is."""
    await services.transfers.refuse(offer_id, command, by=principal)


@router.post("/cases/{case_id}/joinder", status_code=204)
async def join_case(case_id: UUID, command: JoinCase, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Let the case go along with another of your court, which leads."""
    await services.lineage.join(case_id, command, by=principal)


@router.delete("/cases/{case_id}/joinder", status_code=204)
async def separate_case(case_id: UUID, command: GiveReason, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Let the case be on its own again."""
    await services.lineage.separate(case_id, command, by=principal)


@router.post("/cases/{case_id}/severance", status_code=201)
async def sever_case(
    case_id: UUID, command: SeverCase, services: ServicesDep, principal: CurrentPrincipal, response: Response
) -> CaseRef:
    """Open a case of its own with some of the people (by the ids of their parts) and entries of this one."""
    return _opened(await services.lineage.sever(case_id, command, by=principal), response)


@router.post("/cases/{case_id}/appeal", status_code=201)
async def appeal_case(
    case_id: UUID, command: AppealCase, services: ServicesDep, principal: CurrentPrincipal, response: Response
) -> CaseRef:
    """Open the appeal at another court, with everything that is in this case."""
    return _opened(await services.instances.appeal(case_id, command, by=principal), response)


@router.post("/cases/{case_id}/remittal", status_code=204)
async def remit_case(case_id: UUID, command: GiveReason, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Send an appeal back to the case it came from."""
    await services.instances.remit(case_id, command, by=principal)


@router.post("/cases/{case_id}/archive", status_code=204)
async def archive_case(case_id: UUID, command: GiveReason, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Let the case rest: it is read as before, and nothing in it changes."""
    await services.instances.archive(case_id, command, by=principal)


@router.post("/cases/{case_id}/reopening", status_code=204)
async def reopen_case(case_id: UUID, command: GiveReason, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Open an archived case again, as a judge of it."""
    await services.instances.reopen(case_id, command, by=principal)


def _opened(ref: CaseRef, response: Response) -> CaseRef:
    response.headers["location"] = f"/api/v1/cases/{ref.id}"
    return ref
