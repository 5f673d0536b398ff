"""Exhibits: what is kept in a case, each move of a thing, and its label."""

import asyncio
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.api.admin import Made
from app.api.deps import CurrentPrincipal, ServicesDep
from app.edge.downloads import printed
from app.paper.commands import MoveExhibit, ReceiveExhibit
from app.paper.queries.exhibits import exhibit_by_code, exhibit_view, exhibits_of
from app.paper.views import ExhibitList, ExhibitView
from app.pdf.labels import PLACES, Label, sheet

router = APIRouter(tags=["exhibits"])
_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}}}


@router.get("/cases/{case_id}/exhibits")
async def list_exhibits(case_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> ExhibitList:
    """What is kept in a case, for its court."""
    async with services.database.read() as reader:
        return await exhibits_of(reader, case_id, principal)


@router.post("/cases/{case_id}/exhibits", status_code=201)
async def receive_exhibit(
    case_id: UUID, command: ReceiveExhibit, services: ServicesDep, principal: CurrentPrincipal
) -> Made:
    """Take a thing in under the next number of the case."""
    return Made(id=await services.exhibits.receive(case_id, command, by=principal))


@router.get("/paper/exhibits")
async def find_exhibit(
    services: ServicesDep, principal: CurrentPrincipal, code: Annotated[str, Query(max_length=60)]
) -> Made:
    """The thing whose label says this."""
    async with services.database.read() as reader:
        return Made(id=await exhibit_by_code(reader, code, principal))


@router.get("/exhibits/{exhibit_id}")
async def show_exhibit(exhibit_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> ExhibitView:
    """One thing with its chain of custody."""
    async with services.database.read() as reader:
        return await exhibit_view(reader, exhibit_id, principal)


@router.post("/exhibits/{exhibit_id}/moves", status_code=204)
async def move_exhibit(
    exhibit_id: UUID, command: MoveExhibit, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Shelve, lend, take back, give up or destroy it."""
    await services.exhibits.move(exhibit_id, command, by=principal)


@router.get("/exhibits/{exhibit_id}/label", response_class=Response, responses=_PDF)
async def exhibit_label(
    exhibit_id: UUID,
    services: ServicesDep,
    principal: CurrentPrincipal,
    start: Annotated[int, Query(ge=1, le=PLACES)] = 1,
) -> Response:
    """Its label: the court and what the bars say, never what the thing is."""
    async with services.database.read() as reader:
        found = await exhibit_view(reader, exhibit_id, principal)
    label = Label(found.case.court, found.code)
    return printed(await asyncio.to_thread(sheet, [label], start), f"{found.code}.pdf")
