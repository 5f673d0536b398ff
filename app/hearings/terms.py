"""The words of hearings and sittings: states, acts, who is connected with what, and what a listener's plan is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from app.kernel.errors import N_
from app.protection.terms import (
    Attendee,
    Person,
    Role,
    RoomKind,
    Rulings,
    Setting,
    SittingState,
    Stage,
    Surface,
    Video,
    Voice,
)

Kind = Literal["audio", "video"]


class HearingState(StrEnum):
    PROPOSED = "proposed"
    BOOKED = "booked"
    RESCHEDULED = "rescheduled"
    CONCLUDED = "concluded"
    ADJOURNED = "adjourned"
    VACATED = "vacated"


KIND_WORDS: Mapping[str, str] = {
    "trial": N_("Trial"),
    "motion": N_("Motion hearing"),
    "pretrial": N_("Pre-trial hearing"),
}
LIST_WORDS: Mapping[str, str] = {
    HearingState.RESCHEDULED: N_("new time"),
    HearingState.VACATED: N_("off the list"),
    HearingState.ADJOURNED: N_("adjourned"),
    HearingState.CONCLUDED: N_("concluded"),
}
"""What a list says beside a hearing that is not simply booked."""


class HearingAct(StrEnum):
    BOOK = "book"
    RESCHEDULE = "reschedule"
    CONCLUDE = "conclude"
    ADJOURN = "adjourn"
    VACATE = "vacate"


class SittingAct(StrEnum):
    OPEN = "open"
    BEGIN = "begin"
    RECESS = "recess"
    SUSPEND_TECHNICAL = "suspend_technical"
    SUSPEND = "suspend"
    STOP = "stop"
    OBJECT = "object"
    RULE_ON_OBJECTION = "rule_on_objection"
    RESUME = "resume"
    ADJOURN = "adjourn"
    CONCLUDE = "conclude"


class ParticipantAct(StrEnum):
    ARRIVE = "arrive"
    PASS_CHECK = "pass_check"
    ADMIT = "admit"
    CONSULT = "consult"
    END_CONSULTATION = "end_consultation"
    CALL = "call"
    RELEASE = "release"
    LEAVE = "leave"
    LOSE = "lose"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Consent:
    """What stood when somebody who captures by their own tap last saw the list and tapped.

    Whatever is ruled later, what they send is received under both: what stands now and what stood then.
    """

    rulings: Rulings
    public: bool


@dataclass(frozen=True, slots=True)
class Connected:
    """One connected endpoint, or one treated rendition of another's source.

    `peer` is the engine's name for it. `people` are the ids attested at it. `publishes` is what arrives
    from it now. A rendition has `renders` set to the peer it is made from, which decides what it may reach,
    and `video` or `voice` set to the level it gives (a card is SILHOUETTE, a reader RE_VOICED). `channel` is
    the language an interpreter speaks into (None: the floor, consecutive), `listens` the one chosen here.
    """

    peer: str
    people: tuple[UUID, ...]
    attested_at: datetime | None = None
    contradicted: bool = False
    publishes: frozenset[Kind] = frozenset()
    renders: str | None = None
    video: Video = Video.FULL
    voice: Voice = Voice.FULL
    channel: str | None = None
    listens: str | None = None
    pins: frozenset[UUID] = frozenset()
    less_data: bool = False


@dataclass(frozen=True, slots=True)
class SittingNow:
    """The facts of a sitting that decide what flows on its floor.

    `stopped_for` stays set from her Stop until the judge resumes, a crash in between included.
    `consents` by person; `speakers` are the latest first; `slots` is how many people a listener is sent.
    """

    state: SittingState
    public: bool = False
    stopped_for: UUID | None = None
    line_open: bool = False
    recorded: bool = True
    consents: Mapping[UUID, Consent] = field(default_factory=dict)
    speakers: tuple[UUID, ...] = ()
    slots: int = 8

    def setting(self, *, public: bool | None = None) -> Setting:
        """The floor of this sitting as a setting of exposure."""
        return Setting(
            Surface.LIVE,
            RoomKind.FLOOR,
            self.state,
            self.public if public is None else public,
            self.stopped_for,
            self.line_open,
        )


__all__ = [
    "Attendee",
    "Connected",
    "Consent",
    "HearingAct",
    "HearingState",
    "Kind",
    "ParticipantAct",
    "Person",
    "Role",
    "RoomKind",
    "Rulings",
    "SittingAct",
    "SittingNow",
    "SittingState",
    "Stage",
]
