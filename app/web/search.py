"""One search box: a number, a day, words of a docket, a name, what a label says."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.auth.terms import Desk
from app.cases.terms import LEVEL_WORDS, Level
from app.desks.search import everything
from app.edge import identity
from app.edge.services import services_of
from app.web.pages import show
from app.web.today import look_of

router = APIRouter()
_LEVELS = {one.value: LEVEL_WORDS[one] for one in Level}


@router.get("/search")
async def search_page(request: Request, q: str = "") -> Response:
    """What I find, and how to look for it."""
    principal, services = await identity.require(request), services_of(request)
    say = look_of(request, principal).translate
    async with services.database.read() as reader:
        found = await everything(reader, principal, q, services.identity, say)
    finds_people = principal.desk is Desk.clerk
    return await show(request, "search.html", found=found, level_words=_LEVELS, finds_people=finds_people)
