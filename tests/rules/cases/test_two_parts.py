"""Somebody with two parts in one case is one person, whichever part was given first."""

from dataclasses import dataclass
from itertools import permutations
from uuid import UUID

from app.cases.queries import as_persons
from app.protection.terms import Role

HER, CHILD = UUID(int=7), UUID(int=8)


@dataclass(frozen=True)
class Played:
    person_id: UUID
    role: str
    for_person_id: UUID | None = None


def test_a_victim_who_is_also_accused_is_both_in_either_order() -> None:
    for parts in permutations((Played(HER, "victim"), Played(HER, "accused"), Played(HER, "witness"))):
        person = as_persons(parts)[HER]
        assert person.role is Role.ACCUSED
        assert person.roles == {Role.VICTIM, Role.ACCUSED, Role.WITNESS}


def test_those_whom_somebody_serves_are_known_with_all_their_parts() -> None:
    parts = (Played(CHILD, "victim"), Played(CHILD, "accused"), Played(HER, "guardian", CHILD))
    (served,) = as_persons(parts)[HER].serves
    assert served.roles == {Role.VICTIM, Role.ACCUSED}
