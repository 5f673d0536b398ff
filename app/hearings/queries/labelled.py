"""A hearing and those expected at it, under the labels one viewer may read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.auth.models import Person
from app.auth.views import Principal
from app.cases.models import Case
from app.cases.queries import CasePeople, case_people
from app.db.database import Reader
from app.hearings.models import Hearing, Participant
from app.hearings.queries.plans import (
    desks_of,
    invitation_states,
    participants_of,
    people_helped,
    places_taken_for,
)
from app.hearings.views import HearingView, ParticipantView
from app.protection.labels import PARTS
from app.protection.terms import Attendee, Role, Stage

READY = frozenset({Stage.WAITING, Stage.ADMITTED, Stage.IN_CONSULTATION, Stage.TESTIFYING})
_NEVER_GIVEN = ("none", 0)
CHECKS = ("camera", "microphone", "says_alone")
"""What the check before the room asks of a device and its owner; each true, false, or not yet answered."""


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks, when, and the gettext of their language."""

    principal: Principal
    at: datetime
    translate: Callable[[str], str] = str


@dataclass(frozen=True, slots=True)
class _Office:
    """What the court alone learns about coming in: who has an account, how each code stands."""

    with_account: frozenset[UUID] = frozenset()
    invitations: Mapping[UUID, tuple[str, int]] = field(default_factory=dict)


async def hearing_views(reader: Reader, rows: Sequence[Hearing], look: Look) -> list[HearingView]:
    """Each hearing as this viewer reads it, in the order given."""
    return [await hearing_view(reader, row, look) for row in rows]


async def hearing_view(reader: Reader, row: Hearing, look: Look) -> HearingView:
    """One hearing with everybody this viewer may know of. Standing is the caller's to check."""
    expected = (await participants_of(reader, [row.id]))[row.id]
    case = await reader.get(Case, row.case_id)
    assert case is not None
    people = await _people(reader, case, expected)
    viewer = people.viewer(look.principal)
    office = await _office(reader, row.id, expected, look.at) if _of_the_court(viewer) else None
    shown = [_participant(one, people, viewer, look, office) for one in expected]
    helped = await _places_helped(reader, row.id, expected, look.principal)
    known = [one.model_copy(update={"helped": one.id in helped}) for one in shown if one is not None]
    fields = row.model_dump(include=set(HearingView.model_fields))
    judge = ", ".join(one.label for one in known if one.role == Role.JUDGE)
    return HearingView(**fields, case_number=case.number, about=case.about, judge=judge, participants=tuple(known))


async def _people(reader: Reader, case: Case, expected: Sequence[Participant]) -> CasePeople:
    """The people of the case at the stage they have here, and colleagues who took over a place."""
    people = await case_people(reader, case, {one.person_id: Stage(one.state) for one in expected})
    places = places_taken_for(expected)
    if not places:
        return people
    names = await reader.all(select(Person).where(col(Person.id).in_(places)))
    return people.standing_in(places, {one.id: one.name for one in names})


async def _places_helped(
    reader: Reader, hearing_id: UUID, expected: Sequence[Participant], principal: Principal
) -> frozenset[UUID]:
    people = await people_helped(reader, hearing_id, principal.person_id)
    return frozenset(one.id for one in expected if one.person_id in people)


async def _office(reader: Reader, hearing_id: UUID, expected: Sequence[Participant], at: datetime) -> _Office:
    desks = await desks_of(reader, [one.person_id for one in expected])
    return _Office(frozenset(desks), await invitation_states(reader, hearing_id, at))


def _of_the_court(viewer: Attendee) -> bool:
    return viewer.person.role in {Role.CLERK, Role.JUDGE}


def _participant(
    one: Participant, people: CasePeople, viewer: Attendee, look: Look, office: _Office | None
) -> ParticipantView | None:
    """One line of the list, or None when this viewer may not know that the person is expected."""
    part = look.translate(PARTS[Role(one.role)])
    words = part
    if one.person_id in people.people:
        label = people.label(viewer, one.person_id, look.at, look.translate)
        if label.hidden:
            return None
        words, part = label.words, label.part
    elif office is None:  # no part in the case any more: only the court still knows of the place
        return None
    is_me = one.person_id == look.principal.person_id
    if office is None and not is_me:
        return ParticipantView(id=one.id, label=words, role=one.role, part=part, languages=tuple(one.languages))
    return ParticipantView(
        id=one.id,
        label=words,
        role=one.role,
        part=part,
        state=one.state,
        ready=one.state in READY,
        languages=tuple(one.languages),
        checked="camera" in one.checks,
        failed_checks=tuple(name for name in CHECKS if one.checks.get(name) is False),
        invitation=office.invitations.get(one.person_id, _NEVER_GIVEN)[0] if office else None,
        wrong_codes=office.invitations.get(one.person_id, _NEVER_GIVEN)[1] if office else 0,
        needs_code=office is not None and one.person_id not in office.with_account,
        is_me=is_me,
    )
