"""Notes that the court keeps beside the record of a case."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.api.admin import Made
from app.api.deps import CurrentPrincipal, ServicesDep
from app.cases.commands.notes import WriteNote
from app.cases.views import NoteView
from app.desks.notes import notes_desk

router = APIRouter(prefix="/cases/{case_id}/notes", tags=["cases"])


@router.get("")
async def list_notes(case_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> list[NoteView]:
    """The notes of the court about a case, the newest first; a judge's own are for that judge alone."""
    async with services.database.read() as reader:
        return list((await notes_desk(reader, case_id, principal, services.clock.now())).notes)


@router.post("", status_code=201)
async def write_note(
    case_id: UUID, command: WriteNote, services: ServicesDep, principal: CurrentPrincipal, response: Response
) -> Made:
    """Note a telephone call or something for whoever takes over; judges also for themselves."""
    made = await services.notes.write(case_id, command, by=principal)
    response.headers["location"] = f"/api/v1/cases/{case_id}/notes"
    return Made(id=made)
