"""Generated sittings for the rules of hearings: the cast of a trial at endpoints of their own, or together."""

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from app.hearings.floor_plan import Binding, FloorPlan, floor_plan
from app.hearings.terms import Connected, Consent, SittingNow
from app.protection.terms import (
    AUDIENCE,
    Attendee,
    Person,
    Preset,
    Role,
    Rulings,
    SittingState,
    Video,
    Voice,
)
from tests.rules.protection.generated import (
    AT,
    ATTENDANT,
    CAST,
    DEFENCE,
    GUARD,
    JUDGE,
    SUPPORTER,
    V,
    W,
    X,
    on_floor,
    order,
    rulings,
    stages,
)

BOTH = frozenset({"audio", "video"})


@dataclass(frozen=True)
class Scene:
    """One moment of one sitting, ready to be planned."""

    sitting: SittingNow
    people: tuple[Attendee, ...]
    rulings: Rulings
    connected: tuple[Connected, ...]

    def plan(self, bound: tuple[Binding, ...] = ()) -> FloorPlan:
        return floor_plan(self.sitting, self.people, self.rulings, self.connected, AT, bound)

    def at(self, peer: str) -> list[Attendee]:
        """The people attested at a peer, or at the one it renders."""
        by_peer = {one.peer: one for one in self.connected}
        there = by_peer[by_peer[peer].renders or peer].people
        return [one for one in self.people if one.person.id in there]


def peer_of(person: Person) -> str:
    return f"{person.role}-{person.id.int}"


def own_endpoint(person: Person) -> Connected:
    publishes = frozenset() if person.role in AUDIENCE else BOTH
    return Connected(peer_of(person), (person.id,), AT, publishes=publishes)  # type: ignore[arg-type]


def scene(*cast: Person, preset: Preset = Preset.P2, state: SittingState = SittingState.IN_SESSION) -> Scene:
    """Everybody on the floor, each at their own endpoint, an order for W, who has tapped for it."""
    standing = Rulings((order(preset),))
    consents = {one.id: Consent(standing, True) for one in (W, V)}
    sitting = SittingNow(state, public=True, consents=consents, slots=30)
    return Scene(sitting, tuple(map(on_floor, cast or CAST)), standing, tuple(map(own_endpoint, cast or CAST)))


def card_of(person: Person) -> Connected:
    """An opaque card in place of somebody's picture."""
    return Connected("card", (), AT, publishes=frozenset({"video"}), renders=peer_of(person), video=Video.SILHOUETTE)


def reading_of(person: Person, voice: Voice = Voice.RE_VOICED) -> Connected:
    """A court reader's voice in place of somebody's own."""
    return Connected("reader", (), AT, publishes=frozenset({"audio"}), renders=peer_of(person), voice=voice)


_together = st.lists(st.sampled_from([(X, DEFENCE), (X, GUARD), (W, SUPPORTER), (W, ATTENDANT)]), max_size=1)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """Any sitting: any stages, rulings and state, some people together, some doubtful, renditions or none."""
    others = draw(st.lists(st.sampled_from(CAST), max_size=7, unique=True))
    cast = dict.fromkeys((W, X, JUDGE, *others))
    people = tuple(Attendee(person, draw(stages)) for person in cast)
    standing = draw(rulings)
    then = draw(st.one_of(st.just(standing), rulings))
    consents = {one.person.id: Consent(then, draw(st.booleans())) for one in people if draw(st.integers(0, 3))}
    state = draw(st.one_of(st.just(SittingState.IN_SESSION), st.sampled_from(SittingState)))
    sitting = SittingNow(
        state,
        draw(st.booleans()),
        draw(st.sampled_from([None, None, W.id, V.id])),
        draw(st.booleans()),
        consents=consents,
        slots=draw(st.integers(1, 30)),
    )
    connected = [own_endpoint(one.person) for one in people]
    for pair in draw(_together):
        connected = [one for one in connected if one.people[0] not in {pair[0].id, pair[1].id}]
        connected.append(replace(own_endpoint(pair[0]), people=(pair[0].id, pair[1].id)))
    here = {one.peer for one in connected}
    if peer_of(W) in here and draw(st.booleans()):
        connected += [card_of(W), reading_of(W, draw(st.sampled_from(Voice)))]
    if draw(st.booleans()):
        connected[0] = replace(connected[0], contradicted=True)
    return Scene(sitting, people, standing, tuple(connected))


def roles(scene: Scene, peers: set[str]) -> set[Role]:
    return {one.person.role for peer in peers for one in scene.at(peer)}
