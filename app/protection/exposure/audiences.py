"""Which of an order's audiences a receiver belongs to, and whether two people are screened from each other."""

from dataclasses import replace
from datetime import datetime

from app.protection.terms import (
    AUDIENCE,
    COMPANIONS,
    COUNSEL,
    FULL,
    PARTIES,
    WITNESSES,
    Audience,
    Direction,
    Person,
    Restriction,
    Role,
)

_BY_ROLE: dict[Role, Audience] = {
    Role.JUROR: Audience.JURORS,
    Role.CLERK: Audience.CLERKS,
    Role.INTERPRETER: Audience.AIDES,
    Role.COURT_REPORTER: Audience.AIDES,
    Role.PRESS: Audience.PRESS,
    Role.PUBLIC: Audience.PUBLIC,
    Role.OPERATOR: Audience.PUBLIC,
    Role.UNKNOWN: Audience.PUBLIC,
}


def protected_from(person: Person, order: Restriction) -> bool:
    """Whether the order protects from this person: named, or an adverse party that is not excepted."""
    if person.id == order.protected or person.id in order.protected_from.excepted:
        return False
    if person.counted & order.protected_from.persons:
        return True
    beside_her = person.side is not None and person.side == order.protected_side
    return order.protected_from.adverse_parties and bool(person.roles & PARTIES) and not beside_her


def audiences(person: Person, order: Restriction) -> frozenset[Audience]:
    """Every audience of the order that this person belongs to, by any of their parts.

    A companion belongs where theirs does.
    """
    if person.id == order.protected:
        return frozenset()
    if person.also:
        return frozenset().union(*(_in_part(replace(person, role=one), order) for one in person.roles))
    return _in_part(person, order)


def _in_part(person: Person, order: Restriction) -> frozenset[Audience]:
    found = {Audience.PROTECTED_FROM} if protected_from(person, order) else set()
    if person.serves_person(order.protected):
        return frozenset(found | _helping(person))
    if person.role in COMPANIONS:
        for served in person.serves:
            found |= audiences(served, order)
    elif person.role in COUNSEL:
        found.add(_counsel(person, order))
    elif person.role in PARTIES:
        found |= set() if found else {Audience.OTHER_PARTIES}
    elif person.role in WITNESSES:
        found.add(Audience.PUBLIC)
    elif person.role in _BY_ROLE:
        found.add(_BY_ROLE[person.role])
    return frozenset(found)


def _helping(person: Person) -> set[Audience]:
    if person.role is Role.CLERK:
        return {Audience.ATTENDING_CLERK}
    if person.role in {Role.INTERPRETER, Role.COURT_REPORTER}:
        return {Audience.AIDES}
    return {Audience.PUBLIC} if person.role in AUDIENCE else set()


def _counsel(person: Person, order: Restriction) -> Audience:
    serves_adverse = any(protected_from(served, order) for served in person.serves)
    against_her = person.role is Role.DEFENCE_COUNSEL and not person.serves
    return Audience.ADVERSE_COUNSEL if serves_adverse or against_her else Audience.OTHER_COUNSEL


def screened(a: Person, b: Person, restrictions: tuple[Restriction, ...], at: datetime) -> bool:
    """Whether any binding order keeps these two apart, whichever of them it protects.

    Somebody who serves one of a screened pair stands on that side: a guard, a supporter, an interpreter.
    """
    return any(_kept_apart(a, b, order) or _kept_apart(b, a, order) for order in restrictions if order.binds(at))


def _kept_apart(hers: Person, theirs: Person, order: Restriction) -> bool:
    if not _keeps_apart(order) or not _on_behalf(hers, order):
        return False
    return any(protected_from(person, order) for person in (theirs, *theirs.serves))


def _on_behalf(person: Person, order: Restriction) -> bool:
    return person.id == order.protected or person.serves_person(order.protected)


def _keeps_apart(order: Restriction) -> bool:
    shielded = order.direction is not Direction.OF_HER and order.measures.shield.most != FULL
    hidden = order.direction is not Direction.TO_HER and order.measures.cap(Audience.PROTECTED_FROM).most != FULL
    return shielded or hidden
