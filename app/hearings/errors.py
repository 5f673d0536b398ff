"""What hearings refuse, in words for the person."""

from app.kernel.errors import N_, Conflict, Forbidden, Invalid, NotFound, Precondition


class StepNotOpen(Conflict):
    code = "hearing-step-not-open"
    title = N_("This step does not fit where the hearing stands now.")
    hint = N_("Reload the page to see which steps are possible.")


class NotYourStep(Forbidden):
    code = "hearing-step-not-yours"
    title = N_("This step belongs to somebody else in the hearing.")
    hint = N_("Ask the judge or the clerk.")


class StepNeeds(Invalid):
    """`missing` names what the step needs: a reason, a next date."""

    code = "hearing-step-needs-more"
    title = N_("This step needs something that is not there yet.")
    hint = N_("Add what is listed, then try again.")


class NotReadyToTestify(Conflict):
    """`missing` names what has to be settled before the witness is called."""

    code = "not-ready-to-testify"
    title = N_("This person cannot be called yet.")
    hint = N_("Settle what is listed. Nobody needs to hurry.")


class ReadyTapNeeded(Conflict):
    code = "ready-tap-needed"
    title = N_("The sitting resumes when the person who asked for a break says they are ready.")
    hint = N_("They have a button for it. There is no time limit.")


class OwnTapNeeded(Forbidden):
    code = "own-tap-needed"
    title = N_("Only this person can switch on their own camera and microphone.")
    hint = N_("Ask them whether they are ready.")


class FloorNotFair(Conflict):
    """`missing` lists, by party, what is not there and whether a ruling or a link stands in the way."""

    code = "floor-not-fair"
    title = N_("The sitting cannot be in session: somebody would not have what a fair hearing needs.")
    hint = N_("Look at the list, then vary the ruling, mend the link, or rule on going on without them.")


class SummaryOwed(Conflict):
    code = "summary-owed"
    title = N_("Evidence cannot close before the summary owed has been given.")
    hint = N_("Give the summary to the person who was away, then close evidence.")


class ProtectedLeavesFirst(Conflict):
    code = "leaves-first"
    title = N_("Somebody has to leave the hearing first.")
    hint = N_("The list shows who leaves next.")


class AdmittedByHandOnly(Forbidden):
    code = "admitted-by-hand-only"
    title = N_("This person is let in by the clerk, when everything is ready.")
    hint = N_("They wait in their own room until then.")


class PublicStillThere(Conflict):
    code = "public-still-there"
    title = N_("The hearing becomes private when the last member of the public has been let out.")
    hint = N_("This takes a moment and needs nothing from you.")


class RoomNotForThem(Conflict):
    """Deliberately without data: the answer must not say who is inside."""

    code = "room-not-possible"
    title = N_("This room is not possible just now.")
    hint = N_("Choose another room, or ask the clerk.")


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


class SittingHasBegun(Conflict):
    code = "sitting-has-begun"
    title = N_("The room of this hearing has been opened, so its plan no longer changes here.")
    hint = N_("Adjourn the sitting from the room, then book the next date.")
