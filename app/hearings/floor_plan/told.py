"""What each person is told about who sees and hears them: from the plan itself, so that nobody is left out."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from app.hearings.floor_plan.plan import Edge, SeenBy, Source
from app.hearings.floor_plan.reach import Floor, watcher
from app.hearings.terms import Connected, Kind
from app.protection.exposure import protected_from
from app.protection.terms import AUDIENCE, ON_FLOOR, Attendee, Presence, Role, Stage, Video, Voice, Words


def told(floor: Floor, edges: Iterable[Edge], recorded: frozenset[Source]) -> dict[UUID, SeenBy]:
    """One `SeenBy` for everybody who is not a mere watcher."""
    edges = tuple(edges)
    return {me.person.id: _seen_by(floor, me, edges, recorded) for me in floor.people if me.person.role not in AUDIENCE}


def _seen_by(floor: Floor, me: Attendee, edges: tuple[Edge, ...], recorded: frozenset[Source]) -> SeenBy:
    mine = _peers_of(floor, me.person.id)
    others = [other for other in floor.people if other.person.id != me.person.id]
    listed = [other for other in others if other.person.role not in AUDIENCE]
    got = {other.person.id: floor.pair(other, me) for other in listed}
    see = {person for person, allowed in got.items() if allowed.video > Video.NONE}
    hear = {person for person, allowed in got.items() if allowed.voice > Voice.NONE}
    see |= set(_receivers(floor, edges, mine, "video"))
    hear |= set(_receivers(floor, edges, mine, "audio"))
    follow = {person for person, allowed in got.items() if allowed.words is Words.LIVE}
    gives = {other.person.id: floor.pair(me, other) for other in listed if other.stage in ON_FLOOR}
    public = [floor.pair(Attendee(watcher(role), Stage.ADMITTED), me) for role in (Role.PUBLIC, Role.PRESS)]
    watching = {person.person.id for person in others if person.person.role in AUDIENCE}
    return SeenBy(
        see_you=frozenset(see - watching),
        hear_you=frozenset(hear - watching),
        follow_you=frozenset(follow),
        cannot_see_you=frozenset(_cannot_see(floor, me, listed) - see),
        you_see=frozenset(person for person, given in gives.items() if given.video > Video.NONE),
        you_hear=frozenset(person for person, given in gives.items() if given.voice > Voice.NONE),
        public_sees=any(allowed.video > Video.NONE for allowed in public) or bool(see & watching),
        public_hears=any(allowed.voice > Voice.NONE for allowed in public) or bool(hear & watching),
        public_follows=any(allowed.words > Words.NONE for allowed in public),
        recorded=any(source.peer in mine for source in recorded),
    )


def _cannot_see(floor: Floor, me: Attendee, listed: list[Attendee]) -> set[UUID]:
    """Those I may know of, and those I am protected from, wherever they are."""
    mine = [o for o in floor.rulings.restrictions if o.protected == me.person.id and o.binds(floor.at)]
    return {
        other.person.id
        for other in listed
        if any(protected_from(other.person, order) for order in mine)
        or (other.stage in ON_FLOOR and floor.pair(me, other).presence is Presence.SHOWN)
    }


def _peers_of(floor: Floor, person: UUID) -> set[str]:
    """The peers that carry this person, and the renditions made from them."""
    own = {peer.peer for peer in floor.connected if person in peer.people and peer.renders is None}
    return own | {peer.peer for peer in floor.connected if peer.renders in own}


def _receivers(floor: Floor, edges: tuple[Edge, ...], mine: set[str], kind: Kind) -> Iterator[UUID]:
    by_peer: dict[str, Connected] = {peer.peer: peer for peer in floor.connected}
    for edge in edges:
        if edge.source.peer in mine and edge.source.kind == kind:
            yield from by_peer[edge.listener].people
