"""Paper: where a clerk prints what goes on the door, and where the bench prints the file of a day."""

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.auth.terms import Desk
from app.desks import door
from app.desks.door import DoorList
from app.desks.paper import day_of_files
from app.edge import identity
from app.edge.downloads import printed
from app.edge.services import services_of
from app.language.i18n import language as language_called
from app.pdf.writer import write
from app.web.pages import go, language_of, show
from app.web.today import day_asked, look_of

router = APIRouter(prefix="/paper")
_DAY = timedelta(days=1)


@router.get("")
async def paper_page(request: Request) -> Response:
    """What can be printed, labelled and paid here; a judge goes on to the file of the day."""
    principal = await identity.require(request)
    if principal.desk is not Desk.clerk:
        return go("/paper/day")
    async with services_of(request).database.read() as reader:
        found = await door.door_list(reader, principal, None, services_of(request).clock.now())
    return await show(request, "paper/index.html", today=found.day.isoformat())


@router.get("/door")
async def door_page(request: Request) -> Response:
    """The list on the door, as it will be printed."""
    found = await _door(request)
    return await show(request, "paper/door.html", found=found, **_around(found.day))


@router.get("/door.pdf")
async def door_pdf(request: Request) -> Response:
    """The same as a page to put up."""
    found, language = await _door(request), language_called(language_of(request, None).code)
    look = look_of(request, await identity.require(request))
    paper = door.as_paper(found, look.translate, language.code, language.formats)
    return printed(await asyncio.to_thread(write, paper), f"hearings-{found.day.isoformat()}.pdf")


@router.get("/day")
async def day_page(request: Request) -> Response:
    """The hearings of a day, each with its file, and all of them as one PDF."""
    look = look_of(request, await identity.require(request))
    async with services_of(request).database.read() as reader:
        found = await day_of_files(reader, look, day_asked(request))
    return await show(request, "paper/day.html", found=found, **_around(found.day))


@router.get("/day.pdf")
async def day_pdf(request: Request, hearing: UUID | None = None) -> Response:
    """Docket and documents of these hearings; each reading is recorded first."""
    principal = await identity.require(request)
    look, language = look_of(request, principal), language_of(request, principal).code
    made = await services_of(request).day_files.print(principal, day_asked(request), hearing, look.translate, language)
    return printed(made.content.content, made.content.name)


async def _door(request: Request) -> DoorList:
    look = look_of(request, await identity.require(request))
    async with services_of(request).database.read() as reader:
        return await door.door_list(reader, look.principal, day_asked(request), look.at, look.translate)


def _around(day: date) -> dict[str, Any]:
    return {"day": day.isoformat(), "previous": (day - _DAY).isoformat(), "next_day": (day + _DAY).isoformat()}
