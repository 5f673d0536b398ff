"""When an invitation is still good."""

from datetime import datetime


def invitation_open(expires_at: datetime, recalled_at: datetime | None, at: datetime) -> bool:
    """True until it expires or is recalled. Opening the link changes nothing (mail scanners open links)."""
    return recalled_at is None and at < expires_at
