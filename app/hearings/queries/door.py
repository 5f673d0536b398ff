"""The hearings of one court on one day of its own calendar, of cases everybody may know of."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from app.cases.models import Case
from app.cases.terms import Level
from app.db.database import Reader
from app.hearings.models import Hearing, Participant
from app.kernel.zones import around
from app.protection.terms import Role


@dataclass(frozen=True, slots=True)
class OnTheDoor:
    """A hearing with its case, and the judges asked to it."""

    hearing: Hearing
    case: Case
    judges: frozenset[UUID]


async def hearings_on_the_door(reader: Reader, court_id: UUID, day: date) -> list[OnTheDoor]:
    """Earliest first, those in private and those off the list too."""
    since, until = around(day)
    then = (col(Hearing.starts_at) > since, col(Hearing.starts_at) < until)
    wanted = (
        select(Hearing, Case)
        .join(Case, col(Case.id) == col(Hearing.case_id))
        .where(Hearing.court_id == court_id, Case.level == Level.public.value, *then)
        .order_by(col(Hearing.starts_at), col(Case.number))
    )
    rows = [row for row in await reader.rows(wanted) if row[0].wall_time.startswith(day.isoformat())]
    asked = select(Participant.hearing_id, Participant.person_id).where(
        col(Participant.hearing_id).in_([hearing.id for hearing, _ in rows]), Participant.role == Role.JUDGE.value
    )
    judges: dict[UUID, set[UUID]] = {}
    for hearing_id, person_id in await reader.rows(asked):
        judges.setdefault(hearing_id, set()).add(person_id)
    return [OnTheDoor(hearing, case, frozenset(judges.get(hearing.id, ()))) for hearing, case in rows]
