"""The people of a case as exposure sees them, and the names a given viewer may read for them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlmodel import col, select

from app.auth.models import Person as PersonRow
from app.auth.views import Principal
from app.cases.models import Case, OtherName, Part
from app.cases.queries.merged import Merged, merged_with, profile_of
from app.cases.queries.viewers import Viewers, viewers_of
from app.cases.terms import Level
from app.db.acting import acting
from app.db.database import Reader
from app.kernel.protected import Protected
from app.kernel.told import tell
from app.protection.labels import CaseView as Place
from app.protection.labels import Label, Named, in_place_of, label_for, names_to_guard
from app.protection.models import ProtectionOrder
from app.protection.queries import Reached, orders_of_cases, orders_reaching, rulings_from
from app.protection.terms import (
    COMPLAINANTS,
    PARTIES,
    STEWARDS,
    Attendee,
    Name,
    Person,
    Role,
    Rulings,
    Setting,
    Stage,
    Surface,
)

KEPT_SAFE = COMPLAINANTS | STEWARDS | {Role.WITNESS}
GUARDED = tuple(sorted(role.value for role in KEPT_SAFE))
"""Whose names stand in no words about a case that others read, whoever they are."""
PUBLIC_VIEWER = Attendee(Person(UUID(int=1), Role.PUBLIC))


@dataclass(frozen=True, slots=True)
class CasePeople:
    """Everybody with a part in a case, and the rulings about them."""

    case: Case
    people: Mapping[UUID, Person]
    names: Mapping[UUID, Protected[str]]
    pseudonyms: Mapping[UUID, str]
    rulings: Rulings
    viewers: Viewers = field(default_factory=Viewers)
    stages: Mapping[UUID, Stage] = field(default_factory=dict)

    def attendee(self, person_id: UUID) -> Attendee:
        """The person as somebody received; their stage where a sitting gave them one."""
        return Attendee(self.people[person_id], self.stages.get(person_id))

    def viewer(self, principal: Principal | None) -> Attendee:
        """Whoever asks, as a receiver: their part or that of somebody they act for, the clerk, or the public."""
        if principal is None:
            return PUBLIC_VIEWER
        seen_as = self.viewers.seen_as(principal)
        if isinstance(seen_as, Person):
            return Attendee(seen_as)
        if seen_as is not None and seen_as in self.people:
            return self.attendee(seen_as)
        return Attendee(Person(principal.person_id, Role.PUBLIC))

    def named(self, person_id: UUID) -> Named:
        """The person with name and pseudonym, for `labels`."""
        return Named(self.attendee(person_id), self.names[person_id], self.pseudonyms.get(person_id))

    def label(
        self,
        viewer: Attendee,
        person_id: UUID,
        at: datetime,
        translate: Callable[[str], str] = str,
        setting: Setting | None = None,
    ) -> Label:
        """What this viewer may read for this person on a page, or in another setting."""
        label = self._label(viewer, person_id, at, translate, setting)
        if label.name is Name.FULL and self._read_by(viewer) and self._guarded(person_id):
            tell(self.case.id, person_id)
        return label

    def name_for(self, viewer: Attendee, person_id: UUID, at: datetime) -> Name:
        """How much of the name this viewer may read; nothing is told by asking."""
        return self._label(viewer, person_id, at, str, None).name

    def _label(
        self,
        viewer: Attendee,
        person_id: UUID,
        at: datetime,
        translate: Callable[[str], str],
        setting: Setting | None,
    ) -> Label:
        place = Place(setting or self.page(), self.rulings, at)
        label, whom = label_for(viewer, self.named(person_id), place, translate), self.people[person_id].acts_for
        if whom is None or whom.id not in self.people:
            return label
        absent = replace(self.named(whom.id), attendee=Attendee(whom, self.stages.get(person_id)))
        return in_place_of(label, label_for(viewer, absent, place, translate), translate)

    def _read_by(self, viewer: Attendee) -> bool:
        """Whether it is the reader who would see the label, by themself or for another; an order asks for many."""
        reader = acting().person_id
        return reader is not None and (
            viewer.person.id == reader or viewer.person.id in self.viewers.acting.get(reader, ())
        )

    def _guarded(self, person_id: UUID) -> bool:
        protected = {order.protected for order in self.rulings.restrictions}
        return person_id in protected or bool(self.people[person_id].roles & KEPT_SAFE)

    def standing_in(self, places: Mapping[UUID, UUID], names: Mapping[UUID, Protected[str]]) -> "CasePeople":
        """The same with those who are there in another's place, by whom for whom; of nobody known, as nobody."""
        found = {one: _in_place_of(one, self.people.get(whom)) for one, whom in places.items()}
        return replace(self, people={**self.people, **found}, names={**self.names, **names})

    def place(self, at: datetime) -> Place:
        """A page about this case, as the place where a label would be shown."""
        return Place(self.page(), self.rulings, at)

    def page(self) -> Setting:
        """A page or list about this case."""
        return Setting(Surface.PAGE, public=Level(self.case.level) is Level.public)


