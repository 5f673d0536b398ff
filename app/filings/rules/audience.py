"""Who would read a filing at each level the filer can choose: the table shown before submitting."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.auth.terms import Desk
from app.cases.rules import OF_THE_CASE, Actor, Held, Sealed, Stand, Thing, may
from app.cases.terms import Act, Level, Relation
from app.filings.terms import LEVELS

CLERK = "clerk"
PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Reads:
    """`who`: a person's id, or the clerks, or the public; `at`: the levels at which they read everything."""

    who: UUID | str
    at: frozenset[Level]


def readers(filing: Thing, at: datetime) -> list[Reads]:
    """The public, the clerks of the court, and each judge, party and counsel but the filer.

    `filing`: with the seal of its case alone; each level is tried on it.
    """
    clerk = Stand(UUID(int=0), Desk.clerk, filing.court_id, frozenset(filter(None, (filing.unit_id,))))
    groups: list[tuple[UUID | str, Stand]] = [(PUBLIC, Stand()), (CLERK, clerk)]
    inside = [(one, standing(one)) for one in people_in(filing.held, at) if one != filing.filer_id]
    return [Reads(who, _levels(Actor(at, stand), filing)) for who, stand in [*groups, *inside]]


def people_in(held: Iterable[Held], at: datetime) -> list[UUID]:
    """Judges, parties and counsel with a part that counts at that moment, once each."""
    inside = OF_THE_CASE | {Relation.judge}
    return list(dict.fromkeys(one.person_id for one in held if one.relation in inside and one.live(at)))


def standing(person_id: UUID) -> Stand:
    """A person with nothing but their parts in the case."""
    return Stand(person_id, Desk.participant)


def _levels(actor: Actor, filing: Thing) -> frozenset[Level]:
    tried = {level: replace(filing, seals=(*filing.seals, Sealed(level))) for level in LEVELS}
    return frozenset(level for level, thing in tried.items() if may(actor, Act.read, thing))
