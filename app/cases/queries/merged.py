"""People who are or were taken for one: what they are in other cases binds in this one, and is told to nobody."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from app.cases.models import Case, Part, PersonLink
from app.cases.terms import Profile as CaseProfile
from app.db.database import Reader
from app.protection.models import ProtectionOrder
from app.protection.queries import orders_of_cases, rulings_from
from app.protection.rules.merges import Link, ever_one, handed_on
from app.protection.terms import COMPLAINANTS, Person, Profile, Restriction, Role, Rulings

_BRINGS = {
    CaseProfile.trafficking: Profile.TRAFFICKING,
    CaseProfile.sexual_violence: Profile.SEXUAL_OFFENCE,
    CaseProfile.domestic_violence: Profile.FAMILY_ALLEGATION,
    CaseProfile.child: Profile.CHILD,
}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What protects the people of a merge in one of their cases."""

    case: Case
    complainants: tuple[UUID, ...]
    orders: tuple[ProtectionOrder, ...]

    def binding(self, as_of: datetime | None) -> Iterable[Restriction]:
        found = rulings_from(
            self.orders,
            self.case.id,
            profile=profile_of(self.case),
            complainants=self.complainants,
            since=self.case.opened_at,
            as_of=as_of,
        )
        return found.restrictions


@dataclass(frozen=True, slots=True)
class Merged:
    """The links around some people, and what binds about those at their ends in every case."""

    links: tuple[Link, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()

    def joined(self, people: Mapping[UUID, Person]) -> Mapping[UUID, Person]:
        """The people of one case: who is or was taken for another of them has that one's parts as well."""
        if not self.links:
            return people

        def with_parts(person: Person) -> Person:
            others = (people[one] for one in ever_one(person.id, self.links) if one in people)
            roles = person.also.union(*(other.roles for other in others))
            return replace(person, also=roles - {person.role})

        alone = {person_id: with_parts(person) for person_id, person in people.items()}
        return {
            person_id: replace(person, serves=tuple(alone.get(one.id, one) for one in person.serves))
            for person_id, person in alone.items()
        }

    def handed_on(self, own: Rulings, case_id: UUID, people: Collection[UUID], as_of: datetime | None) -> Rulings:
        """The rulings of a case with what reaches its people from others by a link."""
        links = [link for link in self.links if as_of is None or link.since <= as_of]
        if not links:
            return own
        outside = [r for one in self.elsewhere if one.case.id != case_id for r in one.binding(as_of)]
        mine = {one.protected for one in own.restrictions} | set(people)
        reaching = [one for one in handed_on(outside, links) if one.protected in mine]
        foreign = {one.id for one in outside}  # an order of another case about the same person binds there alone
        handed = [one for one in reaching if one.id not in foreign]
        return replace(own, restrictions=(*handed_on(own.restrictions, links), *handed))


async def merged_with(reader: Reader, people: Collection[UUID]) -> Merged:
    """The links around these people, however far they lead, and what binds about everybody they reach."""
    async with reader.beyond_the_wall():  # it restricts, and nothing of it is shown
        links = await links_around(reader, people)
        if not links:
            return Merged()
        ends = {end for link in links for end in (link.one, link.other)}
        return Merged(tuple(links), await _elsewhere(reader, ends))


async def links_around(reader: Reader, people: Collection[UUID]) -> list[Link]:
    """Every link that leads on from these people, ended ones too."""
    known, found = set(people), dict[UUID, Link]()
    wanted = set(known)
    while wanted:
        ends = or_(col(PersonLink.one_id).in_(wanted), col(PersonLink.other_id).in_(wanted))
        rows: list[Any] = await reader.all(select(PersonLink).where(ends).order_by(col(PersonLink.id)))
        found |= {row.id: Link(row.one_id, row.other_id, row.since, row.until) for row in rows}
        wanted = {end for row in rows for end in (row.one_id, row.other_id)} - known
        known |= wanted
    return list(found.values())


def profile_of(case: Case) -> Profile | None:
    """What a case's profile brings by itself."""
    return _BRINGS.get(CaseProfile(case.profile))


async def _elsewhere(reader: Reader, ends: Collection[UUID]) -> tuple[Elsewhere, ...]:
    rows = await reader.rows(
        select(Part, Case).join(Case, col(Case.id) == col(Part.case_id)).where(col(Part.person_id).in_(ends))
    )
    ordered = await reader.all(select(ProtectionOrder.case_id).where(col(ProtectionOrder.person_id).in_(ends)))
    cases = {case.id: case for _, case in rows}
    orders = await orders_of_cases(reader, {*cases, *ordered})
    complainants: dict[UUID, list[UUID]] = {}
    for part, case in rows:
        if (
            Role(part.role) in COMPLAINANTS
            and part.since <= reader.at
            and (part.until is None or reader.at < part.until)
        ):
            complainants.setdefault(case.id, []).append(part.person_id)
    return tuple(
        Elsewhere(
            case,
            tuple(complainants.get(case.id, ())),
            tuple(one for one in orders.get(case.id, ()) if one.person_id in ends),
        )
        for case in cases.values()
    )
