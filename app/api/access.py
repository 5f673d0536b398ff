"""Who may see a case; giving and ending access, counsel of record, seals; who acts for whom."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from app.api.deps import CurrentPrincipal, ServicesDep
from app.cases.commands.access import (
    DecideNotice,
    GiveAccess,
    GiveStandIn,
    LiftSeal,
    NamePerson,
    PutSeal,
    RecordCounsel,
    SuspendCounsel,
    TellCourt,
)
from app.desks.access import CaseAccessView, case_access
from app.desks.mandates import MandatesView, my_mandates

router = APIRouter(tags=["access"])
CASE = "/cases/{case_id}"


class Made(BaseModel):
    """The id of what was made."""

    id: UUID


@router.get(CASE + "/access")
async def access(case_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> CaseAccessView:
    """Who may see the case, and why: everybody for the court, for others what they are themselves."""
    async with services.database.read() as reader:
        return await case_access(reader, case_id, principal, services.clock.now())


@router.post(CASE + "/grants", status_code=201)
async def give(case_id: UUID, command: GiveAccess, services: ServicesDep, principal: CurrentPrincipal) -> Made:
    """Let somebody with an account see the case, or one document of it, for a purpose and a time."""
    return Made(id=await services.grants.give(case_id, command, by=principal))


@router.delete(CASE + "/grants/{grant_id}", status_code=204)
async def recall(case_id: UUID, grant_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """End it at once."""
    await services.grants.recall(case_id, grant_id, by=principal)


@router.post("/counsel-notices", status_code=202)
async def tell(command: TellCourt, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Tell the court that you appear in a case; the answer does not say whether there is such a case."""
    await services.counsel.tell(command, by=principal)


@router.post(CASE + "/leave-requests", status_code=201)
async def ask_leave(case_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> Made:
    """Ask the judge to let you go as counsel of record."""
    return Made(id=await services.counsel.ask_leave(case_id, by=principal))


@router.put(CASE + "/counsel-notices/{notice_id}/decision", status_code=204)
async def decide(
    case_id: UUID, notice_id: UUID, command: DecideNotice, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Confirm or refuse what counsel told the court."""
    await services.counsel.decide(case_id, notice_id, command, by=principal)


@router.post(CASE + "/counsel", status_code=201)
async def record(case_id: UUID, command: RecordCounsel, services: ServicesDep, principal: CurrentPrincipal) -> Made:
    """Record counsel whose appearance came on paper, or whom the court appoints."""
    return Made(id=await services.counsel.record(case_id, command, by=principal))


@router.put(CASE + "/counsel/{part_id}/suspension", status_code=204)
async def suspend(
    case_id: UUID, part_id: UUID, command: SuspendCounsel, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Let counsel see and do nothing in the case until it is lifted."""
    await services.counsel.suspend(case_id, part_id, command, by=principal)


@router.delete(CASE + "/counsel/{part_id}/suspension", status_code=204)
async def restore(case_id: UUID, part_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Lift a suspension."""
    await services.counsel.restore(case_id, part_id, by=principal)


@router.post(CASE + "/seals", status_code=201)
async def seal(case_id: UUID, command: PutSeal, services: ServicesDep, principal: CurrentPrincipal) -> Made:
    """Restrict who reads the case, an entry or a document."""
    return Made(id=await services.seals.seal(case_id, command, by=principal))


@router.post(CASE + "/unsealings", status_code=204)
async def unseal(case_id: UUID, command: LiftSeal, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Let more people read; the judge's, after a fresh proof of who rules."""
    await services.seals.unseal(case_id, command, by=principal)


@router.put(CASE + "/seals/{seal_id}/ruling", status_code=204)
async def keep(case_id: UUID, seal_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Rule that a provisional seal stays."""
    await services.seals.settle(case_id, seal_id, keep=True, by=principal)


@router.delete(CASE + "/seals/{seal_id}/ruling", status_code=204)
async def lift(case_id: UUID, seal_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Rule that what stood before a provisional seal stands again."""
    await services.seals.settle(case_id, seal_id, keep=False, by=principal)


@router.post(CASE + "/names", status_code=201)
async def name(case_id: UUID, command: NamePerson, services: ServicesDep, principal: CurrentPrincipal) -> Made:
    """Name one more person to something sealed to named persons."""
    return Made(id=await services.seals.name(case_id, command, by=principal))


@router.delete(CASE + "/names/{name_id}", status_code=204)
async def unname(case_id: UUID, name_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Take a person off the list."""
    await services.seals.unname(case_id, name_id, by=principal)


@router.get("/account/mandates")
async def mandates(services: ServicesDep, principal: CurrentPrincipal) -> MandatesView:
    """What you are to which case, who acts for you, and for whom you act."""
    async with services.database.read() as reader:
        return await my_mandates(reader, principal)


@router.post("/account/stand-ins", status_code=201)
async def give_stand_in(command: GiveStandIn, services: ServicesDep, principal: CurrentPrincipal) -> Made:
    """Let a colleague take over for a time, or an assistant work for you."""
    return Made(id=await services.stand_ins.give(command, by=principal))


@router.delete("/account/stand-ins/{stand_in_id}", status_code=204)
async def end_stand_in(stand_in_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """End it at once; the one who gave it and the one who holds it both can."""
    await services.stand_ins.end(stand_in_id, by=principal)
