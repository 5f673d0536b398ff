"""The appointment page of somebody who came by invitation: when, and the door; no case, no names."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.auth.views import Principal
from app.db.database import Reader
from app.hearings.errors import HearingNotFound
from app.hearings.terms import HearingState
from app.sittings.queries import situation

_STANDS = {HearingState.BOOKED.value, HearingState.RESCHEDULED.value}


@dataclass(frozen=True, slots=True)
class Appointment:
    """`over`: nothing more will happen here. `role` decides which words the page uses."""

    hearing_id: UUID
    starts_at: datetime
    ends_at: datetime
    zone: str
    role: str
    over: bool


async def appointment_of(reader: Reader, principal: Principal) -> Appointment:
    """The one hearing this person was invited to; raises HearingNotFound when they are no longer expected."""
    if principal.hearing_id is None:
        raise HearingNotFound()
    facts = await situation(reader, principal.hearing_id)
    me = facts.of_person(principal.person_id)
    if me is None:
        raise HearingNotFound()
    hearing = facts.hearing
    over = hearing.status not in _STANDS or bool(facts.sitting and facts.sitting.closed_at)
    return Appointment(hearing.id, hearing.starts_at, hearing.ends_at, facts.court.zone, me.role, over)
