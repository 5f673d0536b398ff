"""The facts of the oracle as the code under test takes them: actors and things for the rule, rows for the filter."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from app.auth.terms import Desk
from app.cases.rules import Actor, Held, Sealed, Stand, Thing
from app.cases.terms import Level, Relation, StandInKind
from tests.builders import NOW
from tests.doubles.access_law import Deputy, Fact, Matter, World

ROOT = UUID(int=77)
HERE, ELSEWHERE, CASE, OTHER_CASE = (uuid5(ROOT, name) for name in ("here", "elsewhere", "case", "other case"))
UNIT, OTHER_UNIT = uuid5(ROOT, "unit"), uuid5(ROOT, "other unit")


def key(name: str) -> UUID:
    """The id of somebody or something."""
    return uuid5(ROOT, f"it is {name}")


def when(minute: int) -> datetime:
    """A minute of the oracle as an instant."""
    return NOW + timedelta(minutes=minute)


def actor(world: World, at: int, who: str | None) -> Actor:
    """Somebody at one minute, with those they act for then."""
    if who is None:
        return Actor(when(at))
    others = tuple(_for(world, deputy) for deputy in world.deputies if deputy.who == who and _in_time(deputy, at))
    return Actor(when(at), _stand(world, who), others)


def thing(world: World, matter: Matter, at: int) -> Thing:
    """A thing with every fact about its case."""
    seals = tuple(Sealed(Level(level), frozenset(key(name) for name in names)) for level, names in matter.seals)
    facts = [*world.facts, *world.names]
    return Thing(
        CASE,
        HERE,
        UNIT,
        seals,
        tuple(held(fact) for fact in facts),
        key(matter.filer) if matter.filer else None,
        side_of(matter.client),
        frozenset(key(document) for document in matter.documents),
    )


def held(fact: Fact) -> Held:
    return Held(
        key(fact.who),
        Relation(fact.what),
        when(fact.since),
        None if fact.until is None else when(fact.until),
        suspended=fact.suspended,
        for_person_id=key(fact.client) if fact.client else None,
        document_id=key(fact.document) if fact.document else None,
    )


def side_of(client: str | None) -> UUID | None:
    """The prosecution's side is the case's own."""
    return None if client is None else key(client) if client else CASE


def units_of(world: World, who: str) -> Sequence[UUID]:
    office = world.offices[who]
    return () if office.units is None else (UNIT,) if office.units else (OTHER_UNIT,)


def _stand(world: World, who: str) -> Stand:
    office = world.offices[who]
    court = HERE if office.here else ELSEWHERE
    return Stand(key(who), Desk(office.desk), court, frozenset(units_of(world, who)))


def _for(world: World, deputy: Deputy) -> Stand:
    mine = _stand(world, deputy.whom)
    case = None if deputy.here else OTHER_CASE
    return Stand(mine.person_id, mine.desk, mine.court_id, mine.units, StandInKind(deputy.kind), case, deputy.may_sign)


def _in_time(deputy: Deputy, at: int) -> bool:
    return deputy.since <= at and (deputy.until is None or at < deputy.until)
