"""Protection orders: the list of a case, asking for one, ruling on it."""

from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel

from app.api.deps import CurrentPrincipal, ServicesDep
from app.desks.protection import protection_of
from app.testimony.commands import RequestProtection, RuleOnProtection
from app.testimony.queries import sealed_reason_of
from app.testimony.views import OrderView, SealedReasonView

router = APIRouter(tags=["protections"])


class Created(BaseModel):
    """The id of what was made."""

    id: UUID


@router.get("/cases/{case_id}/protections")
async def list_protections(case_id: UUID, principal: CurrentPrincipal, services: ServicesDep) -> list[OrderView]:
    """The orders of a case that this person may read, each under the name they may read."""
    async with services.database.read() as reader:
        return (await protection_of(reader, case_id, principal, services.clock.now())).orders


@router.post("/cases/{case_id}/protections", status_code=201)
async def request_protection(
    case_id: UUID, command: RequestProtection, principal: CurrentPrincipal, services: ServicesDep, response: Response
) -> Created:
    """Ask the judge to protect somebody. Sealed reasons are read by judges alone."""
    order_id = await services.protections.request(case_id, command, by=principal)
    response.headers["location"] = f"/api/v1/cases/{case_id}/protections"
    return Created(id=order_id)


@router.get("/protections/{order_id}/sealed-reason")
async def sealed_reason(order_id: UUID, principal: CurrentPrincipal, services: ServicesDep) -> SealedReasonView:
    """The reasons that judges alone read. Each reading is in the log before the answer is."""
    async with services.database.read() as reader:
        found = await sealed_reason_of(reader, order_id, principal)
    return (await services.disclosures.open(found, principal.by)).content


@router.post("/protections/{order_id}/ruling", status_code=204)
async def rule(order_id: UUID, command: RuleOnProtection, principal: CurrentPrincipal, services: ServicesDep) -> None:
    """Grant or refuse. What is granted is in force at once and replaces what stood before."""
    await services.protections.rule(order_id, command, by=principal)
