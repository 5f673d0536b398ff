"""The hearings of one court on one day of its own calendar, of cases everybody may know of."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlmodel import col, select

from app.cases.models import Case
from app.cases.terms import Level
from app.db.database import Reader
from app.hearings.models import Hearing, Participant
from app.protection.terms import Role

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OnTheDoor:
    """A hearing with its case, and the judges asked to it."""

    hearing: Hearing
    case: Case
    judges: frozenset[UUID]


async def hearings_on_the_door(reader: Reader, court_id: UUID, day: date) -> list[OnTheDoor]:
    """Earliest first, those in private and those off the list too."""
    if not date.min + _DAY < day < date.max - 2 * _DAY:
        return []
    midnight = datetime.combine(day, time(), UTC)  # no zone is further than a day from it
    around = (col(Hearing.starts_at) > midnight - _DAY, col(Hearing.starts_at) < midnight + 2 * _DAY)
    wanted = (
        select(Hearing, Case)
        .join(Case, col(Case.id) == col(Hearing.case_id))
        .where(Hearing.court_id == court_id, Case.level == Level.public.value, *around)
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
