"""When an invitation is good, who comes in with it, and how long a wrong try makes the next one wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

FREE_TRIES = 5  # wrong codes from one place before the first pause
MANY = 50  # wrong codes for one link in all, from which on every further place has one free try
LONGEST_PAUSE = timedelta(seconds=60)
FORGOTTEN_AFTER = timedelta(minutes=15)  # without another wrong code from this place


@dataclass(frozen=True, slots=True)
class Entry:
    """One try to come in, beside the invitation it is for. `bound`: which device used the invitation before."""

    open: bool
    code: bool
    link: Literal["right", "wrong", "none"]
    bound: Literal["to nobody", "here", "elsewhere"]
    at_site: bool


def may_enter(entry: Entry) -> bool:
    """Two things open it: the code, and the link, the device it is bound to, or a site the court vouches for."""
    if not (entry.open and entry.code) or entry.link == "wrong" or entry.bound == "elsewhere":
        return False
    return entry.link == "right" or entry.bound == "here" or entry.at_site


def invitation_open(expires_at: datetime, recalled_at: datetime | None, at: datetime) -> bool:
    """True until it expires or is recalled. Opening the link changes nothing (mail scanners open links)."""
    return recalled_at is None and at < expires_at


def free_tries(wrong_in_all: int) -> int:
    """How many wrong codes from a place nobody tried from yet cost no pause; never none (nobody is locked out)."""
    return FREE_TRIES if wrong_in_all < MANY else 1


def pause_after(wrong: int, free: int) -> timedelta:
    """How long the next try from this place waits: twice as long each time, a minute at most."""
    if wrong < free:
        return timedelta()
    return min(timedelta(seconds=2 ** min(wrong - free + 1, 10)), LONGEST_PAUSE)


def draw_label(taken: Iterable[str], draws: Iterable[str]) -> str:
    """The first label drawn that no site of this court has."""
    given = frozenset(taken)
    return next(label for label in draws if label not in given)
