"""One open window of the room: whose it is, what arrives from it, what it was last shown."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from app.auth.views import Principal
from app.hearings.terms import Connected, Kind
from app.sittings.views import Frame

_WAITING_FRAMES = 256


@dataclass(eq=False, slots=True)
class Seat:
    """A connection. `peer` is its random name in the engine; `participant_id` None is one of the public."""

    peer: str
    person_id: UUID
    principal: Principal | None
    participant_id: UUID | None
    translate: Callable[[str], str]
    frames: asyncio.Queue[Frame] = field(default_factory=lambda: asyncio.Queue(_WAITING_FRAMES))
    publishes: set[Kind] = field(default_factory=set)
    pins: frozenset[UUID] = frozenset()
    less_data: bool = False
    shown: str = ""

    @property
    def observer(self) -> bool:
        return self.participant_id is None

    def connected(self, attested_at: datetime | None) -> Connected:
        """This window as the floor plan sees it."""
        return Connected(
            peer=self.peer,
            people=(self.person_id,),
            attested_at=attested_at,
            publishes=frozenset(self.publishes),
            pins=self.pins,
            less_data=self.less_data,
        )

    def send(self, frame: Frame) -> None:
        """Queue a frame; a window that does not read for that long is asked to start over."""
        if self.frames.full():
            self.shown = ""
            while not self.frames.empty():
                self.frames.get_nowait()
        self.frames.put_nowait(frame)
