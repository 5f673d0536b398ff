"""The rules of access as SQL: what `rules.may` asks about one thing, said over the columns of rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, false, literal, or_, select, true, union_all
from sqlmodel import SQLModel, col

from app.auth.terms import Desk
from app.cases.models import Case, Grant, Part, SealName
from app.cases.queries.askers import AT, Asker, Askers
from app.cases.rules import COUNSEL, FROM_PARTS, GRANTED, IN_AN_ARCHIVE, TABLE, WITHOUT_CONTENT, Rule, counts
from app.cases.terms import STRICTNESS, Act, Level, Relation
from app.cases.terms.moves import CaseState

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

    names: dict[tuple[int, Asker], Condition] = field(default_factory=dict, compare=False)

    @property
    def seats(self) -> tuple[Seat, ...]:
        return Seat(self.case.c.level, self.case.c.id), *self.inner


def alias(model: type[SQLModel]) -> Any:
    """The table under a name of its own: far cheaper to build than an alias of the mapped class."""
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table.alias()


def any_of(*rows: Any) -> Callable[..., Condition]:
    """There is such a row; every other table named in the conditions is that of a statement around it."""

    def with_conditions(*conditions: Condition) -> Condition:
        return select(literal(1)).select_from(*rows).where(*conditions).correlate_except(*rows).exists()

    return with_conditions


def where(askers: Askers, act: Act, place: Place) -> Condition:
    """`rules.may` as a condition over the columns of a place."""
    ways = or_(false(), *_direct(askers, act, place, anybody=True), *_kept(askers, act, place))
    return ways if act in IN_AN_ARCHIVE else and_(_not_archived(place.case), ways)


def ways_to_cases(askers: Askers, act: Act, *, anybody: bool) -> list[Condition]:
    """Over `cases`, each enough by itself."""
    return [*by_desk(askers, act, anybody=anybody), *by_rows(askers, act)]


def by_desk(askers: Askers, act: Act, *, anybody: bool = False) -> list[Condition]:
    """Over `cases`: what somebody's desk and court give them, each enough by itself."""
    return _changing([*_direct(askers, act, Place(_CASES), anybody=anybody)], act)


def by_rows(askers: Askers, act: Act) -> list[Condition]:
    """Over `cases`: rows of parts and grants lead to them, so that few among a million are found by their index."""
    other = alias(Case)
    place = Place(other)
    keyed: list[Select[Any]] = []
    for asker, kept in _rows(askers, act, place):
        ids = select(kept.row.c.case_id).where(*kept.conditions, _bar(askers[0], asker, place))
        on_its_own = kept.under_any_seal and asker.kind is None
        keyed.append(ids if on_its_own else ids.join(other, other.c.id == kept.row.c.case_id))
    ways = [col(Case.id).in_(union_all(*keyed) if len(keyed) > 1 else keyed[0])] if keyed else []
    return _changing(ways, act)


def _changing(ways: Sequence[Condition], act: Act) -> list[Condition]:
    """Over `cases`: what changes something leaves out those that are archived."""
    return [*ways] if act in IN_AN_ARCHIVE else [and_(_not_archived(_CASES), way) for way in ways]


def _not_archived(case: Any) -> Condition:
    archived: Condition = case.c.state != CaseState.archived.value
    return archived


def _direct(askers: Askers, act: Act, place: Place, *, anybody: bool) -> Iterator[Condition]:
    """What needs no row about the person: anybody's right, and what the desk and court of a stand give."""
    rule = TABLE[Relation.anybody].get(act)
    if anybody and rule is not None:
        yield _opens(askers[0], rule, place, None)
    for asker in askers:
        relation = _OF_DESK.get(asker.desk) if asker.desk else None
        if relation is None or not counts(asker.stand, relation, act) or act not in TABLE[relation]:
            continue
        opens = _opens(asker, TABLE[relation][act], place, None)
        yield and_(_walls(asker, place) if asker.desk is Desk.clerk else true(), opens, _bar(askers[0], asker, place))


def _walls(asker: Asker, place: Place) -> Condition:
    """Of this clerk's court and unit."""
    unit = place.case.c.unit_id.in_(asker.units) if asker.of_units else true()
    return and_(place.case.c.court_id == asker.court_id, unit)


@dataclass(frozen=True, slots=True)
class _Kept:
    """Rows that give a relation, and which of them count. `under_any_seal`: no condition asks about the case."""

    row: Any
    conditions: tuple[Condition, ...]
    under_any_seal: bool


