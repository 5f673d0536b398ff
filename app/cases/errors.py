"""What the register refuses."""

from app.kernel.errors import N_, Conflict, Forbidden, Gone, Invalid, NotFound


class CaseNotFound(NotFound):
    code = "case-not-found"
    title = N_("There is no such case that you may see.")
    hint = N_("Check the number. If you are a party, ask the court office to add you to the case.")


class NothingToErase(Invalid):
    code = "nothing-to-erase"
    title = N_("This does not say what to erase, or by which order.")
    hint = N_("Name a document, case, class, year or court as the handbook shows, and the reference of the order.")


class EntryNotFound(NotFound):
    code = "entry-not-found"
    title = N_("There is no such entry that you may see.")
    hint = N_("Go back to the docket of the case.")


class PersonAlreadyInCase(Conflict):
    code = "person-already-in-case"
    title = N_("This person already has this part in the case.")
    hint = N_("Open the case to see who takes part.")


class NumberFormUnusable(Invalid):
    code = "number-form-unusable"
    title = N_("Case numbers cannot be written in this form.")
    hint = N_(
        "Use {series} and {number}, and if you wish {court} and {year}, each between a hyphen, a dot or an underscore, "
        "for example {series}-{year}-{number:5}."
    )


class NumberFormsMeet(Conflict):
    code = "number-forms-meet"
    title = N_("Another court here could give the same numbers.")
    hint = N_("Put {court} into the form: it is replaced by the code of the court.")


class NobodyToAllot(Conflict):
    code = "nobody-to-allot"
    title = N_("There is no judge on this list who could take the case.")
    hint = N_("Choose another list, or end an absence or a recusal first. Nothing was changed.")


class CourtNotFound(NotFound):
    code = "court-not-found"
    title = N_("There is no such court here.")
    hint = N_("Go back to the list of courts and choose one.")


class CourtNameTaken(Conflict):
    code = "court-name-taken"
    title = N_("There is a court with this name already.")
    hint = N_("Give the court the name by which people tell it from the other.")


class UnitNameTaken(Conflict):
    code = "unit-name-taken"
    title = N_("This court has a unit with this name already.")
    hint = N_("Choose another name for the unit.")


class NotAUnitOfTheCourt(Invalid):
    code = "not-a-unit-of-the-court"
    title = N_("These units are not of the court this clerk works at.")
    hint = N_("Give the clerk a place at the court first, then choose among its units.")


class OnlyClerksOpenCases(Forbidden):
    code = "only-clerks-open-cases"
    title = N_("Cases are opened by the clerks of the court.")
    hint = N_("Ask the court office of the court that is to have the case.")


class CaseTypeNotFound(NotFound):
    code = "case-type-not-found"
    title = N_("This court takes no such kind of case.")
    hint = N_("Choose one of the kinds on the list. An administrator can add others.")


class CaseTypeTaken(Conflict):
    code = "case-type-taken"
    title = N_("This court has a kind of case with this name already.")
    hint = N_("Choose another name, or change the one that is there.")


class JudgeListNotFound(NotFound):
    code = "judge-list-not-found"
    title = N_("This court has no such list of judges.")
    hint = N_("Choose one of the lists of the court.")


class JudgeListTaken(Conflict):
    code = "judge-list-taken"
    title = N_("This court has a list with this name already.")
    hint = N_("Choose another name, or change the one that is there.")


class NotAJudgeOfTheCourt(Invalid):
    code = "not-a-judge-of-the-court"
    title = N_("This person is not a judge of this court.")
    hint = N_("Choose a judge who has an account at this court.")


class ReasonMissing(Invalid):
    code = "reason-missing"
    title = N_("Please say why.")
    hint = N_("A judge who is named by hand, and not drawn, is named for a reason that is kept with the case.")


class RepresentsNobody(Invalid):
    code = "represents-nobody"
    title = N_("Somebody is to act for a person who is not on the list.")
    hint = N_(
        "Counsel, interpreters and support persons act for somebody who is named here too, other than themselves."
    )


class ReceivedLater(Invalid):
    code = "received-later"
    title = N_("Paper cannot have come in later than now.")
    hint = N_("Check the day and the time at which the court got it.")


class CourtCodeTaken(Conflict):
    code = "court-code-taken"
    title = N_("Another court has these letters.")
    hint = N_("Choose other letters for this court.")


class LessProtectedThanItsKind(Invalid):
    code = "less-protected-than-its-kind"
    title = N_("Cases of this kind are not open to so many.")
    hint = N_("A case can be stricter than its kind has it, and never less strict.")


class OnlyTheCourtReplaces(Forbidden):
    code = "only-the-court-replaces"
    title = N_("Another judge is drawn by the court.")
    hint = N_("To ask that a judge take no part in a case, file a motion.")


class OnlyOfficers(Forbidden):
    code = "only-officers"
    title = N_("Emergency access is for officers of the court.")
    hint = N_("Clerks, judges and registrars ask; a judge or a registrar allows. Administrators do neither.")


class AnotherOfficerNeeded(Forbidden):
    code = "another-officer-needed"
    title = N_("A second officer has to decide on your request.")
    hint = N_("Ask a judge or a registrar to look at it.")


class BreakGlassNotFound(NotFound):
    code = "break-glass-not-found"
    title = N_("There is no such request for emergency access.")
    hint = N_("Go back to the list of requests.")


class BreakGlassTooLong(Invalid):
    """`shortest`, `longest`: minutes."""

    code = "break-glass-too-long"
    title = N_("Emergency access lasts between five minutes and four hours.")
    hint = N_("Choose the shortest time that will do. You can ask again.")


class NoLongerWaiting(Gone):
    code = "break-glass-no-longer-waiting"
    title = N_("This request does not wait any more.")
    hint = N_("A request waits for half an hour. If the need is still there, it has to be asked anew.")


class NoLongerRunning(Gone):
    code = "break-glass-no-longer-running"
    title = N_("This emergency access has ended.")
    hint = N_("If the need is still there, ask anew.")


class NotYetOver(Conflict):
    code = "break-glass-not-over"
    title = N_("This emergency access is still running.")
    hint = N_("End it first, or wait until it ends by itself.")


class NothingToOpen(NotFound):
    code = "break-glass-nothing-to-open"
    title = N_("There is nothing that this request could open.")
    hint = N_("Check the number of the case and the pseudonym, then ask anew. The request is closed.")


class OnlyJudgesOfTheCase(Forbidden):
    code = "only-judges-of-the-case"
    title = N_("Only a judge of the case can order this.")
    hint = N_("Ask the judge of the case.")
