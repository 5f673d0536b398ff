"""What a court prints: the list on its door, and the file of a day for the bench."""

import asyncio
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.api.deps import CurrentPrincipal, ServicesDep
from app.desks import door
from app.desks.door import DoorList
from app.desks.paper_labels import MOST, labels_for
from app.edge.downloads import printed
from app.pdf.labels import PLACES, sheet
from app.pdf.writer import write

router = APIRouter(tags=["paper"], prefix="/paper")
_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}}}


@router.get("/door")
async def show_door_list(services: ServicesDep, principal: CurrentPrincipal, day: date | None = None) -> DoorList:
    """The hearings of a day at your court as anybody may read them, for its door; today without `day`."""
    async with services.database.read() as reader:
        return await door.door_list(reader, principal, day, services.clock.now())


@router.get("/door.pdf", response_class=Response, responses=_PDF)
async def door_list_as_pdf(services: ServicesDep, principal: CurrentPrincipal, day: date | None = None) -> Response:
    """The same as a page to put up."""
    async with services.database.read() as reader:
        found = await door.door_list(reader, principal, day, services.clock.now())
    return printed(await asyncio.to_thread(write, door.as_paper(found)), f"hearings-{found.day.isoformat()}.pdf")


@router.get("/labels.pdf", response_class=Response, responses=_PDF)
async def labels_as_pdf(
    services: ServicesDep,
    principal: CurrentPrincipal,
    number: Annotated[list[str], Query(min_length=1, max_length=MOST)],
    copies: Annotated[int, Query(ge=1, le=PLACES)] = 1,
    start: Annotated[int, Query(ge=1, le=PLACES)] = 1,
) -> Response:
    """Labels with number and Code 128 for cases of your court, on A4 sheets of 24, from place `start` on."""
    async with services.database.read() as reader:
        found = await labels_for(reader, principal, number, copies)
    return printed(await asyncio.to_thread(sheet, found, start), "labels.pdf")


@router.get("/day.pdf", response_class=Response, responses=_PDF)
async def day_file(
    services: ServicesDep, principal: CurrentPrincipal, day: date | None = None, hearing: UUID | None = None
) -> Response:
    """Docket and documents of the hearings of a day, or of one of them, as one PDF; each reading is recorded first."""
    bound = (await services.day_files.print(principal, day, hearing)).content
    return printed(bound.content, bound.name)
