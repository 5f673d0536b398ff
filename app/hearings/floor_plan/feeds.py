"""Which sources may reach which listener: raw where exposure is full, a treated rendition where it is less."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from app.hearings.floor_plan.plan import Edge, Source
from app.hearings.floor_plan.reach import Floor
from app.hearings.terms import Connected, Kind
from app.protection.terms import (
    HEARING_EVIDENCE,
    NOTHING,
    ON_FLOOR,
    Attendee,
    Exposure,
    Person,
    Role,
    Stage,
    Video,
    Voice,
    Words,
)

_SPEAK_FOR_OTHERS = frozenset({Role.INTERPRETER, Role.INTERMEDIARY})
_THE_RECORD = Attendee(Person(UUID(int=2), Role.JUDGE), Stage.ADMITTED)
"""The sealed recorder takes what a judge would be given, and nothing that reaches no judge."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A source, and the peer whose people it carries: itself, or the one it is a rendition of."""

    source: Source
    by: Connected
    origin: Connected

    @property
    def rank(self) -> int:
        """How much it gives: the raw source most."""
        return self.by.video.rank if self.source.kind == "video" else self.by.voice.rank


def feeds(floor: Floor) -> tuple[Feed, ...]:
    """Everything that arrives, with its origin; a rendition without its origin is nobody's."""
    by_peer = {peer.peer: peer for peer in floor.connected}
    found = []
    for peer in floor.connected:
        origin = peer if peer.renders is None else by_peer.get(peer.renders)
        if origin is not None and origin.renders is None:
            found += [Feed(Source(peer.peer, kind), peer, origin) for kind in sorted(peer.publishes)]
    return tuple(found)


def reaching(floor: Floor, listener: Connected, arriving: tuple[Feed, ...]) -> tuple[Feed, ...]:
    """The feeds this listener may get: of each person's sound and picture the fullest one allowed."""
    best: dict[tuple[str, Kind], Feed] = {}
    for feed in arriving:
        key = (feed.origin.peer, feed.source.kind)
        if _allowed(floor, listener, feed) and (key not in best or feed.rank > best[key].rank):
            best[key] = feed
    return tuple(best.values())


def edges(listener: Connected, allowed: tuple[Feed, ...]) -> Iterator[Edge]:
    for feed in allowed:
        yield Edge(feed.source, listener.peer)


def recorded(floor: Floor, arriving: tuple[Feed, ...]) -> frozenset[Source]:
    """Raw sources the recorder takes: while evidence is heard, and never across a Stop."""
    sitting = floor.sitting
    if not sitting.recorded or sitting.state not in HEARING_EVIDENCE or sitting.stopped_for is not None:
        return frozenset()
    return frozenset(
        feed.source
        for feed in arriving
        if feed.by is feed.origin and _carries(floor.between((_THE_RECORD,), floor.sent_from(feed.origin)), feed)
    )


def _allowed(floor: Floor, listener: Connected, feed: Feed) -> bool:
    if set(listener.people) & set(feed.origin.people):
        return False
    receivers, subjects = floor.at_peer(listener), floor.sent_from(feed.origin)
    if not _carries(floor.between(receivers, subjects), feed) or not _on_channel(listener, feed):
        return False
    spoken_for = _spoken_for(floor, subjects)
    return all(floor.between(receivers, (person,)).words is Words.LIVE for person in spoken_for)


def _carries(allowed: Exposure, feed: Feed) -> bool:
    if allowed == NOTHING:
        return False
    if feed.source.kind == "video":
        return Video.NONE < feed.by.video <= allowed.video
    return Voice.NONE < feed.by.voice <= allowed.voice and allowed.words is Words.LIVE


def _on_channel(listener: Connected, feed: Feed) -> bool:
    """Languages are never mixed: an interpreter's channel is heard by those who chose it."""
    channel = feed.origin.channel
    return feed.source.kind == "video" or channel is None or channel == listener.listens


def _spoken_for(floor: Floor, subjects: tuple[Attendee, ...]) -> tuple[Attendee, ...]:
    """Whose words an interpreter's or intermediary's voice or hands may carry now."""
    voices = [subject.person for subject in subjects if subject.person.role in _SPEAK_FOR_OTHERS]
    if not voices:
        return ()
    return tuple(
        other
        for other in floor.people
        if other.stage in ON_FLOOR
        and (other.stage is Stage.TESTIFYING or any(voice.serves_person(other.person.id) for voice in voices))
    )
