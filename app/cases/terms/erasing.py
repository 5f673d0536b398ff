"""The words of erasing for good by two officers."""

from datetime import timedelta
from enum import StrEnum

from app.auth.terms import Desk

MAY_ASK = frozenset({Desk.registrar})
MAY_DECIDE = frozenset({Desk.registrar})  # an administrator would come across the number of a case
WAITS = timedelta(days=7)  # for a second officer


class Stage(StrEnum):
    """Where a request to erase stands."""

    waiting = "waiting"
    lapsed = "lapsed"
    erased = "erased"
    refused = "refused"
    withdrawn = "withdrawn"
