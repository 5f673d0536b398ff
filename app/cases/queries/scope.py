"""The table of access read as a filter: `visible_to(actor)` gives what `rules.may` allows as SQL conditions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, and_, false, literal, or_, select, true, union_all
from sqlmodel import SQLModel, col

from app.auth.terms import Desk
from app.cases.models import Case, DocketEntry, Grant, Part, SealName
from app.cases.rules import COUNSEL, FROM_PARTS, GRANTED, TABLE, WITHOUT_CONTENT, Actor, Rule, Stand, counts
from app.cases.terms import STRICTNESS, Act, Level, Relation
from app.documents.models import Document

Condition = ColumnElement[bool]
_CASES: Any = Case.__table__  # type: ignore[attr-defined]
_OF_DESK = {Desk.clerk: Relation.clerk, Desk.registrar: Relation.registrar}
Column = Any  # a column of a mapped class or of an alias of it


@dataclass(frozen=True, slots=True)
class Seat:
    """Where one thing's seal is: its level, and the id that names are given to."""

    level: Column
    id: Column


@dataclass(frozen=True, slots=True)
class Place:
    """The columns that decide about a thing of a case: `rules.access.Thing` as SQL.

    `inner`: the seals inside the case, outermost first. `holds`: whether the thing holds a document.
    """

    case: Any
    inner: tuple[Seat, ...] = ()
    filer: Column = None
    side: Column = None
    holds: Callable[[Column], Condition] = field(default=lambda _: false())

    names: dict[tuple[int, UUID], Condition] = field(default_factory=dict, compare=False)

    @property
    def seats(self) -> tuple[Seat, ...]:
        return Seat(self.case.c.level, self.case.c.id), *self.inner


@dataclass(frozen=True, slots=True)
class Scope:
    """What one actor sees at one moment; every condition stands in a WHERE of its own table."""

    actor: Actor

    def cases(self, act: Act = Act.know) -> Condition:
        """Over `cases`."""
        return _cases(self.actor, act, anybody=True)

    def desk(self, act: Act = Act.know) -> Condition:
        """Over `cases`: those on the actor's own desk, without what anybody may know."""
        return _cases(self.actor, act, anybody=False)

    def entries(self, act: Act = Act.read) -> Condition:
        """Over `docket_entries`."""
        document = _alias(Document)

        def holds(wanted: Column) -> Condition:
            return _any(document)(document.c.id == wanted, document.c.entry_id == col(DocketEntry.id))

        seat = Seat(col(DocketEntry.level), col(DocketEntry.id))
        filer, side = col(DocketEntry.filer_id), col(DocketEntry.side_id)
        return self.inside(DocketEntry.case_id, act, (seat,), filer, side, holds)

    def documents(self, act: Act = Act.read) -> Condition:
        """Over `documents` that are on a docket."""
        case, entry = _alias(Case), _alias(DocketEntry)
        seats = (Seat(entry.c.level, entry.c.id), Seat(col(Document.level), col(Document.id)))
        place = Place(case, seats, entry.c.filer_id, entry.c.side_id, lambda wanted: col(Document.id) == wanted)
        here = _any(entry, case)(
            entry.c.id == col(Document.entry_id), case.c.id == entry.c.case_id, where(self.actor, act, place)
        )
        return and_(col(Document.entry_id).is_not(None), here)

    def inside(
        self,
        case_id: Column,
        act: Act,
        seats: Sequence[Seat] = (),
        filer: Column = None,
        side: Column = None,
        holds: Callable[[Column], Condition] = lambda _: false(),
    ) -> Condition:
        """Over any table whose rows are of a case."""
        case = _alias(Case)
        place = Place(case, tuple(seats), filer, side, holds)
        return _any(case)(case.c.id == case_id, where(self.actor, act, place))


def visible_to(actor: Actor) -> Scope:
    """What the table lets this actor see, as filters."""
    return Scope(actor)


def where(actor: Actor, act: Act, place: Place) -> Condition:
    """`rules.may` as a condition over the columns of a place."""
    return or_(false(), *_direct(actor, act, place, anybody=True), *_kept(actor, act, place))


