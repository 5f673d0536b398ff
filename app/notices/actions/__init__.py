"""Telling people what happened, and trying again what was given up."""

from app.notices.actions.case_notices import Notices
from app.notices.actions.queue import Queue
from app.notices.actions.warnings import Warnings
from app.notices.actions.welcome import Welcome

__all__ = ["Notices", "Queue", "Warnings", "Welcome"]
