"""What somebody owes after the right password, and which factor may be removed."""

from dataclasses import dataclass
from enum import StrEnum

from app.auth.errors import LastSecondFactor, LastWayIn
from app.auth.terms import NEEDS_TWO, Desk, SecondFactor


@dataclass(frozen=True, slots=True)
class Factors:
    """What an account can be opened with; every passkey checks its owner (PIN, finger, face) by itself."""

    password: bool = True
    app: bool = False
    passkeys: int = 0


class Next(StrEnum):
    """What comes after the right password."""

    come_in = "come-in"
    second_step = "second-step"
    set_up = "set-up"  # nothing is set up and something must be


def after_password(desk: Desk, factors: Factors, policy: SecondFactor) -> Next:
    """A factor that was set up is asked for whatever the policy; a desk that needs one gets no further without."""
    if factors.app or factors.passkeys:
        return Next.second_step
    return Next.set_up if _needs_two(desk, policy) else Next.come_in


def require_app_may_go(desk: Desk, factors: Factors, policy: SecondFactor) -> None:
    """Raises LastSecondFactor while the desk needs one and there is no passkey."""
    if _needs_two(desk, policy) and factors.passkeys == 0:
        raise LastSecondFactor()


def require_passkey_may_go(desk: Desk, factors: Factors, policy: SecondFactor) -> None:
    """Raises LastWayIn for the last passkey without a password, LastSecondFactor for the last factor needed."""
    if factors.passkeys > 1:
        return
    if not factors.password:
        raise LastWayIn()
    if _needs_two(desk, policy) and not factors.app:
        raise LastSecondFactor()


def require_password_may_go(factors: Factors) -> None:
    """Raises LastWayIn without a passkey: an app alone proves nothing."""
    if factors.passkeys == 0:
        raise LastWayIn()


def _needs_two(desk: Desk, policy: SecondFactor) -> bool:
    return policy is SecondFactor.required and desk in NEEDS_TWO