def _cases(actor: Actor, act: Act, *, anybody: bool) -> Condition:
    """Rows of parts and grants lead to the cases, so that few among a million are found by their index."""
    other = _alias(Case)
    place = Place(other)
    keyed: list[Select[Any]] = []
    for stand, kept in _rows(actor, act, place):
        keyed.append(
            select(kept.row.c.case_id)
            .join(other, other.c.id == kept.row.c.case_id)
            .where(*kept.conditions, _bar(actor, stand, place))
        )
    found = [*_direct(actor, act, Place(_CASES), anybody=anybody)]
    if keyed:
        found.append(col(Case.id).in_(union_all(*keyed) if len(keyed) > 1 else keyed[0]))
    return or_(false(), *found)


def _direct(actor: Actor, act: Act, place: Place, *, anybody: bool) -> Iterator[Condition]:
    """What needs no row about the person: anybody's right, and what the desk and court of a stand give."""
    rule = TABLE[Relation.anybody].get(act)
    if anybody and rule is not None:
        yield _opens(actor, actor.me, rule, place, None)
    for stand in (actor.me, *actor.others):
        relation = _OF_DESK.get(stand.desk) if stand.desk else None
        if relation is None or not counts(stand, relation, act) or act not in TABLE[relation]:
            continue
        opens = _opens(actor, stand, TABLE[relation][act], place, None)
        yield and_(_walls(stand, place) if stand.desk is Desk.clerk else true(), opens, _bar(actor, stand, place))


def _walls(stand: Stand, place: Place) -> Condition:
    """Of this clerk's court and unit."""
    unit = place.case.c.unit_id.in_(stand.units) if stand.units else true()
    return and_(place.case.c.court_id == stand.court_id, unit)


@dataclass(frozen=True, slots=True)
class _Kept:
    """Rows that give a relation, and which of them count."""

    row: Any
    conditions: tuple[Condition, ...]


def _kept(actor: Actor, act: Act, place: Place) -> Iterator[Condition]:
    for stand, kept in _rows(actor, act, place, besides=TABLE[Relation.anybody].get(act)):
        yield and_(_any(kept.row)(kept.row.c.case_id == place.case.c.id, *kept.conditions), _bar(actor, stand, place))


def _rows(actor: Actor, act: Act, place: Place, besides: Rule | None = None) -> Iterator[tuple[Stand, _Kept]]:
    for stand in (actor.me, *actor.others):
        if stand.person_id is None or stand.desk is None:
            continue
        for rule, relations in _by_rule(act, stand).items():
            if rule == besides:
                continue
            yield from ((stand, kept) for kept in _of_rule(actor, stand, act, rule, relations, place))


def _by_rule(act: Act, stand: Stand) -> Mapping[Rule, list[Relation]]:
    """The relations this stand can have that allow the act, by their rule."""
    found: dict[Rule, list[Relation]] = {}
    for relation, acts in TABLE.items():
        if act in acts and counts(stand, relation, act):
            found.setdefault(acts[act], []).append(relation)
    return found


def _of_rule(
    actor: Actor, stand: Stand, act: Act, rule: Rule, relations: Sequence[Relation], place: Place
) -> Iterator[_Kept]:
    parts = [one.value for one in relations if one in FROM_PARTS]
    grants = [one.value for one in relations if one in GRANTED]
    if parts:
        part = _alias(Part)
        limits = [_in_own_hands(part, place)] if rule.only_own else []
        opens = _opens(actor, stand, rule, place, _own_side(part, place) if rule.own else None)
        yield _Kept(
            part,
            (
                *_live(part, stand, actor),
                part.c.role.in_(parts),
                part.c.suspended_at.is_(None),
                *limits,
                opens,
            ),
        )
    if grants and not rule.only_own:
        grant = _alias(Grant)
        reaches = _reaches(grant, act, rule, place)
        opens = _opens(actor, stand, rule, place, None)
        yield _Kept(grant, (*_live(grant, stand, actor), grant.c.kind.in_(grants), reaches, opens))
    if Relation.named in relations:
        name = _alias(SealName)
        yield _Kept(name, (*_live(name, stand, actor), _opens(actor, stand, rule, place, None)))


