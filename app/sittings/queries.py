"""The facts of one sitting, loaded in one look: rows, people as exposure sees them, what binds and bound."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.auth.models import Person as PersonRow
from app.auth.views import Principal
from app.cases.errors import CaseNotFound
from app.cases.models import Case, Court, Part
from app.cases.queries import (
    CaseFile,
    CasePeople,
    as_persons,
    case_file,
    case_people,
    case_rulings,
    parts_of,
    present,
)
from app.cases.queries.merged import Merged, merged_with
from app.cases.rules import FROM_PARTS
from app.cases.terms import Act, Level
from app.db.database import Reader
from app.hearings.errors import HearingNotFound
from app.hearings.models import Hearing, Participant, Sitting, SittingEvent
from app.hearings.queries import places_taken_for
from app.hearings.terms import Attendee, Consent, Person, Role, SittingNow, SittingState, Stage
from app.protection.models import ProtectionOrder
from app.protection.queries import Reached, orders_of, orders_reaching
from app.protection.terms import WITNESSES


@dataclass(frozen=True, slots=True)
class Situation:
    """One sitting at one moment. `people` knows every participant, with the stage they have in this sitting."""

    hearing: Hearing
    court: Court
    sitting: Sitting | None
    participants: tuple[Participant, ...]
    people: CasePeople
    orders: tuple[ProtectionOrder, ...]
    consents: Mapping[UUID, Consent]

    @property
    def case(self) -> Case:
        return self.people.case

    @property
    def state(self) -> SittingState:
        return SittingState(self.sitting.state) if self.sitting else SittingState.NOT_OPEN

    @property
    def public(self) -> bool:
        return self.hearing.public and Level(self.case.level) is Level.public

    def of_person(self, person_id: UUID) -> Participant | None:
        """This person's place in the hearing."""
        return next((row for row in self.participants if row.person_id == person_id), None)

    def participant(self, participant_id: UUID) -> Participant:
        """The place with this id; raises HearingNotFound, since the caller may know of no other."""
        found = next((row for row in self.participants if row.id == participant_id), None)
        if found is None:
            raise HearingNotFound()
        return found

    def attendee(self, row: Participant) -> Attendee:
        return self.people.attendee(row.person_id)

    def attendees(self) -> tuple[Attendee, ...]:
        return tuple(self.attendee(row) for row in self.participants)

    def now(self, speakers: tuple[UUID, ...] = ()) -> SittingNow:
        """The facts that decide what flows on the floor."""
        row = self.sitting
        return SittingNow(
            state=self.state,
            public=self.public,
            stopped_for=row.stopped_for if row else None,
            line_open=bool(row and row.line_open),
            consents=self.consents,
            speakers=speakers,
        )


async def situation(reader: Reader, hearing_id: UUID) -> Situation:
    """Everything that decides about one sitting; raises HearingNotFound."""
    hearing = await reader.get(Hearing, hearing_id)
    if hearing is None:
        raise HearingNotFound()
    case, court = await reader.get(Case, hearing.case_id), await reader.get(Court, hearing.court_id)
    if case is None:  # not for whoever asks
        raise HearingNotFound()
    assert court is not None
    rows = await reader.all(
        select(Participant).where(Participant.hearing_id == hearing_id).order_by(col(Participant.id))
    )
    parts = present(await parts_of(reader, case.id), reader.at)
    orders = await orders_of(reader, case.id)
    reaching = (await orders_reaching(reader, [case.id])).get(case.id, [])
    merged = await merged_with(reader, {part.person_id for part in parts})
    return Situation(
        hearing=hearing,
        court=court,
        sitting=await reader.get(Sitting, hearing_id),
        participants=tuple(rows),
        people=await _people(reader, case, rows),
        orders=tuple(orders),
        consents=_consents(case, parts, orders, reaching, rows, merged),
    )


async def takes_part(reader: Reader, facts: Situation, principal: Principal) -> bool:
    """Whether this person has a part in the case now, is of its court, or may take absent counsel's place.

    A place in a hearing rests on that.
    """
    try:
        file = await case_file(reader, facts.case.id, principal)
    except CaseNotFound:
        return False
    mine = (held for held in file.held if held.person_id == principal.person_id and held.relation in FROM_PARTS)
    own = any(held.live(file.actor.at) for held in mine) or file.may(Act.clerk_hearing)
    return own or place_to_take(facts, file, principal) is not None


def place_to_take(facts: Situation, file: CaseFile, principal: Principal) -> Participant | None:
    """The place of the absent counsel for whom this colleague may appear; the one they have taken, if any."""
    taken = facts.of_person(principal.person_id)
    open_to = [facts.of_person(one) for one in file.in_place_of(Act.appear)]
    places = [row for row in open_to if row is not None and row.acts_for_id is None]
    if taken is None or taken.acts_for_id is None:
        return places[0] if places and taken is None else None
    return next((row for row in places if row.person_id == taken.acts_for_id), None)


async def events_of(reader: Reader, hearing_id: UUID) -> list[SittingEvent]:
    """Everything that happened in a sitting, in order."""
    statement = select(SittingEvent).where(SittingEvent.hearing_id == hearing_id)
    return await reader.all(statement.order_by(col(SittingEvent.sequence)))


async def _people(reader: Reader, case: Case, rows: list[Participant]) -> CasePeople:
    of_case = await case_people(reader, case)
    names = await reader.all(select(PersonRow).where(col(PersonRow.id).in_([row.person_id for row in rows])))
    here = replace(
        of_case,
        people={**of_case.people, **{one: _with_parts(p, of_case) for one, p in _persons(rows).items()}},
        names={**of_case.names, **{person.id: person.name for person in names}},
        stages={row.person_id: Stage(row.state) for row in rows},
    )
    return here.standing_in(places_taken_for(rows), {person.id: person.name for person in names})


def _with_parts(person: Person, of_case: CasePeople) -> Person:
    """Whoever is asked to the hearing by one part keeps what follows from the others they have in the case."""
    in_case = of_case.people.get(person.id)
    return replace(person, also=(person.also | in_case.roles) - {person.role}) if in_case else person


def _persons(rows: list[Participant]) -> dict[UUID, Person]:
    """Participants as persons; the clerk who runs the room attends to every witness in it."""
    persons = as_persons([row for row in rows if row.acts_for_id is None])
    witnesses = tuple(person for person in persons.values() if person.role in WITNESSES)
    return {
        person_id: replace(person, serves=witnesses) if person.role is Role.CLERK else person
        for person_id, person in persons.items()
    }


def _consents(
    case: Case,
    parts: list[Part],
    orders: list[ProtectionOrder],
    reaching: list[Reached],
    rows: list[Participant],
    merged: Merged,
) -> dict[UUID, Consent]:
    def given(at: datetime, public: bool) -> Consent:
        rulings = case_rulings(case, parts, orders, as_of=at, merged=merged, reaching=reaching)
        return Consent(rulings, public)

    return {row.person_id: given(row.consented_at, row.consented_public) for row in rows if row.consented_at}
