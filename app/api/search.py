"""Search over what a reader may know."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.api.deps import CurrentPrincipal, ServicesDep
from app.desks.search import Everything, everything

router = APIRouter(tags=["cases"])


@router.get("/search")
async def find(
    services: ServicesDep, principal: CurrentPrincipal, q: Annotated[str, Query(max_length=1000)] = ""
) -> Everything:
    """Cases by number, former number or day, lines of dockets by their words, people by name in any letters (clerks and
    contact officers), and the exhibit whose label says this; as far as you may know them.

    Words in quotation marks stand together; of words without them all occur and the last one may be a beginning.
    """
    async with services.database.read() as reader:
        return await everything(reader, principal, q, services.identity)
