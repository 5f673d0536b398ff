"""The calendar: the hearings on one's desk, who can be asked to a hearing, and when all of them are free."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.api.deps import CurrentPrincipal, ServicesDep
from app.desks.hearings import of_desk
from app.hearings.calendar import Interval
from app.hearings.commands import FindTimes
from app.hearings.queries import Look, candidates, times_free
from app.hearings.views import CandidateView, FreeTime, HearingView

router = APIRouter(tags=["hearings"])
_Days = Annotated[int, Query(ge=1, le=62, description="How many days to list.")]
_First = Annotated[date | None, Query(alias="from", ge=date(2000, 1, 1), le=date(2100, 1, 1))]


@router.get("/hearings")
async def my_hearings(
    principal: CurrentPrincipal, services: ServicesDep, first: _First = None, days: _Days = 7
) -> list[HearingView]:
    """The hearings on one's desk from a day (UTC) on: a clerk's whole court, otherwise one's own."""
    begins = datetime.combine(first or services.clock.now().date(), time(), UTC)
    async with services.database.read() as reader:
        look = Look(principal, services.clock.now())
        return await of_desk(reader, look, Interval(begins, begins + timedelta(days=days)))


@router.get("/cases/{case_id}/candidates")
async def list_candidates(case_id: UUID, principal: CurrentPrincipal, services: ServicesDep) -> list[CandidateView]:
    """Who can be asked to a hearing of this case, under the labels the booking clerk may read."""
    async with services.database.read() as reader:
        return await candidates(reader, case_id, Look(principal, services.clock.now()))


@router.post("/cases/{case_id}/free-times")
async def find_times(
    case_id: UUID, command: FindTimes, principal: CurrentPrincipal, services: ServicesDep
) -> list[FreeTime]:
    """The next times at which everybody named is free, within the court's working day."""
    async with services.database.read() as reader:
        return await times_free(reader, case_id, command, principal, services.clock.now())