def _kept(askers: Askers, act: Act, place: Place) -> Iterator[Condition]:
    for asker, kept in _rows(askers, act, place, besides=TABLE[Relation.anybody].get(act)):
        yield and_(
            any_of(kept.row)(kept.row.c.case_id == place.case.c.id, *kept.conditions), _bar(askers[0], asker, place)
        )


def _rows(askers: Askers, act: Act, place: Place, besides: Rule | None = None) -> Iterator[tuple[Asker, _Kept]]:
    for asker in askers:
        if not asker.is_somebody or asker.desk is None:
            continue
        for rule, relations in _by_rule(act, asker).items():
            if rule == besides:
                continue
            yield from ((asker, kept) for kept in _of_rule(asker, act, rule, relations, place))


def _by_rule(act: Act, asker: Asker) -> Mapping[Rule, list[Relation]]:
    """The relations this stand can have that allow the act, by their rule."""
    found: dict[Rule, list[Relation]] = {}
    for relation, acts in TABLE.items():
        if act in acts and counts(asker.stand, relation, act):
            found.setdefault(acts[act], []).append(relation)
    return found


def _of_rule(asker: Asker, act: Act, rule: Rule, relations: Sequence[Relation], place: Place) -> Iterator[_Kept]:
    parts = [one.value for one in relations if one in FROM_PARTS]
    grants = [one.value for one in relations if one in GRANTED]
    everywhere = rule.up_to is Level.judge
    if parts:
        part = alias(Part)
        limits = [_in_own_hands(part, place)] if rule.only_own else []
        opens = _opens(asker, rule, place, _own_side(part, place) if rule.own else None)
        yield _Kept(
            part,
            (
                *_live(part, asker),
                part.c.role.in_(parts),
                part.c.suspended_at.is_(None),
                *limits,
                opens,
            ),
            everywhere,
        )
    if grants and not rule.only_own:
        grant = alias(Grant)
        reaches = _reaches(grant, act, rule, place)
        opens = _opens(asker, rule, place, None)
        yield _Kept(grant, (*_live(grant, asker), grant.c.kind.in_(grants), reaches, opens), everywhere)
    if Relation.named in relations:
        name = alias(SealName)
        yield _Kept(name, (*_live(name, asker), _opens(asker, rule, place, None)), everywhere)


def _live(row: Any, asker: Asker) -> tuple[Condition, ...]:
    return (
        row.c.person_id == asker.person_id,
        row.c.since <= AT,
        or_(row.c.until.is_(None), row.c.until > AT),
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


def _bar(me: Asker, asker: Asker, place: Place) -> Condition:
    """Whoever has or had a part of their own in a case acts for nobody else in it."""
    if asker.kind is None:
        return true()
    mine = alias(Part)
    own = any_of(mine)(
        mine.c.case_id == place.case.c.id,
        mine.c.person_id == me.person_id,
        mine.c.role.in_([one.value for one in FROM_PARTS]),
    )
    here = true() if not asker.in_one_case else place.case.c.id == asker.case_id
    return and_(here, ~own)


def _opens(asker: Asker, rule: Rule, place: Place, own: Condition | None) -> Condition:
    """`rules.opens` over the levels of a place."""
    return and_(*(_passes(asker, place, at, rule.up_to, own) for at in range(len(place.seats))))


def _passes(asker: Asker, place: Place, at: int, limit: Level, own: Condition | None) -> Condition:
    if limit is Level.judge:
        return true()
    seats, level = place.seats, place.seats[at].level
    ways: list[Condition] = [level.in_(_up_to(limit))]
    if own is not None:
        ways.append(and_(level == Level.filer.value, own))
    if asker.kind is None and asker.desk is not None and asker.desk not in WITHOUT_CONTENT:
        ways.append(and_(level == Level.named.value, _is_named(asker, place, at)))
        inner = [
            and_(seats[one].level == Level.named.value, _is_named(asker, place, one))
            for one in range(at + 1, len(seats))
        ]
        if inner:
            ways.append(and_(level.in_(_up_to(Level.filer)), or_(*inner)))
    return or_(*ways)


def _is_named(asker: Asker, place: Place, at: int) -> Condition:
    """Named to the thing of one seat; said once for each place, however many rules ask it."""
    if (at, asker) not in place.names:
        name = alias(SealName)
        place.names[at, asker] = any_of(name)(name.c.thing_id == place.seats[at].id, *_live(name, asker))
    return place.names[at, asker]


def _up_to(limit: Level) -> list[str]:
    return [level.value for level, rank in STRICTNESS.items() if rank <= STRICTNESS[limit]]