def _live(row: Any, stand: Stand, actor: Actor) -> tuple[Condition, ...]:
    return (
        row.c.person_id == stand.person_id,
        row.c.since <= actor.at,
        or_(row.c.until.is_(None), row.c.until > actor.at),
    )


def _own_side(part: Any, place: Place) -> Condition:
    if place.filer is None:
        return false()
    prosecution = part.c.role == Relation.prosecutor.value
    side = or_(
        and_(prosecution, place.side == part.c.case_id),
        and_(~prosecution, part.c.for_person_id.is_not(None), place.side == part.c.for_person_id),
        and_(~prosecution, part.c.for_person_id.is_(None), place.side == part.c.person_id),
    )
    return or_(place.filer == part.c.person_id, side)


def _in_own_hands(part: Any, place: Place) -> Condition:
    if place.filer is None:
        return false()
    counsel = part.c.role.in_([one.value for one in COUNSEL])
    others = or_(part.c.for_person_id.is_(None), place.filer != part.c.for_person_id)
    return or_(place.filer == part.c.person_id, and_(counsel, others, _own_side(part, place)))


def _reaches(grant: Any, act: Act, rule: Rule, place: Place) -> Condition:
    whole = grant.c.document_id.is_(None)
    if act is Act.know:
        return whole if rule.by_document else true()
    held = place.holds(grant.c.document_id)
    return held if rule.by_document else or_(whole, held)


def _bar(actor: Actor, stand: Stand, place: Place) -> Condition:
    """Whoever has or had a part of their own in a case acts for nobody else in it."""
    if stand.kind is None:
        return true()
    mine = _alias(Part)
    own = _any(mine)(
        mine.c.case_id == place.case.c.id,
        mine.c.person_id == actor.me.person_id,
        mine.c.role.in_([one.value for one in FROM_PARTS]),
    )
    here = true() if stand.case_id is None else place.case.c.id == stand.case_id
    return and_(here, ~own)


def _opens(actor: Actor, stand: Stand, rule: Rule, place: Place, own: Condition | None) -> Condition:
    """`rules.opens` over the levels of a place."""
    named = stand.person_id if stand.kind is None and stand.desk not in {None, *WITHOUT_CONTENT} else None
    return and_(*(_passes(place, at, rule.up_to, own, named, actor) for at in range(len(place.seats))))


def _passes(place: Place, at: int, limit: Level, own: Condition | None, named: UUID | None, actor: Actor) -> Condition:
    if limit is Level.judge:
        return true()
    seats, level = place.seats, place.seats[at].level
    ways: list[Condition] = [level.in_(_up_to(limit))]
    if own is not None:
        ways.append(and_(level == Level.filer.value, own))
    if named is not None:
        ways.append(and_(level == Level.named.value, _is_named(place, at, named, actor)))
        inner = [
            and_(seats[one].level == Level.named.value, _is_named(place, one, named, actor))
            for one in range(at + 1, len(seats))
        ]
        if inner:
            ways.append(and_(level.in_(_up_to(Level.filer)), or_(*inner)))
    return or_(*ways)


def _is_named(place: Place, at: int, person_id: UUID, actor: Actor) -> Condition:
    """Named to the thing of one seat; said once for each place, however many rules ask it."""
    if (at, person_id) not in place.names:
        name = _alias(SealName)
        place.names[at, person_id] = _any(name)(
            name.c.thing_id == place.seats[at].id,
            name.c.person_id == person_id,
            name.c.since <= actor.at,
            or_(name.c.until.is_(None), name.c.until > actor.at),
        )
    return place.names[at, person_id]


def _alias(model: type[SQLModel]) -> Any:
    """The table under a name of its own: far cheaper to build than an alias of the mapped class."""
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table.alias()


def _any(*rows: Any) -> Callable[..., Condition]:
    """There is such a row; every other table named in the conditions is that of a statement around it."""

    def with_conditions(*conditions: Condition) -> Condition:
        return select(literal(1)).select_from(*rows).where(*conditions).correlate_except(*rows).exists()

    return with_conditions


def _up_to(limit: Level) -> list[str]:
    return [level.value for level, rank in STRICTNESS.items() if rank <= STRICTNESS[limit]]
