"""The day of a hearing over HTTP: acts of the sitting, and its minutes as JSON and PDF."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body
from starlette.responses import Response

from app.api.deps import CurrentPrincipal, ServicesDep
from app.desks.minutes import as_paper, minutes_of
from app.pdf.writer import write
from app.sittings.commands import Act
from app.sittings.views import MinutesView

router = APIRouter(tags=["sittings"])

_EXAMPLES = [
    {"act": "open"},
    {"act": "stop"},
    {"act": "adjourn", "reason": "A witness is ill.", "next_date": "8 January"},
]


@router.post("/hearings/{hearing_id}/acts", status_code=204)
async def take_act(
    hearing_id: UUID,
    act: Annotated[Act, Body(examples=_EXAMPLES)],
    principal: CurrentPrincipal,
    services: ServicesDep,
) -> None:
    """Take one step in a sitting. What the tables do not have is refused, and nothing has happened then."""
    await services.floors.take(hearing_id, act, principal)


@router.get("/hearings/{hearing_id}/minutes")
async def show_minutes(hearing_id: UUID, principal: CurrentPrincipal, services: ServicesDep) -> MinutesView:
    """Attendance, orders and events in order, under the names this reader may read."""
    async with services.database.read() as reader:
        minutes = await minutes_of(reader, hearing_id, principal, services.clock.now())
    return (await services.disclosures.open(minutes, principal.by)).content


@router.get("/hearings/{hearing_id}/minutes.pdf", response_class=Response)
async def minutes_as_pdf(hearing_id: UUID, principal: CurrentPrincipal, services: ServicesDep) -> Response:
    """The same as a document."""
    async with services.database.read() as reader:
        sealed = await minutes_of(reader, hearing_id, principal, services.clock.now())
    minutes = (await services.disclosures.open(sealed, principal.by)).content
    pdf = await asyncio.to_thread(write, as_paper(minutes))
    name = f"minutes-{minutes.case_number}.pdf"
    return Response(
        pdf, media_type="application/pdf", headers={"content-disposition": f'attachment; filename="{name}"'}
    )
