"""Staged entry and exit, and going private: who comes last, who leaves first, who must be out before a door shuts."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from app.hearings.errors import ProtectedLeavesFirst, PublicStillThere, SummaryOwed
from app.protection.exposure import screened
from app.protection.terms import AUDIENCE, ON_FLOOR, Attendee, Role, Rulings


def entry_waves(people: Iterable[Attendee], rulings: Rulings, at: datetime) -> tuple[tuple[UUID, ...], ...]:
    """Everybody else first; protected people, with those there for them, last."""
    theirs, others = _parted(people, rulings, at)
    return tuple(wave for wave in (others, theirs) if wave)


def exit_waves(people: Iterable[Attendee], rulings: Rulings, at: datetime) -> tuple[tuple[UUID, ...], ...]:
    """Protected people, with those there for them, first; then everybody else."""
    return tuple(reversed(entry_waves(people, rulings, at)))


def check_exit(leaving: Attendee, people: Iterable[Attendee], rulings: Rulings, at: datetime) -> None:
    """The court lets nobody go ahead of a protected person on the floor whom they are screened from."""
    if _protected(leaving, rulings, at):
        return
    ahead = [
        other.person.id
        for other in people
        if other.stage in ON_FLOOR
        and _protected(other, rulings, at)
        and screened(other.person, leaving.person, rulings.restrictions, at)
    ]
    if ahead:
        raise ProtectedLeavesFirst(first=tuple(ahead))


def check_floor_may_close(people: Iterable[Attendee], rulings: Rulings, at: datetime) -> None:
    """Adjourning and concluding wait until every protected person has left the floor."""
    there = [other.person.id for other in people if other.stage in ON_FLOOR and _protected(other, rulings, at)]
    if there:
        raise ProtectedLeavesFirst(first=tuple(there))


def check_private(still_receiving: Iterable[Role]) -> None:
    """Law 5: the state flips to private only when no member of the public receives anything any more."""
    if any(role in AUDIENCE for role in still_receiving):
        raise PublicStillThere()


def check_close_of_evidence(summaries_owed: Iterable[UUID]) -> None:
    """A party the judge removed is owed a summary before evidence closes (law 11)."""
    owed = tuple(summaries_owed)
    if owed:
        raise SummaryOwed(to=owed)


def _parted(people: Iterable[Attendee], rulings: Rulings, at: datetime) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    people = tuple(people)
    protected = {other.person.id for other in people if _protected(other, rulings, at)}
    theirs: list[UUID] = []
    others: list[UUID] = []
    for attendee in people:
        served = {person.id for person in attendee.person.serves}
        with_them = attendee.person.id in protected or bool(served & protected)
        (theirs if with_them else others).append(attendee.person.id)
    return tuple(theirs), tuple(others)


def _protected(attendee: Attendee, rulings: Rulings, at: datetime) -> bool:
    return any(order.protected == attendee.person.id and order.binds(at) for order in rulings.restrictions)