async def case_people(reader: Reader, case: Case, stages: Mapping[UUID, Stage] | None = None) -> CasePeople:
    """Load everybody with a present part in the case, and what binds."""
    return replace((await people_of_cases(reader, [case]))[case.id], stages=stages or {})


async def people_of_cases(reader: Reader, cases: Sequence[Case]) -> dict[UUID, CasePeople]:
    """The same for several cases, in as many questions as for one."""
    ids = [case.id for case in cases]
    ever: dict[UUID, list[Part]] = {case_id: [] for case_id in ids}
    played = select(Part).where(col(Part.case_id).in_(ids)).order_by(col(Part.since), col(Part.id))
    for part in await reader.all(played):
        ever[part.case_id].append(part)
    known = {part.person_id for of_case in ever.values() for part in of_case}
    rows = await reader.all(select(PersonRow).where(col(PersonRow.id).in_(known)))
    names = {row.id: row.name for row in rows}
    orders = await orders_of_cases(reader, ids)
    reaching = await orders_reaching(reader, ids)
    merged = await merged_with(reader, known)
    parts = {case_id: present(of_case, reader.at) for case_id, of_case in ever.items()}
    people = {case_id: merged.joined(as_persons(of_case)) for case_id, of_case in parts.items()}
    viewers = await viewers_of(reader, cases, ever, people)
    return {
        case.id: CasePeople(
            case=case,
            people=people[case.id],
            names={part.person_id: names[part.person_id] for part in ever[case.id]},
            pseudonyms={part.person_id: part.pseudonym for part in parts[case.id] if part.pseudonym},
            rulings=case_rulings(
                case,
                parts[case.id],
                orders.get(case.id, []),
                merged=merged,
                reaching=reaching.get(case.id, []),
            ),
            viewers=viewers[case.id],
        )
        for case in cases
    }


def present(parts: Sequence[Part], at: datetime) -> list[Part]:
    """The parts people play at one moment, those of suspended counsel too."""
    return [part for part in parts if part.since <= at and (part.until is None or at < part.until)]


def case_rulings(
    case: Case,
    parts: list[Part],
    orders: list[ProtectionOrder],
    as_of: datetime | None = None,
    merged: Merged = Merged(),  # noqa: B008 (never changed)
    reaching: Sequence[Reached] = (),
) -> Rulings:
    """What binds in a case now, or bound at `as_of`: rulings, interim measures, earlier cases and merges."""
    own = rulings_from(
        orders,
        case.id,
        profile=profile_of(case),
        complainants=[part.person_id for part in parts if Role(part.role) in COMPLAINANTS],
        since=case.opened_at,
        as_of=as_of,
        reaching=reaching,
    )
    return merged.handed_on(own, case.id, {part.person_id for part in parts}, as_of)


def _in_place_of(person_id: UUID, whom: Person | None) -> Person:
    if whom is None:
        return Person(person_id, Role.UNKNOWN)
    return replace(whom, id=person_id, acts_for=whom)


class Played(Protocol):
    """A part somebody plays, in a case or at a hearing."""

    person_id: UUID
    role: str
    for_person_id: UUID | None


def as_persons(parts: Sequence[Played]) -> dict[UUID, Person]:
    """Each person once, with those they serve; of several parts that of a party, or the first one given, leads."""
    roles: dict[UUID, list[Role]] = {}
    for part in parts:
        roles.setdefault(part.person_id, []).append(Role(part.role))
    alone = {person_id: _of_parts(person_id, played) for person_id, played in roles.items()}
    served = {
        person_id: tuple(alone[p.for_person_id] for p in parts if p.person_id == person_id and p.for_person_id in alone)
        for person_id in alone
    }
    return {person_id: replace(alone[person_id], serves=served[person_id]) for person_id in alone}


def _of_parts(person_id: UUID, played: Sequence[Role]) -> Person:
    """A victim who is also accused follows the trial as the accused does, and keeps every protection."""
    leading = next((role for role in played if role in PARTIES), played[0])
    return Person(person_id, leading, also=frozenset(played) - {leading})


async def guarded_names(reader: Reader, case_id: UUID) -> tuple[str, ...]:
    """The names, former ones too, that may not appear in words others write about this case; for the search alone."""
    statement = select(col(PersonRow.name)).join(Part, col(Part.person_id) == col(PersonRow.id))
    guarded = (Part.case_id == case_id, col(Part.role).in_(GUARDED))
    others = select(col(OtherName.name)).join(Part, col(Part.person_id) == col(OtherName.person_id)).where(*guarded)
    return names_to_guard([*await reader.all(statement.where(*guarded)), *await reader.all(others)])
