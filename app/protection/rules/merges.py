"""What a merge of two people does to restrictions: each holds for both, and un-merging takes none away.

A merge is a link with a beginning and perhaps an end. What protected one of the two when the link ended goes on
protecting both, until the ruling itself ends: only a ruling relaxes.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from heapq import heappop, heappush
from uuid import UUID, uuid5

from app.protection.terms import ProtectedFrom, Restriction

_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Link:
    """Two people are taken for one from one instant to another."""

    one: UUID
    other: UUID
    since: datetime
    until: datetime | None = None

    def other_than(self, person_id: UUID) -> UUID | None:
        """Who stands at the other end."""
        if person_id not in (self.one, self.other):
            return None
        return self.other if person_id == self.one else self.one


def reached(person_id: UUID, at: datetime, links: Collection[Link]) -> Mapping[UUID, datetime]:
    """Everybody for whom holds what has held for somebody since `at`, and since when; themself too.

    A link hands on what held for either before it ended.
    """
    found: dict[UUID, datetime] = {}
    waiting = [(at, person_id)]
    while waiting:
        since, one = heappop(waiting)
        if one in found:
            continue
        found[one] = since
        for link in links:
            other = link.other_than(one)
            if other is not None and other not in found and (link.until is None or since <= link.until):
                heappush(waiting, (max(since, link.since), other))
    return found


def ever_one(person_id: UUID, links: Collection[Link]) -> frozenset[UUID]:
    """Everybody who is or was taken for the same person, without them; what somebody was stays theirs."""
    return frozenset(reached(person_id, _EVER, links)) - {person_id}


def handed_on(restrictions: Iterable[Restriction], links: Collection[Link]) -> tuple[Restriction, ...]:
    """Every restriction, also for those it reaches, and against everybody whom the person it names is taken for."""
    if not links:
        return tuple(restrictions)
    found: list[Restriction] = []
    for one in restrictions:
        against = replace(one, protected_from=_widened(one, links))
        found.append(against)
        for person_id, since in reached(one.protected, one.starts, links).items():
            if person_id != one.protected:
                own = uuid5(one.id, person_id.hex)
                found.append(replace(against, id=own, protected=person_id, starts=since, protected_side=None))
    return tuple(found)


def _widened(restriction: Restriction, links: Collection[Link]) -> ProtectedFrom:
    """An exception by name stands only where everybody the person is taken for is excepted as well."""
    stated = restriction.protected_from

    def all_of(person_id: UUID) -> frozenset[UUID]:
        return frozenset(reached(person_id, restriction.starts, links))

    return ProtectedFrom(
        adverse_parties=stated.adverse_parties,
        persons=frozenset().union(*(all_of(one) for one in stated.persons)) if stated.persons else stated.persons,
        excepted=frozenset(one for one in stated.excepted if all_of(one) <= stated.excepted),
    )
