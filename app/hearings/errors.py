"""What hearings refuse, in words for the person."""

from app.kernel.errors import N_, Conflict, Forbidden, Invalid, NotFound, Precondition


class HearingNotFound(NotFound):
    code = "hearing-not-found"
    title = N_("There is no such hearing that you may see.")
    hint = N_("Go to your list of hearings, or ask the court office.")


class ParticipantNotFound(NotFound):
    code = "participant-not-found"
    title = N_("This person does not take part in the hearing.")
    hint = N_("Open the hearing to see who takes part.")


class OnlyTheCourtBooks(Forbidden):
    code = "only-the-court-books"
    title = N_("Only the court of this case can book or change its hearings.")
    hint = N_("File a motion if you need a hearing or another time.")


class HearingNeedsAJudge(Invalid):
    code = "hearing-needs-a-judge"
    title = N_("A hearing needs a judge.")
    hint = N_("Choose the judge who will hear the matter.")


class NotOfThisCase(Invalid):
    code = "not-of-this-case"
    title = N_("Somebody chosen has no part in this case and is no judge of this court.")
    hint = N_("Give the person a part in the case first, then book the hearing.")


class LanguagesMissing(Invalid):
    code = "languages-missing"
    title = N_("An interpreter was chosen without saying which languages.")
    hint = N_("Choose at least two languages for each interpreter.")


class ChangedMeanwhile(Precondition):
    """`version`: the one that stands now."""

    code = "hearing-changed-meanwhile"
    title = N_("Somebody changed this hearing while you were looking at it.")
    hint = N_("Look at the hearing as it stands now, then make your change again.")


class ComesWithAnAccount(Conflict):
    code = "comes-with-an-account"
    title = N_("This person signs in with an account and needs no code.")
    hint = N_("If they cannot sign in, ask the administrator for help.")
