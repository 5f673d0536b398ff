"""As whom somebody reads names in a case: by their own part, for another, by a grant, or as the court's clerk."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import col, select

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.models import Case, Grant, Part, StandIn, UnitClerk
from app.cases.queries.actors import live
from app.cases.queries.files import held_by_grant, held_by_part
from app.cases.rules import COUNSEL, FROM_PARTS, WITHOUT_CONTENT, Held
from app.cases.terms import Relation, StandInKind
from app.db.database import Reader
from app.protection.terms import Person, Role

_GIVEN_BY_PART = frozenset(relation.value for relation in FROM_PARTS)
_READING = (Relation.press.value, Relation.advocate.value)


@dataclass(frozen=True, slots=True)
class Viewers:
    """`played`: who has a part that counts now; `ever`: who ever had one. `acting`: by whom for whom.

    `granted`: as whom a grant lets somebody read names. `units`: those of clerks who do not work for the
    whole court.
    """

    court_id: UUID | None = None
    unit_id: UUID | None = None
    played: frozenset[UUID] = frozenset()
    ever: frozenset[UUID] = frozenset()
    acting: Mapping[UUID, tuple[UUID, ...]] = field(default_factory=dict)
    granted: Mapping[UUID, Person] = field(default_factory=dict)
    units: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)

    def seen_as(self, principal: Principal) -> UUID | Person | None:
        """The person whose part counts, a person made for a clerk or a grant, or None for the public."""
        me = principal.person_id
        if principal.desk in WITHOUT_CONTENT:
            return None
        if me in self.played:
            return me
        if principal.desk is Desk.clerk and principal.court_id == self.court_id and self._in_unit(me):
            return Person(me, Role.CLERK)
        acted_for = () if me in self.ever else self.acting.get(me, ())
        for one in acted_for:
            if one in self.played:
                return one
        return self.granted.get(me)

    def _in_unit(self, person_id: UUID) -> bool:
        units = self.units.get(person_id, frozenset())
        return not units or self.unit_id in units


async def viewers_of(
    reader: Reader,
    cases: Collection[Case],
    parts: Mapping[UUID, Sequence[Part]],
    people: Mapping[UUID, Mapping[UUID, Person]],
) -> dict[UUID, Viewers]:
    """Everybody who may read names in each case as more than one of the public; `parts`, `people`: by case."""
    held = {
        case.id: [held_by_part(row) for row in parts.get(case.id, ()) if row.role in _GIVEN_BY_PART] for case in cases
    }
    played = {
        case_id: {one.person_id: one.relation for one in of_case if one.live(reader.at)}
        for case_id, of_case in held.items()
    }
    standing = select(StandIn).where(
        col(StandIn.for_person_id).in_({one for of_case in played.values() for one in of_case}),
        *live(StandIn, reader.at),
    )
    stand_ins = await reader.all(standing.order_by(col(StandIn.id)))
    given = select(Grant).where(col(Grant.case_id).in_(held), col(Grant.kind).in_(_READING), *live(Grant, reader.at))
    grants = await reader.all(given.order_by(col(Grant.id)))
    units = await _units(reader)
    return {
        case.id: Viewers(
            court_id=case.court_id,
            unit_id=case.unit_id,
            played=frozenset(played[case.id]),
            ever=frozenset(one.person_id for one in held[case.id]),
            acting=_acting(stand_ins, case, played[case.id]),
            granted={
                row.person_id: _granted(held_by_grant(row), people[case.id]) for row in grants if row.case_id == case.id
            },
            units=units,
        )
        for case in cases
    }


def _acting(stand_ins: Sequence[StandIn], case: Case, played: Mapping[UUID, Relation]) -> dict[UUID, tuple[UUID, ...]]:
    found: dict[UUID, tuple[UUID, ...]] = {}
    for row in (one for one in stand_ins if one.for_person_id in played):
        counts = row.kind != StandInKind.assistant or played[row.for_person_id] in COUNSEL
        if counts and row.case_id in (None, case.id):
            found[row.by_person_id] = (*found.get(row.by_person_id, ()), row.for_person_id)
    return found


async def _units(reader: Reader) -> dict[UUID, frozenset[UUID]]:
    found: dict[UUID, frozenset[UUID]] = {}
    for row in await reader.all(select(UnitClerk).where(*live(UnitClerk, reader.at))):
        found[row.person_id] = found.get(row.person_id, frozenset()) | {row.unit_id}
    return found


def _granted(held: Held, people: Mapping[UUID, Person]) -> Person:
    """The press as press; an advocate is there for one person, as a support person is."""
    if held.relation is Relation.press:
        return Person(held.person_id, Role.PRESS)
    served = people.get(held.for_person_id) if held.for_person_id else None
    return Person(held.person_id, Role.SUPPORT_PERSON, (served,) if served else ())
