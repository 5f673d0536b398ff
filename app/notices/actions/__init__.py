"""Telling people what happened, and trying again what was given up."""

from app.notices.actions.case_notices import Notices

__all__ = ["Notices"]
