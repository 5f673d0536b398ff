"""What people do in a sitting: acts of the court in `acts`, coming, checking and tapping in `presence`."""

from app.sittings.actions.acts import Acts
from app.sittings.actions.presence import Presence

__all__ = ["Acts", "Presence"]
