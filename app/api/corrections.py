"""Corrections of the docket: ask, decide, undo, and read what stood before."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.api.admin import Made
from app.api.deps import CurrentPrincipal, ServicesDep, Viewer
from app.desks.corrections import corrections_desk
from app.filings.commands import AskCorrection, DecideCorrection
from app.filings.views import CorrectionView

router = APIRouter(tags=["corrections"])


@router.get("/cases/{case_id}/corrections")
async def list_corrections(case_id: UUID, services: ServicesDep, viewer: Viewer) -> list[CorrectionView]:
    """What was corrected on the docket of a case, with what stood before where you may read it."""
    async with services.database.read() as reader:
        return list((await corrections_desk(reader, case_id, viewer, services.clock.now())).corrections)


@router.post("/cases/{case_id}/entries/{entry_id}/corrections", status_code=201)
async def ask_correction(
    case_id: UUID,
    entry_id: UUID,
    command: AskCorrection,
    services: ServicesDep,
    principal: CurrentPrincipal,
    response: Response,
) -> Made:
    """Ask that an entry be corrected; what is yours to decide takes effect in a minute, unless undone before."""
    made = await services.filings.corrections.ask(case_id, entry_id, command, by=principal)
    response.headers["location"] = f"/api/v1/cases/{case_id}/corrections"
    return Made(id=made)


@router.put("/corrections/{correction_id}/decision", status_code=204)
async def decide_correction(
    correction_id: UUID, command: DecideCorrection, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Grant or refuse what somebody asked; it takes effect in a minute, unless undone before."""
    await services.filings.corrections.decide(correction_id, command, by=principal)


@router.post("/corrections/{correction_id}/undo", status_code=204)
async def undo_correction(correction_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Take a decision back before it takes effect; what somebody asked waits again."""
    await services.filings.corrections.undo(correction_id, by=principal)
