"""The floor plan as data: what may reach whom, what fills each slot, and what each person is told about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from app.hearings.terms import Kind


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """The sound or the picture that arrives from one peer."""

    peer: str
    kind: Kind


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """The source may reach the listener."""

    source: Source
    listener: str


@dataclass(frozen=True, slots=True, order=True)
class Binding:
    """What fills one slot of one listener; slot `a3` and slot `v3` carry the same person."""

    listener: str
    slot: str
    source: Source


@dataclass(frozen=True, slots=True)
class SeenBy:
    """What one person is told: who sees and hears them, who cannot, whom they will see. Ids of persons.

    Watchers are not listed one by one (no count of the public, ever): `public_*` speak of them together.
    `follow_you` get the words by interpretation, sign or caption, if not by voice.
    """

    see_you: frozenset[UUID] = frozenset()
    hear_you: frozenset[UUID] = frozenset()
    follow_you: frozenset[UUID] = frozenset()
    cannot_see_you: frozenset[UUID] = frozenset()
    you_see: frozenset[UUID] = frozenset()
    you_hear: frozenset[UUID] = frozenset()
    public_sees: bool = False
    public_hears: bool = False
    public_follows: bool = False
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class FloorPlan:
    """All that may flow on the floor of one sitting; nothing that is not here is forwarded.

    `edges` are permitted, `bindings` are those that also have a slot. `recorded` sources go to the sealed
    recorder. `told` is by person.
    """

    edges: frozenset[Edge] = frozenset()
    bindings: tuple[Binding, ...] = ()
    recorded: frozenset[Source] = frozenset()
    told: Mapping[UUID, SeenBy] = field(default_factory=dict)

    def seen_by(self, person: UUID) -> SeenBy:
        """The lists behind the sentence on this person's screen; it contains every receiver of their media."""
        return self.told.get(person, SeenBy())
