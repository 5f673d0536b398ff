"""The table of access read as a filter: `visible_to(actor)` gives what `rules.may` allows as SQL conditions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, literal, or_, select, true, union_all
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.auth.terms import Desk
from app.cases.models import Case, DocketEntry, Grant, Part, SealName
from app.cases.rules import COUNSEL, FROM_PARTS, GRANTED, TABLE, WITHOUT_CONTENT, Actor, Rule, Stand, counts
from app.cases.terms import STRICTNESS, Act, Level, Relation
from app.documents.models import Document

Condition = ColumnElement[bool]
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

    @property
    def seats(self) -> tuple[Seat, ...]:
        return Seat(self.case.level, self.case.id), *self.inner


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
        case, document = aliased(Case), aliased(Document)

        def holds(wanted: Column) -> Condition:
            return _any(document)(col(document.id) == wanted, col(document.entry_id) == col(DocketEntry.id))

        seat = Seat(DocketEntry.level, DocketEntry.id)
        return self.inside(DocketEntry.case_id, act, case, (seat,), DocketEntry.filer_id, DocketEntry.side_id, holds)

    def documents(self, act: Act = Act.read) -> Condition:
        """Over `documents` that are on a docket."""
        case, entry = aliased(Case), aliased(DocketEntry)
        seats = (Seat(entry.level, entry.id), Seat(Document.level, Document.id))
        place = Place(case, seats, entry.filer_id, entry.side_id, lambda wanted: col(Document.id) == wanted)
        here = _any(entry, case)(
            col(entry.id) == col(Document.entry_id), col(case.id) == col(entry.case_id), where(self.actor, act, place)
        )
        return and_(col(Document.entry_id).is_not(None), here)

    def inside(
        self,
        case_id: Column,
        act: Act,
        case: Any,
        seats: Sequence[Seat] = (),
        filer: Column = None,
        side: Column = None,
        holds: Callable[[Column], Condition] = lambda _: false(),
    ) -> Condition:
        """Over any table with a case: `case` is an alias of `cases` made for it."""
        place = Place(case, tuple(seats), filer, side, holds)
        return _any(case)(col(case.id) == case_id, where(self.actor, act, place))


def visible_to(actor: Actor) -> Scope:
    """What the table lets this actor see, as filters."""
    return Scope(actor)


def where(actor: Actor, act: Act, place: Place) -> Condition:
    """`rules.may` as a condition over the columns of a place."""
    return or_(false(), *_direct(actor, act, place, anybody=True), *_kept(actor, act, place))


def _cases(actor: Actor, act: Act, *, anybody: bool) -> Condition:
    """Rows of parts and grants lead to the cases, so that few among a million are found by their index."""
    other = aliased(Case)
    place = Place(other)
    keyed: list[Select[Any]] = []
    for stand, kept in _rows(actor, act, place):
        keyed.append(
            select(kept.row.case_id)
            .join(other, col(other.id) == kept.row.case_id)
            .where(*kept.conditions, _bar(actor, stand, place))
        )
    found = [*_direct(actor, act, Place(Case), anybody=anybody)]
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
    unit = col(place.case.unit_id).in_(stand.units) if stand.units else true()
    return and_(col(place.case.court_id) == stand.court_id, unit)


@dataclass(frozen=True, slots=True)
class _Kept:
    """Rows that give a relation, and which of them count."""

    row: Any
    conditions: tuple[Condition, ...]


def _kept(actor: Actor, act: Act, place: Place) -> Iterator[Condition]:
    for stand, kept in _rows(actor, act, place):
        yield and_(_any(kept.row)(kept.row.case_id == col(place.case.id), *kept.conditions), _bar(actor, stand, place))


def _rows(actor: Actor, act: Act, place: Place) -> Iterator[tuple[Stand, _Kept]]:
    for stand in (actor.me, *actor.others):
        if stand.person_id is None or stand.desk is None:
            continue
        for rule, relations in _by_rule(act, stand).items():
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
        part = aliased(Part)
        limits = [_in_own_hands(part, place)] if rule.only_own else []
        opens = _opens(actor, stand, rule, place, _own_side(part, place) if rule.own else None)
        yield _Kept(
            part,
            (
                *_live(part, stand, actor),
                col(part.role).in_(parts),
                col(part.suspended_at).is_(None),
                *limits,
                opens,
            ),
        )
    if grants and not rule.only_own:
        grant = aliased(Grant)
        reaches = _reaches(grant, act, rule, place)
        opens = _opens(actor, stand, rule, place, None)
        yield _Kept(grant, (*_live(grant, stand, actor), col(grant.kind).in_(grants), reaches, opens))
    if Relation.named in relations:
        name = aliased(SealName)
        yield _Kept(name, (*_live(name, stand, actor), _opens(actor, stand, rule, place, None)))


def _live(row: Any, stand: Stand, actor: Actor) -> tuple[Condition, ...]:
    return (
        col(row.person_id) == stand.person_id,
        col(row.since) <= actor.at,
        or_(col(row.until).is_(None), col(row.until) > actor.at),
    )


def _own_side(part: Any, place: Place) -> Condition:
    if place.filer is None:
        return false()
    prosecution = part.role == Relation.prosecutor.value
    side = or_(
        and_(prosecution, place.side == part.case_id),
        and_(~prosecution, col(part.for_person_id).is_not(None), place.side == part.for_person_id),
        and_(~prosecution, col(part.for_person_id).is_(None), place.side == part.person_id),
    )
    return or_(place.filer == part.person_id, side)


def _in_own_hands(part: Any, place: Place) -> Condition:
    if place.filer is None:
        return false()
    counsel = col(part.role).in_([one.value for one in COUNSEL])
    others = or_(col(part.for_person_id).is_(None), place.filer != part.for_person_id)
    return or_(place.filer == part.person_id, and_(counsel, others, _own_side(part, place)))


def _reaches(grant: Any, act: Act, rule: Rule, place: Place) -> Condition:
    whole = col(grant.document_id).is_(None)
    if act is Act.know:
        return whole if rule.by_document else true()
    held = place.holds(col(grant.document_id))
    return held if rule.by_document else or_(whole, held)


def _bar(actor: Actor, stand: Stand, place: Place) -> Condition:
    """Whoever has or had a part of their own in a case acts for nobody else in it."""
    if stand.kind is None:
        return true()
    mine = aliased(Part)
    own = _any(mine)(
        col(mine.case_id) == col(place.case.id),
        col(mine.person_id) == actor.me.person_id,
        col(mine.role).in_([one.value for one in FROM_PARTS]),
    )
    here = true() if stand.case_id is None else col(place.case.id) == stand.case_id
    return and_(here, ~own)


def _opens(actor: Actor, stand: Stand, rule: Rule, place: Place, own: Condition | None) -> Condition:
    """`rules.opens` over the levels of a place."""
    named = stand.person_id if stand.kind is None and stand.desk not in {None, *WITHOUT_CONTENT} else None
    return and_(*(_passes(place.seats, at, rule.up_to, own, named, actor) for at in range(len(place.seats))))


def _passes(
    seats: Sequence[Seat], at: int, limit: Level, own: Condition | None, named: UUID | None, actor: Actor
) -> Condition:
    if limit is Level.judge:
        return true()
    level = col(seats[at].level)
    ways: list[Condition] = [level.in_(_up_to(limit))]
    if own is not None:
        ways.append(and_(level == Level.filer.value, own))
    if named is not None:
        ways.append(and_(level == Level.named.value, _is_named(seats[at], named, actor)))
        inner = [and_(col(seat.level) == Level.named.value, _is_named(seat, named, actor)) for seat in seats[at + 1 :]]
        if inner:
            ways.append(and_(level.in_(_up_to(Level.filer)), or_(*inner)))
    return or_(*ways)


def _is_named(seat: Seat, person_id: UUID, actor: Actor) -> Condition:
    name = aliased(SealName)
    return _any(name)(
        col(name.thing_id) == seat.id,
        col(name.person_id) == person_id,
        col(name.since) <= actor.at,
        or_(col(name.until).is_(None), col(name.until) > actor.at),
    )


def _any(*rows: Any) -> Callable[..., Condition]:
    """There is such a row; every other table named in the conditions is that of a statement around it."""

    def with_conditions(*conditions: Condition) -> Condition:
        return select(literal(1)).select_from(*rows).where(*conditions).correlate_except(*rows).exists()

    return with_conditions


def _up_to(limit: Level) -> list[str]:
    return [level.value for level, rank in STRICTNESS.items() if rank <= STRICTNESS[limit]]
