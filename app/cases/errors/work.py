"""What is refused about the work of the court office."""

from app.kernel.errors import N_, Conflict, Forbidden, Invalid, NotFound


class OnlyTheCourtOfficeWorks(Forbidden):
    code = "only-the-court-office-works"
    title = N_("The list of what waits is for the clerks of a court.")
    hint = N_("What concerns you is on your own first page.")


class WorkNotFound(NotFound):
    code = "work-not-found"
    title = N_("Something of this does not wait for you, or not any more.")
    hint = N_("Reload the list to see what waits now. Nothing was changed.")


class WorkHeldByAnother(Conflict):
    """`held_by`: who has it, by id."""

    code = "work-held-by-another"
    title = N_("Somebody has taken this already.")
    hint = N_("The list shows who has it now. Nothing was changed.")


class WorkNotWithYou(Conflict):
    code = "work-not-with-you"
    title = N_("Only what you have can be given back.")
    hint = N_("Choose from your own work. Nothing was changed.")


class WorkStandsOtherwise(Conflict):
    """`held_by`: who has it now, by id."""

    code = "work-stands-otherwise"
    title = N_("Something of this changed hands since you saw it.")
    hint = N_("The list shows who has it now. Look before you give it to somebody. Nothing was changed.")


class ColleagueNotFound(Invalid):
    code = "colleague-not-found"
    title = N_("This colleague cannot be given work of this court.")
    hint = N_("Choose a clerk of your court from the list.")


class NotForThisColleague(Invalid):
    code = "not-for-this-colleague"
    title = N_("This colleague does not work with everything you chose.")
    hint = N_("Choose somebody of the unit that has the case. Nothing was changed.")
