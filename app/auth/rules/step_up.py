"""Before something that cannot be taken back a proof of who it is must be fresh (ASVS 7.5.3)."""

from datetime import datetime

from app.auth.errors import ConfirmItIsYou
from app.auth.terms import FRESH


def require_fresh(proved_at: datetime | None, at: datetime) -> None:
    """Raises ConfirmItIsYou unless the person proved who they are within `FRESH`."""
    if proved_at is None or at - proved_at >= FRESH:
        raise ConfirmItIsYou()
