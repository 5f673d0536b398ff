"""The port through which the hearing tells a media engine who is connected and what may flow to whom.

An engine forwards nothing that the last applied plan does not name. Descriptions are SDP (RFC 8866) as in
JSEP (RFC 8829): the client offers on `pub`, the engine offers on `sub`, and nobody ever does both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Kind = Literal["audio", "video"]
Which = Literal["pub", "sub"]
State = Literal["connecting", "connected", "failed", "closed"]
Slot = str
"""`a0`, `a1` … for sound and `v0`, `v1` … for pictures; `aN` and `vN` of one number are kept lip-synchronous."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """What one peer sends: at most one sound and one picture each."""

    peer: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Edge:
    """The source may reach the listener."""

    source: Source
    listener: str


@dataclass(frozen=True, slots=True)
class Binding:
    """What fills one slot of one listener; `None` is nothing, not black."""

    listener: str
    slot: Slot
    source: Source | None


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """All that may flow in a room. A slot without a binding gets nothing; each epoch is above the last."""

    epoch: int
    edges: frozenset[Edge]
    bindings: tuple[Binding, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """The engine's word that a plan holds: `took` in seconds; `bound` are the slots that exist and are filled."""

    epoch: int
    took: float
    bound: tuple[Binding, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A `sub` offer and the m-line (`mid`) each slot got."""

    sdp: str
    slots: dict[Slot, str]


@dataclass(frozen=True, slots=True)
class Forwarded:
    """What went to one slot of one listener since the room opened; `bytes` counts payloads."""

    source: Source
    listener: str
    slot: Slot
    packets: int
    bytes: int


@dataclass(frozen=True, slots=True)
class RoomStats:
    """`received` in packets; `states` per connection; `strangers` are datagrams from outside the relays."""

    forwarded: tuple[Forwarded, ...]
    received: dict[Source, int]
    states: dict[tuple[str, Which], State]
    strangers: dict[tuple[str, Which], int]


@dataclass(frozen=True, slots=True)
class PeerState:
    """A connection stands (`connected`), or has ended and is to be made anew with a higher epoch."""

    room: str
    peer: str
    which: Which
    epoch: int
    state: State


@dataclass(frozen=True, slots=True)
class SourceStarted:
    """The first packet of a source, or the first after it was silent."""

    room: str
    source: Source


@dataclass(frozen=True, slots=True)
class SourceSilent:
    """No packet of this source for two seconds, or its connection is gone."""

    room: str
    source: Source


@dataclass(frozen=True, slots=True)
class SpeakingLevel:
    """The loudest level since the last report, in -dBov as in RFC 6464: 0 loudest, 127 silent."""

    room: str
    source: Source
    level: int


@dataclass(frozen=True, slots=True)
class RoomLost:
    """The room's forwarding has ended without being asked to; nothing flows until it is opened again."""

    room: str


EngineEvent = PeerState | SourceStarted | SourceSilent | SpeakingLevel | RoomLost
EngineListener = Callable[[EngineEvent], None]


class MediaEngine(Protocol):
    """Forwards sound and pictures along the edges of a plan. Every method may raise `EngineDown`.

    `listeners` are called in the engine's loop for every event and must return at once.
    """

    listeners: list[EngineListener]

    @property
    def ready(self) -> bool:
        """Whether a room could be opened now."""
        ...

    async def start(self) -> None: ...

    async def close(self) -> None: ...

    async def open_room(self, room: str) -> None: ...

    async def close_room(self, room: str) -> None: ...

    async def publish(self, room: str, peer: str, epoch: int, offer_sdp: str, *, relay_only: bool = False) -> str:
        """Answer a client's offer. A higher epoch replaces the connection, the same one renegotiates it."""
        ...

    async def subscribe(
        self,
        room: str,
        peer: str,
        epoch: int,
        *,
        audio_slots: int,
        video_slots: int,
        relay_only: bool = False,
    ) -> Offer:
        """Offer the slots of a new connection, in place of any older one. Nothing is bound by this."""
        ...

    async def subscribed(self, room: str, peer: str, epoch: int, answer_sdp: str) -> None: ...

    async def candidate(self, room: str, peer: str, which: Which, epoch: int, candidate: dict[str, Any] | None) -> None:
        """Take one trickled candidate (`RTCIceCandidateInit`); `None` ends them."""
        ...

    async def apply(self, room: str, plan: RoomPlan) -> Applied:
        """Take away what the plan does not hold, then add what it does.

        When this returns, nothing outside the plan leaves the engine any more. On `OutsidePlan` everything
        was taken away and nothing added. A room that does not acknowledge in time is ended: `EngineDown`.
        """
        ...

    async def drop(self, room: str, peer: str) -> None:
        """Disconnect a peer; when this returns nothing of theirs is forwarded and nothing reaches them."""
        ...

    async def stats(self, room: str) -> RoomStats: ...
