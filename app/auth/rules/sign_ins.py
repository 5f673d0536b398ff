"""When a sign-in is still good."""

from dataclasses import dataclass
from datetime import datetime

from app.auth.terms import IDLE, LONGEST, Desk


@dataclass(frozen=True, slots=True)
class SignInFacts:
    """What decides whether a sign-in still stands."""

    desk: Desk
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    invited: bool


def stands(facts: SignInFacts, at: datetime) -> bool:
    """True while it was neither ended, nor idle too long, nor open too long (ASVS 7.3)."""
    if facts.ended_at is not None or at >= facts.expires_at or at - facts.created_at >= LONGEST:
        return False
    # Someone invited waits, perhaps for hours, without touching the page: idleness does not end it.
    return facts.invited or at - facts.seen_at < IDLE[facts.desk]
