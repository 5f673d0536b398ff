"""Law 11, the floor of fairness: what a party against whom evidence is given must have, and what is missing."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.hearings.floor_plan.draw import floor_plan
from app.hearings.floor_plan.plan import Edge
from app.hearings.terms import Attendee, Connected, Kind, Rulings, SittingNow, SittingState
from app.protection.exposure import caps_on, exposure
from app.protection.terms import (
    COUNSEL,
    HEARING_EVIDENCE,
    ON_FLOOR,
    PARTIES,
    Exposure,
    Role,
    Stage,
    Video,
    Voice,
    Words,
)


class Need(StrEnum):
    WORDS = "words"
    BENCH = "bench"
    COUNSEL = "counsel"
    PRIVATE_LINE = "private_line"


class Cause(StrEnum):
    RULING = "ruling"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Missing:
    """One party lacks one need of one other person (None for the private line); `rulings` stand in its way."""

    party: UUID
    need: Need
    of: UUID | None
    cause: Cause
    rulings: tuple[UUID, ...] = ()


def missing_for_fairness(
    sitting: SittingNow,
    people: Iterable[Attendee],
    rulings: Rulings,
    connected: Iterable[Connected],
    at: datetime,
    *,
    private_lines: Collection[UUID],
    removed: Collection[UUID] = (),
) -> tuple[Missing, ...]:
    """Everything below the floor of fairness, were the sitting in session with these facts; empty is fair.

    `people` are those who should be there; `private_lines` the parties who have theirs; `removed` those the
    judge has sent out with reasons, who are owed a summary instead.
    """
    people, connected = tuple(people), tuple(connected)
    if sitting.state not in HEARING_EVIDENCE:
        sitting = replace(sitting, state=SittingState.IN_SESSION, stopped_for=None, line_open=False)
    plan = floor_plan(sitting, people, rulings, connected, at)
    facts = _Facts(sitting, people, rulings, connected, at, plan.edges)
    parties = (one for one in people if one.person.role in PARTIES and one.person.id not in removed)
    return tuple(missing for party in parties for missing in _missing(facts, party, private_lines))


@dataclass(frozen=True, slots=True)
class _Facts:
    sitting: SittingNow
    people: tuple[Attendee, ...]
    rulings: Rulings
    connected: tuple[Connected, ...]
    at: datetime
    edges: frozenset[Edge]

    def together(self, a: UUID, b: UUID) -> bool:
        """At one endpoint, so that no link is needed between them."""
        return any(a in peer.people and b in peer.people for peer in self.connected)

    def arrives(self, party: UUID, person: UUID, kind: Kind) -> bool:
        to = {peer.peer for peer in self.connected if party in peer.people}
        raw = {peer.peer for peer in self.connected if person in peer.people and peer.renders is None}
        sources = raw | {peer.peer for peer in self.connected if peer.renders in raw}
        return any(e.listener in to and e.source.peer in sources and e.source.kind == kind for e in self.edges)


def _missing(facts: _Facts, party: Attendee, private_lines: Collection[UUID]) -> Iterator[Missing]:
    me = party.person
    for witness in facts.people:
        gives = witness.stage is Stage.TESTIFYING and witness.person.id != me.id
        if gives and not witness.person.beside(me) and not _follows_words(facts, party, witness):
            yield _because(facts, party, witness, Need.WORDS)
    bench = [one for one in facts.people if one.person.role is Role.JUDGE and one.stage in ON_FLOOR]
    if not bench:
        yield Missing(me.id, Need.BENCH, None, Cause.LINK)
    counsel = _due([one for one in facts.people if one.person.role in COUNSEL and one.person.serves_person(me.id)])
    for need, ones in ((Need.BENCH, bench), (Need.COUNSEL, counsel)):
        for one in ones:
            if not _sees_and_hears(facts, party, one):
                yield _because(facts, party, one, need)
    confers = me.id in private_lines or any(facts.together(me.id, one.person.id) for one in counsel)
    if counsel and not confers:
        yield Missing(me.id, Need.PRIVATE_LINE, None, Cause.LINK)


def _due(counsel: list[Attendee]) -> list[Attendee]:
    """Absent counsel is not waited for while a colleague is there in their place, nor a colleague who has gone."""
    here = [one for one in counsel if one.stage in ON_FLOOR]
    replaced = {one.person.acts_for.id for one in here if one.person.acts_for is not None}
    gone = {one.person.id for one in counsel if one.person.acts_for is not None and one not in here}
    return [one for one in counsel if one in here or one.person.id not in replaced | gone]


def _sees_and_hears(facts: _Facts, party: Attendee, other: Attendee) -> bool:
    me, them = party.person.id, other.person.id
    return facts.together(me, them) or (facts.arrives(me, them, "audio") and facts.arrives(me, them, "video"))


def _follows_words(facts: _Facts, party: Attendee, witness: Attendee) -> bool:
    """By her voice, by a rendition of it, or by an interpreter's voice or hands."""
    me = party.person.id
    if facts.together(me, witness.person.id) or facts.arrives(me, witness.person.id, "audio"):
        return True
    interpreters = [one.person.id for one in facts.people if one.person.role is Role.INTERPRETER]
    if _allowed(facts, party, witness).words is not Words.LIVE:
        return False
    return any(facts.arrives(me, one, "audio") or facts.arrives(me, one, "video") for one in interpreters)


def _because(facts: _Facts, party: Attendee, other: Attendee, need: Need) -> Missing:
    """A ruling if exposure itself withholds it; else something about who is connected, and with what."""
    allowed = _allowed(facts, party, other)
    if _enough(allowed, need):
        return Missing(party.person.id, need, other.person.id, Cause.LINK)
    caps = caps_on(party, other, facts.sitting.setting(), facts.rulings, facts.at)
    blocking = tuple(order.id for order, cap in caps if not _enough(cap, need))
    cause = Cause.RULING if blocking else Cause.LINK
    return Missing(party.person.id, need, other.person.id, cause, blocking)


def _allowed(facts: _Facts, party: Attendee, other: Attendee) -> Exposure:
    return exposure(party, other, facts.sitting.setting(), facts.rulings, facts.at)


def _enough(allowed: Exposure, need: Need) -> bool:
    if need is Need.WORDS:
        return allowed.words is Words.LIVE
    return allowed.video is Video.FULL and allowed.voice is Voice.FULL
