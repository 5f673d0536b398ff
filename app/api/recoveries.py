"""/recoveries: two officers give somebody their account back."""

from uuid import UUID

from fastapi import APIRouter

from app.api.deps import CurrentPrincipal, ServicesDep
from app.auth.commands import ProposeRecovery
from app.auth.views import RecoveryCode, RecoveryProposal
from app.desks.recoveries import RecoveryView, recoveries_for

router = APIRouter(prefix="/recoveries", tags=["recoveries"])


@router.get("")
async def waiting(principal: CurrentPrincipal, services: ServicesDep) -> list[RecoveryView]:
    """What waits for a second officer, among the accounts you look after."""
    async with services.database.read() as reader:
        return await recoveries_for(reader, principal, services.clock.now())


@router.post("", status_code=201)
async def propose(command: ProposeRecovery, principal: CurrentPrincipal, services: ServicesDep) -> RecoveryProposal:
    """Propose to give an account back; another officer has 24 hours to confirm. Needs a fresh proof."""
    return await services.recoveries.propose(principal, command)


@router.put("/{recovery_id}/confirmation")
async def confirm(recovery_id: UUID, principal: CurrentPrincipal, services: ServicesDep) -> RecoveryCode:
    """Confirm what another officer proposed; the code is shown this once, to be told in person."""
    return await services.recoveries.confirm(principal, recovery_id)


@router.delete("/{recovery_id}", status_code=204)
async def withdraw(recovery_id: UUID, principal: CurrentPrincipal, services: ServicesDep) -> None:
    """Take it back: as an officer, or as the owner of the account."""
    await services.recoveries.withdraw(principal, recovery_id)
