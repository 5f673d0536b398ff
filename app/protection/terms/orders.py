"""The words of protection orders, and what an order becomes once compiled: a restriction, or a timed leave."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.protection.terms.lattice import FULL, NOTHING, Exposure


class Preset(StrEnum):
    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"
    PJ = "PJ"


class Profile(StrEnum):
    """Reasons for interim measures before anybody asked."""

    CHILD = "child"
    TRAFFICKING = "trafficking"
    SEXUAL_OFFENCE = "sexual_offence"
    FAMILY_ALLEGATION = "family_allegation"


class Audience(StrEnum):
    """The groups an order may treat differently. One person can belong to several; all their caps bind."""

    PROTECTED_FROM = "protected_from"
    ADVERSE_COUNSEL = "adverse_counsel"
    OTHER_COUNSEL = "other_counsel"
    OTHER_PARTIES = "other_parties"
    JURORS = "jurors"
    CLERKS = "clerks"
    ATTENDING_CLERK = "attending_clerk"
    AIDES = "aides"
    PRESS = "press"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Cap:
    """The most an audience gets, and the most it can get while the judge's leave for it lasts."""

    most: Exposure = FULL
    by_leave: Exposure = NOTHING

    def under(self, leave: Exposure) -> Exposure:
        return self.most.join(self.by_leave.meet(leave))


@dataclass(frozen=True, slots=True)
class Measures:
    """What each audience gets of the protected person, and (`shield`) what she gets of those protected from.

    An audience without a cap is not restricted; PRESS without its own cap is PUBLIC.
    """

    caps: tuple[tuple[Audience, Cap], ...] = ()
    shield: Cap = Cap()

    def cap(self, audience: Audience) -> Cap:
        stated = dict(self.caps)
        if audience is Audience.PRESS and audience not in stated:
            audience = Audience.PUBLIC
        return stated.get(audience, Cap())


class Direction(StrEnum):
    BOTH = "both"
    OF_HER = "of_her"
    TO_HER = "to_her"


@dataclass(frozen=True, slots=True)
class ProtectedFrom:
    """Every adverse party of the case, present and later, unless excepted by name; and anyone named."""

    adverse_parties: bool = True
    persons: frozenset[UUID] = frozenset()
    excepted: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Restriction:
    """One order, or interim measure, that binds.

    `review_on` is a date for review: passing it exposes nobody. Only a ruling sets `ended`. `starts` says
    what bound when a recording was made; it never holds a compiled restriction back.
    """

    id: UUID
    protected: UUID
    measures: Measures
    starts: datetime
    protected_from: ProtectedFrom = field(default_factory=ProtectedFrom)
    direction: Direction = Direction.BOTH
    review_on: date | None = None
    ended: datetime | None = None
    protected_side: str | None = None

    def binds(self, at: datetime) -> bool:
        return self.ended is None or at < self.ended

    def bound_when_made(self, made_at: datetime) -> bool:
        return self.starts <= made_at and self.binds(made_at)


@dataclass(frozen=True, slots=True)
class Leave:
    """The judge's permission for named receivers of one subject; it ends by itself.

    `during_stop` is leave for own counsel while a Stop stands; no other leave reaches into a Stop.
    """

    subject: UUID
    receivers: frozenset[UUID]
    grants: Exposure
    given: datetime
    until: datetime
    during_stop: bool = False

    def lasts(self, at: datetime) -> bool:
        return self.given <= at < self.until


@dataclass(frozen=True, slots=True)
class Rulings:
    """All restrictions and leaves of a case that may matter; the order among them means nothing."""

    restrictions: tuple[Restriction, ...] = ()
    leaves: tuple[Leave, ...] = ()


class OrderStage(StrEnum):
    REQUESTED = "requested"
    NOTIFIED = "notified"
    HEARD = "heard"
    DISPENSED_WITH = "dispensed_with"
    GRANTED = "granted"
    VARIED = "varied"
    REFUSED = "refused"
    IN_FORCE = "in_force"
    RELAXED = "relaxed"
    ENDED = "ended"
    INTERIM = "interim"
    WITHDRAWN = "withdrawn"


class OrderAct(StrEnum):
    REQUEST = "request"
    NOTIFY = "notify"
    HEAR = "hear"
    DISPENSE = "dispense"
    GRANT = "grant"
    VARY = "vary"
    REFUSE = "refuse"
    TAKE_EFFECT = "take_effect"
    RELAX = "relax"
    END = "end"
    RESTRICT_AT_ONCE = "restrict_at_once"
    WITHDRAW = "withdraw"


class Effect(StrEnum):
    """What a change of rulings does to exposure."""

    NONE = "none"
    RESTRICTS = "restricts"
    RELAXES = "relaxes"
    BOTH = "both"
