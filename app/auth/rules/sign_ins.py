"""When a sign-in is still good."""

from dataclasses import dataclass
from datetime import datetime

from app.auth.terms import LIFE, LIFE_BY_INVITATION, LIFE_OF_PROGRAM, Desk, Life


@dataclass(frozen=True, slots=True)
class SignInFacts:
    """What decides whether a sign-in still stands. `program`: it holds refresh tokens and no cookie."""

    desk: Desk
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    invited: bool
    program: bool = False


def life_of(desk: Desk, *, invited: bool = False, program: bool = False) -> Life:
    """How long a sign-in of this kind lasts."""
    if program:
        return LIFE_OF_PROGRAM
    return LIFE_BY_INVITATION if invited else LIFE[desk]


def stands(facts: SignInFacts, at: datetime) -> bool:
    """True while it was neither ended, nor idle too long, nor open too long (ASVS 7.3)."""
    life = life_of(facts.desk, invited=facts.invited, program=facts.program)
    if facts.ended_at is not None or at >= facts.expires_at or at - facts.created_at >= life.longest:
        return False
    return at - facts.seen_at < life.idle
