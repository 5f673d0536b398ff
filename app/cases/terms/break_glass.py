"""The words of emergency access: what is asked for, what was decided, how it stands, and how long it may last."""

from datetime import timedelta
from enum import StrEnum

from app.auth.terms import Desk


class What(StrEnum):
    """What an officer needs to see."""

    record = "record"  # everything on the docket of a case, sealed or not
    identity = "identity"  # who one person with a pseudonym is


class Decision(StrEnum):
    """What became of a request."""

    allowed = "allowed"
    refused = "refused"
    withdrawn = "withdrawn"
    nothing = "nothing"  # there is no such case, or none that this could open: one answer for both


class Stage(StrEnum):
    """How a request stands at one moment."""

    waiting = "waiting"
    lapsed = "lapsed"  # nobody allowed it in time
    refused = "refused"
    withdrawn = "withdrawn"
    nothing = "nothing"
    running = "running"
    over = "over"


MAY_ASK = frozenset({Desk.clerk, Desk.judge, Desk.registrar})
MAY_ALLOW = frozenset({Desk.judge, Desk.registrar})
WAITS = timedelta(minutes=30)
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=4)
