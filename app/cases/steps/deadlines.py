"""Counting a deadline on the calendar of the court that has its case."""

from datetime import UTC

from app.cases.models.deadlines import Deadline
from app.cases.queries.deadlines import as_trace, counted
from app.cases.rules.court_days import CourtCalendar


def count(row: Deadline, days: CourtCalendar, zone: str) -> None:
    """Let it end where the calendar now has it. Raises NoCourtDaysLeft."""
    end = counted(row, days, zone)
    row.ends_at, row.trace = end.at.astimezone(UTC), as_trace(end)
