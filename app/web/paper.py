"""Paper: where a clerk prints what goes on the door, and where the bench prints the file of a day."""

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.errors import CaseNotFound
from app.desks import door
from app.desks.door import DoorList
from app.desks.paper import day_of_files
from app.desks.paper_labels import MOST, labels_for
from app.edge import identity
from app.edge.downloads import printed
from app.edge.services import services_of
from app.kernel.errors import N_
from app.language.i18n import language as language_called
from app.paper.errors import OnlyTheRegistry
from app.pdf.labels import PLACES, sheet
from app.pdf.writer import write
from app.web.pages import go, language_of, say, show
from app.web.today import day_asked, look_of

router = APIRouter(prefix="/paper")
_DAY = timedelta(days=1)
_NUMBERS = N_("Write at least one case number.")
_TOO_MANY = N_("Choose fewer copies: up to 24 of each, and 96 labels in all.")
_PLACE = N_("Choose a place on the sheet from 1 to 24.")


@router.get("")
async def paper_page(request: Request) -> Response:
    """What can be printed, labelled and paid here; a judge goes on to the file of the day."""
    principal = await identity.require(request)
    if principal.desk is not Desk.clerk:
        return go("/paper/day")
    async with services_of(request).database.read() as reader:
        found = await door.door_list(reader, principal, None, services_of(request).clock.now())
    return await show(request, "paper/index.html", today=found.day.isoformat(), code="", wrong=None)


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


@router.get("/labels")
async def labels_page(request: Request) -> Response:
    """The form for labels of cases."""
    principal = await identity.require(request)
    if principal.desk is not Desk.clerk:
        raise OnlyTheRegistry()
    return await show(request, "paper/labels.html", form=request.query_params, errors=[], places=PLACES)


@router.get("/labels.pdf")
async def labels_pdf(request: Request) -> Response:
    """The labels asked for; or the form again, with what was not understood."""
    principal, asked = await identity.require(request), request.query_params
    numbers = asked.get("numbers", "").upper().replace(",", " ").split()
    copies, start = _whole(asked.get("copies", "1")), _whole(asked.get("start", "1"))
    wrong = _wrong(len(numbers), copies, start)
    if principal.desk is Desk.clerk and wrong:
        return await _labels(request, principal, wrong)
    try:
        async with services_of(request).database.read() as reader:
            found = await labels_for(reader, principal, numbers, copies)
    except CaseNotFound as refusal:
        return await _labels(request, principal, [("numbers", say(request, principal, refusal))])
    return printed(await asyncio.to_thread(sheet, found, start), "labels.pdf")


async def _labels(request: Request, principal: Principal, wrong: list[tuple[str, str]]) -> Response:
    translate = look_of(request, principal).translate
    errors = [(name, translate(text)) for name, text in wrong]
    form = request.query_params
    return await show(request, "paper/labels.html", status=422, form=form, errors=errors, places=PLACES)


def _wrong(numbers: int, copies: int, start: int) -> list[tuple[str, str]]:
    found = []
    if not numbers:
        found.append(("numbers", _NUMBERS))
    if not 1 <= copies <= PLACES or numbers * copies > MOST:
        found.append(("copies", _TOO_MANY))
    if not 1 <= start <= PLACES:
        found.append(("start", _PLACE))
    return found


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


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
