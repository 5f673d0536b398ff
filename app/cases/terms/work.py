"""The words of work: what waits for a decision of the court office, how long it has for it, and how that stands."""

from collections.abc import Mapping
from enum import StrEnum

from app.kernel.errors import N_


class WorkKind(StrEnum):
    """What waits for the court office."""

    filing = "filing"  # to be reviewed
    asking = "asking"  # a petition or charge that asks for a case
    correction = "correction"  # asked for, of a line on the docket
    offer = "offer"  # of a case, by another court
    deadline = "deadline"  # of the court, that ends soon or has ended, and nobody has said what became of it


COURT_DAYS: Mapping[WorkKind, int] = {
    WorkKind.filing: 3,
    WorkKind.asking: 5,
    WorkKind.correction: 5,
    WorkKind.offer: 10,
}
"""How many court days the court office gives itself for each; a deadline of the court has an end of its own."""
SOON_COURT_DAYS = 5
"""A deadline of the court is work from so many court days before it ends."""
MOST = 200
"""So many of each kind are listed, those that wait longest."""


class DueIn(StrEnum):
    """How the day for something stands, seen from now."""

    passed = "passed"
    today = "today"
    later = "later"


class WorkScope(StrEnum):
    """Whose work is listed."""

    mine = "mine"
    team = "team"


WORK_WORDS: Mapping[WorkKind, str] = {
    WorkKind.filing: N_("Filing to review"),
    WorkKind.asking: N_("Petition or charge that asks for a case"),
    WorkKind.correction: N_("Correction that somebody asked for"),
    WorkKind.offer: N_("Case that another court offers"),
    WorkKind.deadline: N_("Deadline that ends soon"),
}
DUE_WORDS: Mapping[DueIn, str] = {
    DueIn.passed: N_("First of all"),
    DueIn.today: N_("Today"),
    DueIn.later: N_("Later"),
}
