"""The registrar's page: every court of the installation in numbers."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.cases.terms import MATTER_WORDS
from app.desks.backlog import across_courts
from app.edge import identity
from app.edge.services import services_of
from app.web.pages import show

router = APIRouter()


@router.get("/courts")
async def courts_page(request: Request) -> Response:
    """How many cases each court has, of which kinds, and how old they are."""
    principal = await identity.require(request)
    async with services_of(request).database.read() as reader:
        courts = await across_courts(reader, principal)
    return await show(request, "courts.html", courts=courts, matters=MATTER_WORDS)
