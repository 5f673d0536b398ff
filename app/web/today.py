"""The first page of each desk: the clerk's today, the judge's bench, a lawyer's desk, and appointments."""

from datetime import date, datetime, time, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.auth.terms import Desk
from app.auth.views import Principal
from app.desks.hearings import of_person
from app.desks.public import EARLIEST, LATEST
from app.desks.shell import shell_for
from app.desks.today import bench, board, lawyers_desk
from app.edge import identity
from app.edge.services import services_of
from app.filings.terms import STATUS_WORDS, TYPE_WORDS
from app.hearings.queries import Look
from app.kernel.zones import local, zone
from app.language.i18n import translate
from app.orders.terms import STATE_WORDS
from app.web.pages import go, home_of, language_of, show

router = APIRouter()
_DAY = timedelta(days=1)
_ORDER_STATES = {state.value: words for state, words in STATE_WORDS.items()}


def look_of(request: Request, principal: Principal) -> Look:
    """Who looks, now, in the language of this request."""
    language = language_of(request, principal).code
    return Look(principal, services_of(request).clock.now(), lambda text: translate(text, language))


def day_asked(request: Request, name: str = "day") -> date | None:
    """The day in the address, or None when there is none that a calendar could have."""
    try:
        day = date.fromisoformat(request.query_params.get(name, ""))
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


@router.get("/today")
async def today_page(request: Request) -> Response:
    """The sittings of a day with how ready they are, what to do first, and the top of the review queue."""
    principal = await identity.require(request)
    if principal.desk is not Desk.clerk or principal.court_id is None:
        return go(home_of(principal))
    look = look_of(request, principal)
    async with services_of(request).database.read() as reader:
        here = (await shell_for(reader, principal)).zone
        found = await board(reader, look, here, day_asked(request))
    return await show(
        request,
        "today.html",
        board=found,
        noon=datetime.combine(found.day, time(12), zone(here)),
        previous=(found.day - _DAY).isoformat(),
        next_day=(found.day + _DAY).isoformat(),
        is_today=found.day == local(look.at, here).date(),
        types=TYPE_WORDS,
    )


@router.get("/bench")
async def bench_page(request: Request) -> Response:
    """Coming sittings, requests for protection, motions that wait for a decision."""
    principal = await identity.require(request)
    if principal.desk is not Desk.judge:
        return go(home_of(principal))
    async with services_of(request).database.read() as reader:
        found = await bench(reader, look_of(request, principal))
    return await show(request, "hearings/bench.html", bench=found, types=TYPE_WORDS, order_states=_ORDER_STATES)


@router.get("/desk")
async def desk_page(request: Request) -> Response:
    """My cases, coming hearings, what I filed."""
    principal = await identity.require(request)
    if principal.desk is not Desk.counsel:
        return go(home_of(principal))
    async with services_of(request).database.read() as reader:
        found = await lawyers_desk(reader, look_of(request, principal))
    return await show(request, "hearings/desk.html", desk=found, types=TYPE_WORDS, status_words=STATUS_WORDS)


@router.get("/assignments")
async def assignments_page(request: Request) -> Response:
    """My appointments, each with one button to its room."""
    principal = await identity.require(request)
    async with services_of(request).database.read() as reader:
        views = await of_person(reader, look_of(request, principal))
    return await show(request, "hearings/assignments.html", hearings=views)
