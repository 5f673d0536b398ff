"""The minute in which what somebody clicked can be undone: until it is over, nothing of it shows anywhere else."""

from datetime import datetime

from app.filings.errors import TooLateToUndo
from app.filings.terms import RECALL


def takes_effect(now: datetime, *, at_once: bool) -> datetime:
    """When a decision taken now takes effect."""
    return now if at_once else now + RECALL


def check_undo(effective_at: datetime | None, now: datetime) -> None:
    """Raises TooLateToUndo from the moment the decision takes effect."""
    if effective_at is not None and now >= effective_at:
        raise TooLateToUndo()
