"""Search over what a reader may know."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.api.deps import CurrentPrincipal, ServicesDep
from app.cases.views import Found
from app.desks.search import search

router = APIRouter(tags=["cases"])


@router.get("/search")
async def find(
    services: ServicesDep, principal: CurrentPrincipal, q: Annotated[str, Query(max_length=1000)] = ""
) -> Found:
    """Cases by number, former number or day, and lines of dockets by their words, as far as you may know them.

    Words in quotation marks stand together; of words without them all occur and the last one may be a beginning.
    """
    async with services.database.read() as reader:
        return await search(reader, principal, q)
