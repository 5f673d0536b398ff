"""Asks for a fresh proof before a page is filled in, so that nobody types for nothing."""

from starlette.requests import HTTPConnection

from app.auth.rules.step_up import require_fresh
from app.auth.views import Principal
from app.edge import identity
from app.edge.services import services_of


async def require_fresh_proof(connection: HTTPConnection) -> Principal:
    """Who is asking, having proved it within five minutes; raises ConfirmItIsYou, Unauthenticated."""
    principal = await identity.require(connection)
    require_fresh(principal.proved_at, services_of(connection).clock.now())
    return principal
