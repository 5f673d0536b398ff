"""The words of deadlines: units a period is counted in, which way, and why its end is the day it is."""

from enum import StrEnum

from app.kernel.errors import N_


class Unit(StrEnum):
    hours = "hours"
    days = "days"
    court_days = "court_days"
    weeks = "weeks"
    months = "months"
    years = "years"


UNIT_WORDS = {
    Unit.hours: N_("hours"),
    Unit.days: N_("days"),
    Unit.court_days: N_("court days"),
    Unit.weeks: N_("weeks"),
    Unit.months: N_("months"),
    Unit.years: N_("years"),
}


class Way(StrEnum):
    """After what happened, or before what is to happen."""

    after = "after"
    before = "before"


WAY_WORDS = {Way.after: N_("after"), Way.before: N_("before")}


class Because(StrEnum):
    """One reason in the explanation of a deadline, about one day."""

    begins = "begins"  # what the period is counted from; that day does not count
    counted = "counted"  # where counting alone would end
    weekend = "weekend"
    holiday = "holiday"
    outage = "outage"  # the court could not be reached on the last day
    stayed = "stayed"  # it stood still for a time, which is added
    kept = "kept"  # it ended later at the court that had the case before
    ends = "ends"


BECAUSE_WORDS = {
    Because.begins: N_("What it is counted from. This day does not count."),
    Because.counted: N_("Counting ends here."),
    Because.weekend: N_("The court does not work on this day of the week."),
    Because.holiday: N_("Holiday: %(name)s"),
    Because.outage: N_("Filing was not possible when it would have ended."),
    Because.stayed: N_("The days on which it stood still are added."),
    Because.kept: N_("The court that had the case before had it end later. Nobody loses time by a move."),
    Because.ends: N_("It ends."),
}


class DeadlineState(StrEnum):
    running = "running"
    met = "met"
    stayed = "stayed"
    lifted = "lifted"


STATE_WORDS = {
    DeadlineState.running: N_("Running"),
    DeadlineState.met: N_("Met"),
    DeadlineState.stayed: N_("Stayed"),
    DeadlineState.lifted: N_("Lifted"),
}
