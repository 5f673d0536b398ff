"""One search box: a number, a day, words of a docket."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.cases.terms import LEVEL_WORDS, Level
from app.desks.search import search
from app.edge import identity
from app.edge.services import services_of
from app.web.pages import show

router = APIRouter()


@router.get("/search")
async def search_page(request: Request, q: str = "") -> Response:
    """What I find, and how to look for it."""
    principal = await identity.require(request)
    async with services_of(request).database.read() as reader:
        found = await search(reader, principal, q)
    return await show(request, "search.html", found=found, level_words={one.value: LEVEL_WORDS[one] for one in Level})
