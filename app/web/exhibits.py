"""Exhibits: what is kept in a case, one thing with its chain of custody, finding one by its label."""

import asyncio
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.errors import WordsNameProtected
from app.desks import door
from app.edge import identity
from app.edge.downloads import printed
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_, Refusal
from app.paper.commands import MoveExhibit, ReceiveExhibit
from app.paper.errors import ExhibitChangedMeanwhile, ExhibitMoveNeeds, ExhibitMoveNotOpen, ExhibitNotFound
from app.paper.queries.exhibits import exhibit_by_code, exhibit_view, exhibits_of
from app.paper.terms import EXHIBIT_WORDS, MOVE_WORDS
from app.pdf.labels import PLACES, Label, sheet
from app.web.pages import go, say, show
from app.web.templating import Flash
from app.web.today import look_of

router = APIRouter()
Problem = tuple[str | None, str]
_DONE = {
    "received": N_("The exhibit has its number. Print its label and put it on."),
    "moved": N_("The move is in the chain of custody."),
}
_MISSING = {
    "description": N_("Say in a few words what it is, at least three letters."),
    "shelf": N_("Say on which shelf it is."),
}


@router.get("/cases/{case_id:uuid}/exhibits")
async def case_exhibits_page(request: Request, case_id: UUID) -> Response:
    """What is kept in this case, and the form for another thing."""
    return await _list(request, case_id, await identity.require(request), Form({}), [])


@router.post("/cases/{case_id:uuid}/exhibits")
async def receive(request: Request, case_id: UUID) -> Response:
    """Take a thing in."""
    principal, form = await identity.require(request), await read_form(request)
    said = {
        **form.chosen("description", "shelf", "from_whom"),
        "contraband": form["contraband"] == "yes",
        "fragile": form["fragile"] == "yes",
    }
    try:
        made = await services_of(request).exhibits.receive(case_id, ReceiveExhibit.model_validate(said), by=principal)
    except ValidationError as error:
        names = dict.fromkeys(str(item["loc"][0]) for item in error.errors())
        translate = look_of(request, principal).translate
        wrong: list[Problem] = [(name, translate(_MISSING.get(name, _MISSING["description"]))) for name in names]
        return await _list(request, case_id, principal, form, wrong)
    except WordsNameProtected as refusal:
        return await _list(request, case_id, principal, form, [("description", say(request, principal, refusal))])
    return go(f"/exhibits/{made}?done=received")


@router.get("/paper/exhibits")
async def find(request: Request, code: str = "") -> Response:
    """On to the thing whose label says this; what cannot be found is said on the page of paper."""
    principal, services = await identity.require(request), services_of(request)
    try:
        async with services.database.read() as reader:
            return go(f"/exhibits/{await exhibit_by_code(reader, code[:60], principal)}")
    except ExhibitNotFound as refusal:
        if principal.desk is not Desk.clerk:
            raise
        async with services.database.read() as reader:
            found = await door.door_list(reader, principal, None, services.clock.now())
        wrong, today = say(request, principal, refusal), found.day.isoformat()
        return await show(request, "paper/index.html", status=404, today=today, code=code[:60], wrong=wrong)


@router.get("/exhibits/{exhibit_id:uuid}")
async def exhibit_page(request: Request, exhibit_id: UUID) -> Response:
    """Where the thing is, how it came there, and what can be done with it."""
    return await _one(request, exhibit_id, await identity.require(request), Form({}), [])


@router.post("/exhibits/{exhibit_id:uuid}/moves")
async def move(request: Request, exhibit_id: UUID) -> Response:
    """Add a link to its chain."""
    principal, form = await identity.require(request), await read_form(request)
    said = form.chosen("act", "shelf", "to", "order_ref", "version")
    try:
        await services_of(request).exhibits.move(exhibit_id, MoveExhibit.model_validate(said), by=principal)
    except ValidationError:
        return await _one(request, exhibit_id, principal, form, [(None, say(request, principal, ExhibitMoveNeeds()))])
    except (ExhibitMoveNeeds, ExhibitMoveNotOpen, ExhibitChangedMeanwhile) as refusal:
        return await _one(request, exhibit_id, principal, form, [(_place(refusal), say(request, principal, refusal))])
    return go(f"/exhibits/{exhibit_id}?done=moved")


@router.get("/exhibits/{exhibit_id:uuid}/label")
async def label(request: Request, exhibit_id: UUID) -> Response:
    """Its label, to put on."""
    principal = await identity.require(request)
    async with services_of(request).database.read() as reader:
        found = await exhibit_view(reader, exhibit_id, principal)
    asked = request.query_params.get("start", "1")
    start = int(asked) if asked.isascii() and asked.isdigit() and 1 <= int(asked[:3]) <= PLACES else 1
    pdf = await asyncio.to_thread(sheet, [Label(found.case.court, found.code)], start)
    return printed(pdf, f"{found.code}.pdf")


def _place(refusal: Refusal) -> str | None:
    missing = refusal.data.get("missing")
    return str(missing[0]) if isinstance(missing, list) and missing else None


async def _list(request: Request, case_id: UUID, principal: Principal, form: Form, errors: list[Problem]) -> Response:
    async with services_of(request).database.read() as reader:
        found = await exhibits_of(reader, case_id, principal)
    status = 422 if errors else 200
    return await show(
        request, "paper/exhibits.html", status=status, found=found, form=form, errors=errors, states=EXHIBIT_WORDS
    )


async def _one(request: Request, exhibit_id: UUID, principal: Principal, form: Form, errors: list[Problem]) -> Response:
    async with services_of(request).database.read() as reader:
        found = await exhibit_view(reader, exhibit_id, principal)
    done = _DONE.get(request.query_params.get("done", ""))
    return await show(
        request,
        "paper/exhibit.html",
        status=422 if errors else 200,
        flash=Flash(look_of(request, principal).translate(done)) if done else None,
        one=found,
        form=form,
        errors=errors,
        states=EXHIBIT_WORDS,
        moves=MOVE_WORDS,
        places=PLACES,
    )
