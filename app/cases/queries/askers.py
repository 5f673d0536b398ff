"""Who asks, with every value left open: what a condition about access is built for, and the values it is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import BindParameter, Uuid, bindparam

from app.auth.terms import Desk
from app.cases.rules import Actor, Stand
from app.cases.terms import StandInKind
from app.db.types import UtcDateTime

AT: BindParameter[datetime] = bindparam("asked_at", type_=UtcDateTime())
"""The moment of the look."""


@dataclass(frozen=True, slots=True)
class Asker:
    """What of a stand decides the shape of a condition; its ids are named after its place among the stands."""

    place: int
    desk: Desk | None
    is_somebody: bool
    of_units: bool
    in_one_case: bool
    kind: StandInKind | None
    may_sign: bool

    @property
    def stand(self) -> Stand:
        """The stand without whose it is: all that `rules.counts` asks about."""
        return Stand(desk=self.desk, kind=self.kind, may_sign=self.may_sign)

    @property
    def person_id(self) -> BindParameter[UUID]:
        return bindparam(f"asker_person_{self.place}", type_=Uuid())

    @property
    def court_id(self) -> BindParameter[UUID]:
        return bindparam(f"asker_court_{self.place}", type_=Uuid())

    @property
    def units(self) -> BindParameter[UUID]:
        return bindparam(f"asker_units_{self.place}", type_=Uuid(), expanding=True)

    @property
    def case_id(self) -> BindParameter[UUID]:
        return bindparam(f"asker_case_{self.place}", type_=Uuid())


Askers = tuple[Asker, ...]
"""Whoever asks, and after them everybody they may act for."""


def askers_of(actor: Actor) -> Askers:
    """The stands of an actor, without their values."""
    return tuple(
        Asker(
            place,
            stand.desk,
            stand.person_id is not None,
            bool(stand.units),
            stand.case_id is not None,
            stand.kind,
            stand.may_sign,
        )
        for place, stand in enumerate((actor.me, *actor.others))
    )


def values_of(actor: Actor) -> Mapping[str, object]:
    """The values, by the names they have in conditions."""
    values: dict[str, object] = {AT.key: actor.at}
    for place, stand in enumerate((actor.me, *actor.others)):
        values[f"asker_person_{place}"] = stand.person_id
        values[f"asker_court_{place}"] = stand.court_id
        values[f"asker_units_{place}"] = sorted(stand.units)
        values[f"asker_case_{place}"] = stand.case_id
    return values
