"""The hearings of a day whose files somebody of the court may print."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.queries.courts import court_of_administration
from app.db.database import Reader
from app.hearings.calendar import Interval
from app.hearings.models import Hearing
from app.hearings.queries import STANDING, hearings_of_person, hearings_on_desk
from app.kernel.zones import around, local
from app.paper.errors import OnlyForTheBench


@dataclass(frozen=True, slots=True)
class DayOfHearings:
    """The hearings that stand on one day of the court's calendar, earliest first."""

    court: str
    zone: str
    day: date
    hearings: tuple[Hearing, ...]


async def hearings_to_print(
    reader: Reader, principal: Principal, day: date | None, at: datetime, hearing_id: UUID | None = None
) -> DayOfHearings:
    """For a clerk those of the court, for a judge their own; one of them, when it is named.

    Raises OnlyForTheBench.
    """
    if principal.desk not in {Desk.clerk, Desk.judge} or principal.court_id is None:
        raise OnlyForTheBench()
    court = await court_of_administration(reader, principal.court_id)
    day = day or local(at, court.zone).date()
    then = Interval(*around(day))
    if principal.desk is Desk.clerk:
        rows = await hearings_on_desk(reader, principal, then)
    else:
        rows = await hearings_of_person(reader, principal, then)
    chosen = tuple(
        row
        for row in rows
        if row.wall_time.startswith(day.isoformat()) and row.status in STANDING and hearing_id in (None, row.id)
    )
    return DayOfHearings(court.name, court.zone, day, chosen)
