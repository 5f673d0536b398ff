"""The page of the hearing room: the same room for everybody, calm and light for people at risk, dark for the court."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.desks.room import door_of
from app.edge import identity
from app.edge.services import services_of
from app.web.pages import home_of, show

router = APIRouter()


@router.get("/rooms/{hearing_id:uuid}")
async def room_page(request: Request, hearing_id: UUID) -> Response:
    """The room for a participant, or for one of the public where the hearing is public."""
    principal, services = await identity.who(request), services_of(request)
    async with services.database.read() as reader:
        door = await door_of(reader, hearing_id, principal, services.clock.now())
    template = "rooms/plain.html" if door.at_risk else "rooms/court.html"
    return await show(request, template, hearing_id=hearing_id, door=door, after=home_of(principal))
