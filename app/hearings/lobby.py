"""Who may be put in which room beside the floor; none of them ever holds a screened pair (law 3)."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.hearings.errors import RoomNotForThem
from app.protection.exposure import screened
from app.protection.terms import (
    COMPLAINANTS,
    COUNSEL,
    HELPERS,
    PARTIES,
    STEWARDS,
    Person,
    Role,
    RoomKind,
    Rulings,
)

_MAY_CONFER = COUNSEL | PARTIES | HELPERS | COMPLAINANTS | STEWARDS | {Role.WITNESS, Role.ATTENDANT}
_WAITS_WITH = COUNSEL | HELPERS | STEWARDS | {Role.ATTENDANT, Role.GUARD, Role.CONTACT_OFFICER}
_PRACTISES_WITH = HELPERS | {Role.ATTENDANT}
_NEVER_ON_FLOOR = frozenset({Role.OPERATOR, Role.CONTACT_OFFICER, Role.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Room:
    """A room and everybody at the endpoints in it. `owner` is whose waiting or practice room it is.

    `invited` are those asked into a consultation; `locked` lets in nobody more. `spoken_for` adds, by
    interpreter, those whose private line they have already served in this sitting.
    """

    kind: RoomKind
    inside: tuple[Person, ...] = ()
    owner: Person | None = None
    invited: frozenset[UUID] = frozenset()
    locked: bool = False
    spoken_for: tuple[tuple[UUID, tuple[Person, ...]], ...] = ()


def may_enter(room: Room, arriving: tuple[Person, ...], rulings: Rulings, at: datetime) -> bool:
    """Whether everybody at one endpoint may come in together, given who is inside."""
    if not arriving or not all(_belongs(person, room) for person in arriving):
        return False
    if room.kind is RoomKind.FLOOR:
        return True
    if room.locked:
        return False
    return not _any_screened(room, arriving, rulings, at)


def check_entry(room: Room, arriving: tuple[Person, ...], rulings: Rulings, at: datetime) -> None:
    """RoomNotForThem, which never says why: the reason would tell who is inside."""
    if not may_enter(room, arriving, rulings, at):
        raise RoomNotForThem()


def must_leave(room: Room, rulings: Rulings, at: datetime) -> bool:
    """Whether a ruling made since has turned the room into one that holds a screened pair: empty it at once."""
    return room.kind is not RoomKind.FLOOR and _any_screened(room, (), rulings, at)


def _any_screened(room: Room, arriving: tuple[Person, ...], rulings: Rulings, at: datetime) -> bool:
    """Both directions, everybody arriving and inside, and in a waiting room its owner even while away."""
    owner = () if room.owner is None else (room.owner,)
    present = tuple(_with_past_lines(person, room) for person in (*owner, *room.inside, *arriving))
    return any(
        screened(a, b, rulings.restrictions, at)
        for place, a in enumerate(present)
        for b in present[place + 1 :]
        if a.id != b.id
    )


def _with_past_lines(person: Person, room: Room) -> Person:
    past = dict(room.spoken_for).get(person.id, ())
    if person.role is not Role.INTERPRETER or not past:
        return person
    return replace(person, serves=(*person.serves, *past))


def _belongs(person: Person, room: Room) -> bool:
    match room.kind:
        case RoomKind.FLOOR:
            return person.role not in _NEVER_ON_FLOOR
        case RoomKind.WAITING:
            return _is_owner(person, room) or _there_for_owner(person, room, _WAITS_WITH) or person.role is Role.CLERK
        case RoomKind.PRACTICE:
            return _is_owner(person, room) or _there_for_owner(person, room, _PRACTISES_WITH)
        case RoomKind.CONSULTATION:
            return person.role in _MAY_CONFER and person.id in room.invited
        case RoomKind.JUDGES:
            return person.role in {Role.JUDGE, Role.CLERK}
        case RoomKind.JURY:
            return person.role is Role.JUROR


def _is_owner(person: Person, room: Room) -> bool:
    return room.owner is not None and room.owner.id == person.id and person.role is not Role.UNKNOWN


def _there_for_owner(person: Person, room: Room, roles: frozenset[Role]) -> bool:
    return room.owner is not None and person.role in roles and person.serves_person(room.owner.id)
