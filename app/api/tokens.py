"""POST /tokens: an access token for an API client."""

from fastapi import APIRouter, Request

from app.api.deps import ServicesDep
from app.auth.commands import SignInWithPassword
from app.auth.views import AccessToken

router = APIRouter(tags=["tokens"])


@router.post("/tokens")
async def issue_token(request: Request, command: SignInWithPassword, services: ServicesDep) -> AccessToken:
    """An access token (ES256, five minutes) for an e-mail address and a password."""
    address = request.client.host if request.client else ""
    async with services.limits.sign_in(address, command.email):
        return await services.sign_ins.issue_token(command)
