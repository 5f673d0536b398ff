"""What happened about emergency access."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class BreakGlassAsked(Event):
    """An officer asked for emergency access; whether there is such a case is not looked at yet."""

    kind: ClassVar[str] = "case.break-glass-asked"
    break_glass_id: UUID
    what: str
    minutes: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class BreakGlassDecided(Event):
    """A second officer refused it, the first withdrew it, or there was nothing that it could open."""

    kind: ClassVar[str] = "case.break-glass-decided"
    break_glass_id: UUID
    asked_by: UUID
    decision: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class BreakGlassAllowed(Event):
    """Two officers let one of them in until a moment; `silent`: by a judge's order the persons are not told."""

    kind: ClassVar[str] = "case.break-glass-allowed"
    break_glass_id: UUID
    asked_by: UUID
    what: str
    concerned_id: UUID | None
    until: datetime
    silent: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class BreakGlassUsed(Event):
    """Something was opened while emergency access ran. `page`: its address, which holds ids and numbers only."""

    kind: ClassVar[str] = "case.break-glass-used"
    break_glass_id: UUID
    page: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityRevealed(Event):
    """The name behind a pseudonym was read by emergency access."""

    kind: ClassVar[str] = "case.identity-revealed"
    break_glass_id: UUID
    person_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class BreakGlassEnded(Event):
    """Emergency access was ended before its time."""

    kind: ClassVar[str] = "case.break-glass-ended"
    break_glass_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class BreakGlassReviewed(Event):
    """A judge of the case has looked at what was done."""

    kind: ClassVar[str] = "case.break-glass-reviewed"
    break_glass_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceOrdered(Event):
    """A judge ordered that the persons concerned are not told of emergency access, or lifted that order."""

    kind: ClassVar[str] = "case.break-glass-silence"
    silence_id: UUID
    lifted: bool
