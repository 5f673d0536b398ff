"""Hearings for a screen: one to prepare, those of a case, those on somebody's own list or calendar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.auth.terms import Desk
from app.cases.queries import case_file, case_people
from app.cases.queries.opening import hearing_defaults
from app.cases.terms import Act
from app.cases.views import CaseView, HearingDefaults
from app.db.database import Reader
from app.hearings.calendar import Interval
from app.hearings.queries import (
    STANDING,
    Look,
    hearing_file,
    hearing_view,
    hearing_views,
    hearings_of_case,
    hearings_of_person,
    hearings_on_desk,
)
from app.hearings.views import HearingView
from app.notices.queries import notices_of_hearing
from app.testimony.queries import orders_for
from app.testimony.views import OrderView

_LOOKS_BACK, _LOOKS_AHEAD = timedelta(hours=12), timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Prepare:
    """The page of one hearing. `manages`: this viewer moves and vacates it and gives out codes.

    `notices`: for the court, the state of the latest message to each participant who has an address.
    """

    hearing: HearingView
    case: CaseView
    protections: Sequence[OrderView]
    manages: bool
    may_join: bool
    notices: Mapping[UUID, str]

    @property
    def stands(self) -> bool:
        return self.hearing.status in STANDING


async def prepare(reader: Reader, hearing_id: UUID, look: Look) -> Prepare:
    """One hearing with its people, their state and the protections in force. Raises HearingNotFound."""
    found = await hearing_file(reader, hearing_id, look.principal)
    runs = found.file.may(Act.book_hearing)
    people = await case_people(reader, found.file.case)
    orders = await orders_for(reader, people, found.file, people.viewer(look.principal), look.at, look.translate)
    return Prepare(
        hearing=await hearing_view(reader, found.hearing, look),
        case=found.file.view(),
        protections=[order for order in orders if order.binds or order.waiting],
        manages=runs,
        may_join=found.takes_part or found.file.may(Act.clerk_hearing),
        notices=await notices_of_hearing(reader, hearing_id) if runs else {},
    )


async def usual_for(reader: Reader, case_id: UUID) -> HearingDefaults:
    """What the kind of a case says of its hearings."""
    return await hearing_defaults(reader, case_id)


async def of_case(reader: Reader, case_id: UUID, look: Look) -> list[HearingView]:
    """The hearings of a case, earliest first; people are named to those of the court and the case alone."""
    file = await case_file(reader, case_id, look.principal)
    views = await hearing_views(reader, await hearings_of_case(reader, case_id), look)
    if file.may(Act.see_hearings):
        return views
    return [view.model_copy(update={"participants": ()}) for view in views]


async def of_person(reader: Reader, look: Look, during: Interval | None = None) -> list[HearingView]:
    """The hearings this person is expected at, earliest first; by default from today on."""
    during = during or Interval(look.at - _LOOKS_BACK, look.at + _LOOKS_AHEAD)
    rows = await hearings_of_person(reader, look.principal, during)
    if look.principal.hearing_id is not None:
        rows = [row for row in rows if row.id == look.principal.hearing_id]
    return await hearing_views(reader, rows, look)


async def of_desk(reader: Reader, look: Look, during: Interval) -> list[HearingView]:
    """The hearings on somebody's calendar: for a clerk those of the court, otherwise their own."""
    if look.principal.desk is not Desk.clerk:
        return await of_person(reader, look, during)
    return await hearing_views(reader, await hearings_on_desk(reader, look.principal, during), look)
