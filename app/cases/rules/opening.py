"""What a case that is opened must be like: as strict as its kind, on time, and nobody acting for nobody."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from app.cases.errors import LessProtectedThanItsKind, ReceivedLater, RepresentsNobody
from app.cases.terms import STRICTNESS, Level, OpeningRole

REPRESENT = frozenset(
    {
        OpeningRole.defence_counsel,
        OpeningRole.victim_counsel,
        OpeningRole.interpreter,
        OpeningRole.support_person,
        OpeningRole.guardian,
        OpeningRole.next_friend,
    }
)
"""The parts in which somebody acts for another; a prosecutor acts for the people."""
BEHIND_A_PSEUDONYM = frozenset({OpeningRole.victim, OpeningRole.complainant, OpeningRole.witness})


class Somebody(Protocol):
    @property
    def role(self) -> OpeningRole: ...

    @property
    def represents(self) -> int | None: ...


def level_of(wanted: Level | None, kind: Level) -> Level:
    """The level the case gets; raises LessProtectedThanItsKind."""
    if wanted is None:
        return kind
    if STRICTNESS[wanted] < STRICTNESS[kind]:
        raise LessProtectedThanItsKind()
    return wanted


def check_people(people: Sequence[Somebody]) -> None:
    """Everybody who acts for somebody does so for one who acts for nobody. Raises RepresentsNobody."""
    for one in people:
        if one.represents is None:
            continue
        if one.role not in REPRESENT or one.represents >= len(people) or people[one.represents].role in REPRESENT:
            raise RepresentsNobody()


def check_received(received_at: datetime, now: datetime) -> None:
    """Raises ReceivedLater for a time to come."""
    if received_at > now:
        raise ReceivedLater()
