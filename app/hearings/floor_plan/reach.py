"""What passes between two people on the floor now: exposure, under the consent of the one who captures."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from uuid import UUID

from app.hearings.terms import Connected, SittingNow
from app.protection.exposure import Endpoint, attested, exposure, guarded, meet_all, sending
from app.protection.terms import (
    AUDIENCE,
    FULL,
    NOTHING,
    UNKNOWN_PERSON,
    Attendee,
    Exposure,
    Person,
    Role,
    Rulings,
)

Alike = tuple[tuple[Attendee, ...], frozenset[UUID], str | None]
_ANYBODY = UUID(int=1)


@dataclass(frozen=True, slots=True)
class Floor:
    """The facts of one moment, with the pairs already answered kept for the length of one plan."""

    sitting: SittingNow
    people: tuple[Attendee, ...]
    rulings: Rulings
    connected: tuple[Connected, ...]
    at: datetime
    _origins: dict[str, str] = field(default_factory=dict)
    _known: dict[tuple[Attendee, Attendee], Exposure] = field(default_factory=dict)
    _present: dict[str, tuple[Attendee, ...]] = field(default_factory=dict)
    _sent: dict[str, tuple[Attendee, ...]] = field(default_factory=dict)
    _named: set[UUID] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._origins.update((peer.peer, peer.renders or peer.peer) for peer in self.connected)
        for rulings in (self.rulings, *(consent.rulings for consent in self.sitting.consents.values())):
            self._named.update(_named_in(rulings))

    def endpoint(self, peer: Connected) -> Endpoint:
        """The people attested at a peer, in every part they have; an id without a part is nobody we know."""
        present = chain.from_iterable(self._parts(person) for person in peer.people)
        return Endpoint(tuple(present), peer.attested_at, peer.contradicted)

    def at_peer(self, peer: Connected) -> tuple[Attendee, ...]:
        if peer.peer not in self._present:
            self._present[peer.peer] = attested(self.endpoint(peer), self.at)
        return self._present[peer.peer]

    def sent_from(self, peer: Connected) -> tuple[Attendee, ...]:
        if peer.peer not in self._sent:
            self._sent[peer.peer] = sending(self.endpoint(peer), self.at)
        return self._sent[peer.peer]

    def origin_of(self, peer: str) -> str | None:
        """The peer whose people this one carries; None once it has gone."""
        return self._origins.get(peer)

    def alike(self, listener: Connected) -> Alike:
        """Two listeners with the same answer here may get the same sources."""
        senders = frozenset(person for peer in self.connected if peer.publishes for person in peer.people)
        receivers = tuple(self._any_watcher(attendee) for attendee in self.at_peer(listener))
        return receivers, senders.intersection(listener.people), listener.listens

    def between(self, receivers: Iterable[Attendee], subjects: Iterable[Attendee]) -> Exposure:
        """The meet over every receiver and every subject."""
        subjects = tuple(subjects)
        return meet_all(self.pair(receiver, subject) for receiver in receivers for subject in subjects)

    def pair(self, receiver: Attendee, subject: Attendee) -> Exposure:
        """What one person may have of another now, and had leave to have when the subject last tapped."""
        key = (self._any_watcher(receiver), subject)
        if key not in self._known:
            self._known[key] = self._decide(*key)
        return self._known[key]

    def _decide(self, receiver: Attendee, subject: Attendee) -> Exposure:
        if receiver.person.id == subject.person.id != UNKNOWN_PERSON.id:
            return FULL
        now = exposure(receiver, subject, self.sitting.setting(), self.rulings, self.at)
        consent = self.sitting.consents.get(subject.person.id)
        if consent is not None:
            setting = self.sitting.setting(public=consent.public)
            return now.meet(exposure(receiver, subject, setting, consent.rulings, self.at))
        return NOTHING if guarded(subject, self.rulings, self.at) else now

    def _parts(self, person: UUID) -> tuple[Attendee, ...]:
        parts = tuple(attendee for attendee in self.people if attendee.person.id == person)
        return parts or (Attendee(UNKNOWN_PERSON),)

    def _any_watcher(self, receiver: Attendee) -> Attendee:
        """Watchers whom no ruling names are one and the same to every rule; a thousand cost as much as one."""
        person = receiver.person
        if person.role in AUDIENCE and person.id not in self._named and not person.serves:
            return Attendee(watcher(person.role), receiver.stage)
        return receiver


def watcher(role: Role) -> Person:
    """Any member of the public, or of the press."""
    return Person(_ANYBODY, role)


def _named_in(rulings: Rulings) -> Iterable[UUID]:
    for order in rulings.restrictions:
        yield order.protected
        yield from order.protected_from.persons | order.protected_from.excepted
    for leave in rulings.leaves:
        yield leave.subject
        yield from leave.receivers
