"""Deadlines of a case and of a desk; the holidays of a court and times in which filing was not possible."""

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.api.admin import Made
from app.api.deps import CurrentPrincipal, ServicesDep
from app.cases.commands import ChangeDeadline, DeclareHoliday, PublishClosure, SetDeadline
from app.cases.views import DeadlineView, Recounted
from app.desks import deadlines as desk
from app.desks.deadlines import CourtCalendarView

router = APIRouter()


@router.get("/deadlines", tags=["calendar"])
async def list_deadlines(
    services: ServicesDep, principal: CurrentPrincipal, days: int = Query(default=30, ge=1, le=400)
) -> list[DeadlineView]:
    """What runs on your desk and ends within so many days, the next first."""
    async with services.database.read() as reader:
        return await desk.of_desk(reader, principal, services.clock.now() + timedelta(days=days))


@router.get("/cases/{case_id}/deadlines", tags=["calendar"])
async def list_deadlines_of_case(
    case_id: UUID, services: ServicesDep, principal: CurrentPrincipal
) -> list[DeadlineView]:
    """The deadlines of a case, each with the explanation of its end."""
    async with services.database.read() as reader:
        return (await desk.of_case(reader, case_id, principal)).deadlines


@router.post("/cases/{case_id}/deadlines", status_code=201, tags=["calendar"])
async def set_deadline(
    case_id: UUID, command: SetDeadline, services: ServicesDep, principal: CurrentPrincipal, response: Response
) -> Made:
    """Let a period run in a case; the calendar of the court says when it ends."""
    deadline_id = await services.deadlines.set(case_id, command, by=principal)
    response.headers["location"] = f"/api/v1/deadlines/{deadline_id}"
    return Made(id=deadline_id)


@router.put("/deadlines/{deadline_id}/state", status_code=204, tags=["calendar"])
async def change_deadline(
    deadline_id: UUID, command: ChangeDeadline, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Say that a deadline was met, is stayed, runs again or is lifted."""
    await services.deadlines.change(deadline_id, command, by=principal)


@router.get("/courts/{court_id}/days", tags=["calendar"])
async def court_days(court_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> CourtCalendarView:
    """Holidays of a court from a year ago on, and when filing was not possible."""
    async with services.database.read() as reader:
        return await desk.of_court(reader, principal, court_id, services.clock.now())


@router.post("/courts/{court_id}/holidays", status_code=201, tags=["calendar"])
async def declare_holiday(
    court_id: UUID, command: DeclareHoliday, services: ServicesDep, principal: CurrentPrincipal
) -> Recounted:
    """Make a day a holiday; deadlines that run follow at once, and their cases are told."""
    return await services.court_days.declare(court_id, command, by=principal)


@router.delete("/courts/{court_id}/holidays/{holiday_id}", tags=["calendar"])
async def withdraw_holiday(
    court_id: UUID, holiday_id: UUID, services: ServicesDep, principal: CurrentPrincipal
) -> Recounted:
    """Make a holiday a court day again."""
    return await services.court_days.withdraw(court_id, holiday_id, by=principal)


@router.post("/courts/{court_id}/closures", status_code=201, tags=["calendar"])
async def publish_closure(
    court_id: UUID, command: PublishClosure, services: ServicesDep, principal: CurrentPrincipal
) -> Recounted:
    """Publish a time in which filing was not possible."""
    return await services.court_days.publish(court_id, command, by=principal)
