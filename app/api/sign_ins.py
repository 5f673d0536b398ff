"""One's own sign-ins, tokens for one's own programs, and tickets for the room of a hearing."""

from uuid import UUID

from fastapi import APIRouter

from app.api.deps import CurrentPrincipal, ServicesDep
from app.auth.commands import MakePersonalToken
from app.auth.views import MadeToken, TicketView
from app.desks.sign_ins import PersonalTokenView, SignInView, my_personal_tokens, my_sign_ins

router = APIRouter(tags=["sign-ins"])


@router.get("/sign-ins")
async def list_sign_ins(services: ServicesDep, principal: CurrentPrincipal) -> list[SignInView]:
    """Your open sign-ins, of browsers and of programs, the last seen first."""
    async with services.database.read() as reader:
        return await my_sign_ins(reader, principal, services.clock.now())


@router.delete("/sign-ins/{sign_in_id}", status_code=204)
async def end(sign_in_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """End one of them everywhere, open rooms and downloads included."""
    await services.sign_ins.end(sign_in_id, principal)


@router.delete("/sign-ins", status_code=204)
async def end_others(services: ServicesDep, principal: CurrentPrincipal) -> None:
    """End all of them but the one that asks."""
    await services.sign_ins.end_others(principal)


@router.get("/personal-tokens")
async def list_personal_tokens(services: ServicesDep, principal: CurrentPrincipal) -> list[PersonalTokenView]:
    """Your personal tokens that can be used, newest first; never the tokens themselves."""
    async with services.database.read() as reader:
        return await my_personal_tokens(reader, principal, services.clock.now())


@router.post("/personal-tokens", status_code=201)
async def make(command: MakePersonalToken, services: ServicesDep, principal: CurrentPrincipal) -> MadeToken:
    """A token for a program of yours, shown this once."""
    return await services.programs.make(command, principal)


@router.delete("/personal-tokens/{personal_token_id}", status_code=204)
async def drop(personal_token_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Revoke one."""
    await services.programs.drop(personal_token_id, principal)


@router.post("/hearings/{hearing_id}/tickets", status_code=201)
async def ticket(hearing_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> TicketView:
    """One opening of the room's socket within 30 seconds, sent as a subprotocol beside `ejustice.v1`."""
    await services.floors.admits(hearing_id, principal)
    return await services.tickets.issue(hearing_id, principal)
