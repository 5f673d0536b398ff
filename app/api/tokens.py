"""Tokens of API clients: asked for with a password, renewed with a refresh token, revoked."""

from fastapi import APIRouter, Request

from app.api.deps import ServicesDep
from app.auth.commands import AskForToken, RefreshAccess, RevokeToken
from app.auth.views import AccessToken
from app.edge.tries import password_try

router = APIRouter(prefix="/tokens", tags=["tokens"])


@router.post("")
async def issue_token(request: Request, command: AskForToken, services: ServicesDep) -> AccessToken:
    """An access token (ES256, five minutes) and a refresh token for an e-mail address and a password."""
    async with password_try(request, command.email):
        return await services.sign_ins.issue_token(command)


@router.post("/refresh")
async def refresh(command: RefreshAccess, services: ServicesDep) -> AccessToken:
    """The next access token and the next refresh token. One that comes a second time ends all that follows from it."""
    return await services.programs.refresh(command)


@router.post("/revocation", status_code=204)
async def revoke(command: RevokeToken, services: ServicesDep) -> None:
    """End a token and everything that came from the same sign-in; an unknown one is answered alike (RFC 7009)."""
    await services.programs.revoke(command)
