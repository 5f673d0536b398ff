"""Deadlines of a case and of a desk, and the calendar of a court that they are counted on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.errors import CourtNotFound
from app.cases.queries import case_file
from app.cases.queries.courts import court_of_administration
from app.cases.queries.deadlines import closures_of, deadlines_in, deadlines_of, holidays_of
from app.cases.terms import Act
from app.cases.views import CaseView, ClosureView, DeadlineView, HolidayView
from app.db.database import Reader

_A_YEAR = timedelta(days=366)


class CourtCalendarView(BaseModel):
    """The holidays of a court and the times in which filing was not possible."""

    model_config = ConfigDict(frozen=True)
    court_id: UUID
    court: str
    zone: str
    holidays: list[HolidayView]
    closures: list[ClosureView]


@dataclass(frozen=True, slots=True)
class CaseDeadlines:
    """The deadlines of a case; `sets`: whether the reader may set and change them."""

    case: CaseView
    deadlines: list[DeadlineView]
    sets: bool


async def of_case(reader: Reader, case_id: UUID, principal: Principal) -> CaseDeadlines:
    """Raises CaseNotFound for whoever may not see what is scheduled in the case."""
    file = await case_file(reader, case_id, principal, Act.see_hearings)
    return CaseDeadlines(file.view(), await deadlines_in(reader, case_id), file.may(Act.book_hearing))


async def of_desk(reader: Reader, principal: Principal, until: datetime) -> list[DeadlineView]:
    """What runs on this person's desk and ends before an instant."""
    return await deadlines_of(reader, principal, until)


async def of_court(reader: Reader, principal: Principal, court_id: UUID, at: datetime) -> CourtCalendarView:
    """The calendar of a court, for its staff and for administrators. Raises CourtNotFound."""
    if principal.desk is not Desk.administrator and principal.court_id != court_id:
        raise CourtNotFound()
    court, since = await court_of_administration(reader, court_id), at - _A_YEAR
    return CourtCalendarView(
        court_id=court_id,
        court=court.name,
        zone=court.zone,
        holidays=await holidays_of(reader, court_id, since.date()),
        closures=await closures_of(reader, court_id, since),
    )
