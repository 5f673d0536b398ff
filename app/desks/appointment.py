"""The appointment page of somebody who came by invitation: when, and the door; no case, no names."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import select

from app.auth.views import Principal
from app.cases.models import Court
from app.db.database import Reader
from app.hearings.models import Hearing, Participant, Sitting
from app.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Appointment:
    """`over`: nothing more will happen here. `role` decides which words the page uses."""

    hearing_id: UUID
    starts_at: datetime
    ends_at: datetime
    zone: str
    role: str
    over: bool


async def appointment_of(reader: Reader, principal: Principal, at: datetime) -> Appointment:
    """The one hearing this person was invited to; raises NotFound when they are no longer expected."""
    hearing = await reader.get(Hearing, principal.hearing_id) if principal.hearing_id else None
    if hearing is None:
        raise NotFound()
    mine = select(Participant).where(Participant.hearing_id == hearing.id, Participant.person_id == principal.person_id)
    participant = await reader.first(mine)
    court = await reader.get(Court, hearing.court_id)
    if participant is None or court is None:
        raise NotFound()
    sitting = await reader.get(Sitting, hearing.id)
    over = hearing.status in {"concluded", "adjourned", "vacated"} or bool(sitting and sitting.closed_at)
    return Appointment(hearing.id, hearing.starts_at, hearing.ends_at, court.zone, participant.role, over)
