"""The table of access read as a filter: `visible_to(actor)` gives what `rules.may` allows as SQL conditions.

A condition is built once for each kind of asker, with the values left open, and kept: to build it takes longer than to
run it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import and_, false, or_
from sqlmodel import col

from app.cases.models import Case, DocketEntry
from app.cases.queries.askers import Askers, askers_of, values_of
from app.cases.queries.conditions import (
    Column,
    Condition,
    Place,
    Seat,
    alias,
    any_of,
    by_desk,
    by_rows,
    ways_to_cases,
    where,
)
from app.cases.rules import Actor
from app.cases.terms import Act
from app.documents.models import Document

_KEPT = 128  # of each function; desks, ways to stand in and acts that are asked about make some tens


@dataclass(frozen=True, slots=True)
class Scope:
    """What one actor sees at one moment; every condition stands in a WHERE of its own table.

    Whoever runs a statement with such conditions, all of one scope, gives it the values:
    `statement.params(scope.values)`. Without them it is refused.
    """

    askers: Askers
    values: Mapping[str, object]

    def cases(self, act: Act = Act.know) -> Condition:
        """Over `cases`."""
        return or_(false(), *_ways(self.askers, act, anybody=True))

    def desk(self, act: Act = Act.know) -> Condition:
        """Over `cases`: those on the actor's own desk, without what anybody may know."""
        return or_(false(), *self.ways(act))

    def ways(self, act: Act = Act.know) -> Sequence[Condition]:
        """The same in its parts, each enough by itself and each with an index to follow."""
        return _ways(self.askers, act, anybody=False)

    def by_desk(self, act: Act = Act.know) -> Condition:
        """Over `cases`: those of the court that the actor's desk gives them."""
        return or_(false(), *_by_desk(self.askers, act))

    def by_rows(self, act: Act = Act.know) -> Condition:
        """Over `cases`: those to which a part, a grant or an order leads."""
        return or_(false(), *_by_rows(self.askers, act))

    def entries(self, act: Act = Act.read) -> Condition:
        """Over `docket_entries`."""
        return _entries(self.askers, act)

    def documents(self, act: Act = Act.read) -> Condition:
        """Over `documents` that are on a docket."""
        return _documents(self.askers, act)

    def inside(
        self, case_id: Column, act: Act, seats: tuple[Seat, ...] = (), filer: Column = None, side: Column = None
    ) -> Condition:
        """Over any table whose rows are of a case."""
        return _inside(self.askers, act, case_id, seats, filer, side)


def visible_to(actor: Actor) -> Scope:
    """What the table lets this actor see, as filters."""
    return Scope(askers_of(actor), values_of(actor))


@lru_cache(_KEPT)
def _ways(askers: Askers, act: Act, *, anybody: bool) -> tuple[Condition, ...]:
    return tuple(ways_to_cases(askers, act, anybody=anybody))


@lru_cache(_KEPT)
def _by_desk(askers: Askers, act: Act) -> tuple[Condition, ...]:
    return tuple(by_desk(askers, act))


@lru_cache(_KEPT)
def _by_rows(askers: Askers, act: Act) -> tuple[Condition, ...]:
    return tuple(by_rows(askers, act))


@lru_cache(_KEPT)
def _entries(askers: Askers, act: Act) -> Condition:
    document, case = alias(Document), alias(Case)

    def holds(wanted: Column) -> Condition:
        return any_of(document)(document.c.id == wanted, document.c.entry_id == col(DocketEntry.id))

    seats = (Seat(col(DocketEntry.level), col(DocketEntry.id)),)
    place = Place(case, seats, col(DocketEntry.filer_id), col(DocketEntry.side_id), holds)
    return any_of(case)(case.c.id == DocketEntry.case_id, where(askers, act, place))


@lru_cache(_KEPT)
def _documents(askers: Askers, act: Act) -> Condition:
    case, entry = alias(Case), alias(DocketEntry)
    seats = (Seat(entry.c.level, entry.c.id), Seat(col(Document.level), col(Document.id)))
    place = Place(case, seats, entry.c.filer_id, entry.c.side_id, lambda wanted: col(Document.id) == wanted)
    here = any_of(entry, case)(
        entry.c.id == col(Document.entry_id), case.c.id == entry.c.case_id, where(askers, act, place)
    )
    return and_(col(Document.entry_id).is_not(None), here)


@lru_cache(_KEPT)
def _inside(
    askers: Askers, act: Act, case_id: Column, seats: tuple[Seat, ...], filer: Column, side: Column
) -> Condition:
    case = alias(Case)
    return any_of(case)(case.c.id == case_id, where(askers, act, Place(case, seats, filer, side)))
