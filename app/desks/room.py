"""The door of a hearing room: whether this person may come in, and which of the two looks they get."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.auth.views import Principal
from app.cases.queries import open_file
from app.cases.terms import Act
from app.db.database import Reader
from app.hearings.errors import HearingNotFound
from app.kernel.errors import Unauthenticated
from app.protection.exposure import guarded
from app.sittings.queries import place_to_take, situation


@dataclass(frozen=True, slots=True)
class Door:
    """`at_risk`: the calm light page with the way out. `watching`: one of the public. `title`: the case number."""

    at_risk: bool
    watching: bool
    title: str


async def door_of(reader: Reader, hearing_id: UUID, principal: Principal | None, at: datetime) -> Door:
    """Who may come in; raises HearingNotFound, or Unauthenticated where signing in would help."""
    if principal is not None and principal.hearing_id not in (None, hearing_id):
        raise HearingNotFound()
    try:
        facts = await situation(reader, hearing_id)
    except HearingNotFound:
        raise (Unauthenticated() if principal is None else HearingNotFound()) from None
    me = facts.of_person(principal.person_id) if principal else None
    if me is not None and me.acts_for_id is None:
        return Door(guarded(facts.attendee(me), facts.people.rulings, at), watching=False, title=facts.case.number)
    file = await open_file(reader, facts.case.id, principal)
    if file.may(Act.clerk_hearing) or (principal is not None and place_to_take(facts, file, principal) is not None):
        return Door(at_risk=False, watching=False, title=facts.case.number)
    if not facts.public or (principal is not None and principal.hearing_id is not None):
        raise Unauthenticated() if principal is None else HearingNotFound()
    return Door(at_risk=False, watching=True, title=facts.case.number)
