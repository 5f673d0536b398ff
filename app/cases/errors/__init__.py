"""What the register refuses."""

from app.kernel.errors import N_, Conflict, Forbidden, Gone, Invalid, NotFound, Precondition


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


class NotInCase(NotFound):
    code = "nobody-of-the-case"
    title = N_("Nobody takes part in this case here whom you may know of.")
    hint = N_("Go back to the list of people of the case.")


class NameStandsAlready(Conflict):
    code = "name-stands-already"
    title = N_("This name stands there already.")
    hint = N_("Reload the page to see the names as they stand now.")


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


class OnlyRegistrars(Forbidden):
    code = "only-registrars"
    title = N_("The courts in numbers are for the registrar of the installation.")
    hint = N_("The cases of your own court are under Cases.")


class OnlyJudgesDeclare(Forbidden):
    code = "only-judges-declare"
    title = N_("Whom they are related to is for judges to declare.")
    hint = N_("To ask that a judge take no part in a case, file a motion.")


class RelationNotFound(NotFound):
    code = "relation-not-found"
    title = N_("There is no such declaration of yours.")
    hint = N_("Reload the page to see how things stand now.")


class OnlyCounselAsks(Forbidden):
    code = "only-counsel-asks"
    title = N_("Petitions and charges are filed here by counsel and by the prosecution.")
    hint = N_("Bring it to the court office on paper: a clerk opens the case from there.")


class AskingNotFound(NotFound):
    code = "asking-not-found"
    title = N_("There is no such petition or charge that you may see.")
    hint = N_("Go back to the list.")


class AskingDecided(Conflict):
    code = "asking-decided"
    title = N_("This was decided or withdrawn already.")
    hint = N_("Reload the page to see how things stand now.")


class RefusedWithoutReason(Invalid):
    code = "refused-without-reason"
    title = N_("Please say why it is refused.")
    hint = N_("Whoever filed it reads the reason.")


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
    code = "named-without-reason"
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


class NoSuchAccount(NotFound):
    code = "no-such-account"
    title = N_("Nobody with this e-mail address has an account here.")
    hint = N_("Check the address, or ask the person to set up their account first.")


class NotYoursToGive(Forbidden):
    code = "not-yours-to-give"
    title = N_("Who may see this case is decided by the court that has it.")
    hint = N_("Ask the court office or file a motion.")


class OnlyTheJudgeRelaxes(Forbidden):
    code = "only-the-judge-relaxes"
    title = N_("Letting more people read something that is sealed is for the judge of the case.")
    hint = N_("Ask the judge for a ruling.")


class GrantNotFound(NotFound):
    code = "grant-not-found"
    title = N_("There is no such access to this case.")
    hint = N_("Reload the page to see how things stand now.")


class NoticeNotFound(NotFound):
    code = "counsel-notice-not-found"
    title = N_("There is no such notice of counsel that waits for you.")
    hint = N_("Reload the page to see how things stand now.")


class PartNotFound(NotFound):
    code = "part-not-found"
    title = N_("Nobody acts as counsel in this case under this number.")
    hint = N_("Reload the page to see how things stand now.")


class StandInNotFound(NotFound):
    code = "stand-in-not-found"
    title = N_("There is no such mandate of yours.")
    hint = N_("Reload the page to see how things stand now.")


class ThingNotFound(NotFound):
    code = "thing-to-seal-not-found"
    title = N_("There is no such entry or document in this case that you may seal.")
    hint = N_("Go back to the docket of the case.")


class NotCounsel(Forbidden):
    code = "not-counsel"
    title = N_("Telling the court whom one represents is for counsel.")
    hint = N_("If you are a lawyer, ask the administrator to change your account.")


class ClientMissing(Invalid):
    code = "client-missing"
    title = N_("Say for whom counsel appears.")
    hint = N_("Choose somebody who takes part in this case. Only the prosecution appears for nobody.")


class PurposeMissing(Invalid):
    code = "purpose-missing"
    title = N_("Access needs a purpose, and for the press an order.")
    hint = N_("Write what the access is for and, for the press, the order that allows it.")


class PeriodWrong(Invalid):
    code = "period-wrong"
    title = N_("This has to end, and not before it begins.")
    hint = N_("Choose a last day in the future, within a year.")


class NobodyNamed(Invalid):
    code = "nobody-named"
    title = N_("A seal to named persons names somebody.")
    hint = N_("Write the e-mail address of each person who may read it.")


class AlreadyAtThisLevel(Conflict):
    code = "already-at-this-level"
    title = N_("This is sealed in this way already.")
    hint = N_("Reload the page to see how things stand now.")


class NoColleague(Invalid):
    code = "no-colleague"
    title = N_("This person cannot act for you.")
    hint = N_("A colleague has the same kind of account, at the same court. Only counsel can have assistants.")


class OnlyTheCourtSetsDeadlines(Forbidden):
    code = "only-the-court-sets-deadlines"
    title = N_("Deadlines are set by the court.")
    hint = N_("To ask for more time, file a motion.")


class DeadlineNotFound(NotFound):
    code = "deadline-not-found"
    title = N_("There is no such deadline that you may see.")
    hint = N_("Go back to the case.")


class DeadlineStepNotOpen(Conflict):
    code = "deadline-step-not-open"
    title = N_("This cannot be done with the deadline as it stands.")
    hint = N_("Open the case again to see how the deadline stands now.")


class DeadlineChangedMeanwhile(Precondition):
    code = "deadline-changed-meanwhile"
    title = N_("Somebody changed this deadline since you last saw it.")
    hint = N_("Open the case again and look before you repeat it.")


class HolidayDeclared(Conflict):
    code = "holiday-declared"
    title = N_("This day is a holiday of the court already.")
    hint = N_("Take it back first if its name is wrong.")


class NoCourtDaysLeft(Invalid):
    code = "no-court-days-left"
    title = N_("The court would not work for two months in a row.")
    hint = N_("Check the holidays around this day.")


class ClosureEndsFirst(Invalid):
    code = "closure-ends-first"
    title = N_("This time would end before it begins.")
    hint = N_("Check both times.")


class OnlyTheCourtKeepsNotes(Forbidden):
    code = "only-the-court-keeps-notes"
    title = N_("Notes about a case are kept by the court that has it.")
    hint = N_("To tell the court something, file it.")


class WordsNameProtected(Invalid):
    code = "words-name-protected"
    title = N_("These words name somebody of the case.")
    hint = N_("Say it without the name: others read these words who may not know it.")
