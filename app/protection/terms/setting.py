"""Where something would be seen or heard: the surface, the room, the state of the sitting."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Surface(StrEnum):
    LIVE = "live"
    PLAYBACK = "playback"
    DOCUMENT = "document"
    PAGE = "page"


class RoomKind(StrEnum):
    FLOOR = "floor"
    WAITING = "waiting"
    CONSULTATION = "consultation"
    JUDGES = "judges"
    JURY = "jury"
    PRACTICE = "practice"


class SittingState(StrEnum):
    NOT_OPEN = "not_open"
    OPEN = "open"
    IN_SESSION = "in_session"
    RECESSED = "recessed"
    SUSPENDED_TECHNICAL = "suspended_technical"
    SUSPENDED_BY_JUDGE = "suspended_by_judge"
    STOPPED = "stopped"
    OBJECTION_PENDING = "objection_pending"
    ADJOURNED = "adjourned"
    CONCLUDED = "concluded"


HEARING_EVIDENCE = frozenset({SittingState.IN_SESSION, SittingState.OBJECTION_PENDING})
"""States in which evidence is being given and the public, where admitted, follows it."""
HALTED = frozenset({SittingState.SUSPENDED_TECHNICAL, SittingState.SUSPENDED_BY_JUDGE, SittingState.STOPPED})
CLOSED = frozenset({SittingState.NOT_OPEN, SittingState.ADJOURNED, SittingState.CONCLUDED})


@dataclass(frozen=True, slots=True)
class Setting:
    """One place of showing.

    `public`: the hearing, or this part of it, is open to the public. `room` and `state` matter live only;
    missing ones are unknown, and unknown is nothing. `stopped_for` is the person whose Stop stands and
    `line_open` the judge's line during it (law 6). For recorded matter `made_at` is when it was made and
    `lifted` the restrictions a ruling that names this very recording has lifted for it.
    """

    surface: Surface
    room: RoomKind | None = None
    state: SittingState | None = None
    public: bool = False
    stopped_for: UUID | None = None
    line_open: bool = False
    made_at: datetime | None = None
    lifted: frozenset[UUID] = frozenset()
