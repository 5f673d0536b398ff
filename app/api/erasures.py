"""/erasures: two officers erase for good what a court or a rule of retention ordered."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from app.api.deps import CurrentPrincipal, ServicesDep
from app.cases.commands.erasing import AskErasure
from app.desks import erasing
from app.desks.erasing import ErasureView, Preview

router = APIRouter(prefix="/erasures", tags=["erasures"])


class Made(BaseModel):
    """The id of the request."""

    id: UUID


@router.get("")
async def requests(services: ServicesDep, principal: CurrentPrincipal) -> list[ErasureView]:
    """Every request to erase, the newest first, for registrars."""
    async with services.database.read() as reader:
        return await erasing.requests_for(reader, principal, services.clock.now())


@router.post("", status_code=201)
async def ask(command: AskErasure, services: ServicesDep, principal: CurrentPrincipal) -> Made:
    """Ask another officer to confirm an erasure, within seven days. Needs a fresh proof; nothing is erased yet."""
    return Made(id=await services.erasure_requests.ask(command, by=principal))


@router.get("/{request_id}")
async def request(request_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> Preview:
    """One request, and what would go if it were confirmed now."""
    async with services.database.read() as reader:
        return await erasing.request_of(reader, request_id, principal, services.clock.now())


@router.put("/{request_id}/confirmation", status_code=204)
async def confirm(request_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Erase it for good, as another officer asked: from every backup too. Needs a fresh proof."""
    await services.erasure_requests.confirm(request_id, by=principal)


@router.put("/{request_id}/refusal", status_code=204)
async def refuse(request_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Say no."""
    await services.erasure_requests.refuse(request_id, by=principal)


@router.put("/{request_id}/withdrawal", status_code=204)
async def withdraw(request_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Take back what you asked for."""
    await services.erasure_requests.withdraw(request_id, by=principal)
