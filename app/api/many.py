"""Several filings accepted at once: what would happen, and what became of each."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.api.deps import CurrentPrincipal, IdempotencyKey, ServicesDep
from app.desks.many import Foreseen, Outcome, accept_each, foreseen
from app.filings.commands import AcceptEach
from app.filings.terms import MOST_AT_ONCE

router = APIRouter(prefix="/filings", tags=["filings"])


@router.get("/acceptances")
async def preview(
    services: ServicesDep,
    principal: CurrentPrincipal,
    filing: Annotated[list[UUID], Query(min_length=1, max_length=MOST_AT_ONCE)],
) -> list[Foreseen]:
    """What accepting these filings as they are would do: who is told of each, or why it cannot be accepted here."""
    async with services.database.read() as reader:
        return await foreseen(reader, principal, filing, services.clock.now())


@router.post("/acceptances")
async def accept_several(
    command: AcceptEach, key: IdempotencyKey, services: ServicesDep, principal: CurrentPrincipal
) -> list[Outcome]:
    """Accept each by itself, without opening it; what became of each is said. The same key accepts each once."""
    return await accept_each(services.database, services.filings.reviews.decide, principal, command, key)
