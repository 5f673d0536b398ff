"""Reading what is on paper: hearings to print, fees and what was paid, the cash of a day."""

from app.paper.queries.hearings import hearings_to_print

__all__ = ["hearings_to_print"]
