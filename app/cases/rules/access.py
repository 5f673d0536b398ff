"""Whether somebody may do something with a thing of a case: the table read as a question, about one moment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.auth.terms import Desk
from app.cases.rules.seals import Sealed, opens
from app.cases.rules.table import (
    COUNSEL,
    FROM_PARTS,
    GRANTED,
    IN_AN_ARCHIVE,
    IN_PERSON,
    PERSONAL,
    SIGNED,
    TABLE,
    WITHOUT_CONTENT,
    Rule,
)
from app.cases.terms import Act, Relation, StandInKind

_OF_DESK: Mapping[Desk, Relation] = {
    Desk.registrar: Relation.registrar,
    Desk.auditor: Relation.auditor,
    Desk.administrator: Relation.administrator,
}


@dataclass(frozen=True, slots=True)
class Stand:
    """A person whose relations count: whoever asks, or somebody they act for (`kind`), in one case or all.

    `units`: those a clerk works for; a clerk without units works for the whole court.
    """

    person_id: UUID | None = None
    desk: Desk | None = None
    court_id: UUID | None = None
    units: frozenset[UUID] = frozenset()
    kind: StandInKind | None = None
    case_id: UUID | None = None
    may_sign: bool = True


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks, at one moment, and those they may act for then."""

    at: datetime
    me: Stand = Stand()
    others: tuple[Stand, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """One relation of one person to a case, by a part, a grant, a hearing or an order that names them."""

    person_id: UUID
    relation: Relation
    since: datetime
    until: datetime | None = None
    suspended: bool = False
    for_person_id: UUID | None = None
    document_id: UUID | None = None  # a grant of this one document

    def live(self, at: datetime) -> bool:
        """Whether it counts at that moment."""
        return not self.suspended and self.since <= at and (self.until is None or at < self.until)

    def side_id(self, case_id: UUID) -> UUID:
        """Whose side they are on: the person they act for, themself; the prosecution is one side of a case."""
        if self.relation is Relation.prosecutor:
            return case_id
        return self.for_person_id or self.person_id


@dataclass(frozen=True, slots=True)
class Thing:
    """A case, or an entry, document or filing in it, with what decides about it.

    `seals` from the case inwards; `held`: every relation anybody ever had to the case; `documents`: those the
    thing consists of, empty for the case itself.
    """

    case_id: UUID
    court_id: UUID
    unit_id: UUID | None = None
    seals: tuple[Sealed, ...] = ()
    held: tuple[Held, ...] = ()
    filer_id: UUID | None = None
    side_id: UUID | None = None
    documents: frozenset[UUID] = frozenset()
    archived: bool = False


def may(actor: Actor, act: Act, thing: Thing | None = None) -> bool:
    """Whether the table lets this person do this with this thing, at this moment."""
    return right_to(actor, act, thing) is not None


@dataclass(frozen=True, slots=True)
class Right:
    """In whose right somebody acts, and by which relation."""

    stand: Stand
    held: Held

    @property
    def for_person_id(self) -> UUID | None:
        """Whom they act for; None for themself."""
        return None if self.stand.kind is None else self.stand.person_id


def right_to(actor: Actor, act: Act, thing: Thing | None = None) -> Right | None:
    """Their own right before that of anybody they act for; None when the table gives none."""
    return next(rights_to(actor, act, thing), None)


def rights_to(actor: Actor, act: Act, thing: Thing | None = None) -> Iterator[Right]:
    """Every right to it that they have, their own first."""
    if thing is not None and thing.archived and act not in IN_AN_ARCHIVE:
        return
    for stand in stands(actor, thing):
        for held in relations(actor, stand, thing):
            if _allows(held, stand, act, thing):
                yield Right(stand, held)


def stands(actor: Actor, thing: Thing | None) -> Iterator[Stand]:
    """Themself and everybody they may act for in this case.

    Whoever has or had a part of their own in a case acts for nobody else in it.
    """
    yield actor.me
    if thing is None or any(h.person_id == actor.me.person_id and h.relation in FROM_PARTS for h in thing.held):
        return
    yield from (one for one in actor.others if one.case_id in (None, thing.case_id))


def relations(actor: Actor, stand: Stand, thing: Thing | None) -> Iterator[Held]:
    """Every relation they have now."""
    if stand.kind is None:
        yield _as(stand, Relation.anybody, actor.at)
    if stand.person_id is None or stand.desk is None:
        return
    if stand.desk in _OF_DESK:
        yield _as(stand, _OF_DESK[stand.desk], actor.at)
    if thing is None:
        return
    if stand.desk is Desk.clerk and stand.court_id == thing.court_id and _in_unit(stand, thing.unit_id):
        yield _as(stand, Relation.clerk, actor.at)
    yield from (h for h in thing.held if h.person_id == stand.person_id and h.live(actor.at))


def own_side(held: Held, thing: Thing) -> bool:
    """Whether the thing was filed by this person or for their side."""
    return thing.filer_id == held.person_id or thing.side_id == held.side_id(thing.case_id)


def in_own_hands(held: Held, thing: Thing) -> bool:
    """Whether they filed it, or are counsel of the side for which other counsel did.

    What counsel prepares is not the client's to change, nor the other way round.
    """
    by_counsel = held.relation in COUNSEL and thing.filer_id != held.for_person_id
    return thing.filer_id == held.person_id or (by_counsel and own_side(held, thing))


def _as(stand: Stand, relation: Relation, at: datetime) -> Held:
    return Held(stand.person_id or UUID(int=0), relation, at)


def _in_unit(stand: Stand, unit_id: UUID | None) -> bool:
    return not stand.units or unit_id in stand.units


def counts(stand: Stand, relation: Relation, act: Act) -> bool:
    """Whether a relation counts for whoever acts: some are personal, an assistant is one of counsel's.

    An assistant signs only when allowed. From a desk without content a case is entered in an emergency alone.
    """
    if stand.desk in WITHOUT_CONTENT and relation in FROM_PARTS | GRANTED | {Relation.named, Relation.expected}:
        return relation is Relation.break_glass and stand.kind is None
    if stand.kind is StandInKind.assistant:
        return relation in COUNSEL and act not in IN_PERSON and (stand.may_sign or act not in SIGNED)
    return stand.kind is None or relation not in PERSONAL


def _allows(held: Held, stand: Stand, act: Act, thing: Thing | None) -> bool:
    if not counts(stand, held.relation, act):
        return False
    rule = TABLE[held.relation].get(act)
    if rule is None or thing is None:
        return rule is not None
    if not _granted(rule, held, act, thing):
        return False
    if rule.only_own and not in_own_hands(held, thing):
        return False
    own = rule.own and held.relation in FROM_PARTS and own_side(held, thing)
    return opens(thing.seals, rule.up_to, _named(stand), own=own)


def _named(stand: Stand) -> UUID | None:
    """Whose naming counts: their own, wherever they may enter a case at all."""
    enters = stand.desk is not None and stand.desk not in WITHOUT_CONTENT
    return stand.person_id if enters and stand.kind is None else None


def _granted(rule: Rule, held: Held, act: Act, thing: Thing) -> bool:
    """A grant of one document reaches that document and the entry it is in, and tells that the case exists."""
    if held.document_id is None:
        return not rule.by_document
    return act is Act.know or held.document_id in thing.documents
