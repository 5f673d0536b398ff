"""What filing and reviewing refuse."""

from app.kernel.errors import N_, Conflict, Forbidden, Invalid, NotFound, Precondition, Unavailable


class FilingNotFound(NotFound):
    code = "filing-not-found"
    title = N_("There is no such filing that you may see.")
    hint = N_("Open your list of filings, or ask the court office.")


class CounselSigns(Forbidden):
    code = "counsel-signs"
    title = N_("This filing is ready, but counsel has to send it.")
    hint = N_("Everything is kept. Counsel finds it among their filings, or can let you sign at “My mandates”.")


class MayNotFile(Forbidden):
    code = "may-not-file"
    title = N_("Filing in this case is open to its parties and their counsel.")
    hint = N_("If you act for a party, ask the court office to add you to the case.")


class NotTheFiler(Forbidden):
    code = "not-the-filer"
    title = N_("Only the person who filed it can do this.")
    hint = N_("The court can accept, return or reject it in its review.")


class NotTheReviewer(Forbidden):
    code = "not-the-reviewer"
    title = N_("Filings are reviewed by the clerks of the court that has the case.")
    hint = N_("If this is your case, ask the court office to look at your account.")


class StepNotOpen(Conflict):
    """`state`: where the filing stands; `act`: what was asked."""

    code = "filing-step-not-open"
    title = N_("This step does not fit where the filing stands now.")
    hint = N_("Reload the page to see how the filing stands.")


class TitleMissing(Invalid):
    code = "title-missing"
    title = N_("The filing has no title yet.")
    hint = N_("Say in a few words what you file, in the way it should stand on the docket.")


class TitleNamesProtected(Invalid):
    code = "title-names-protected"
    title = N_("The title names somebody or a place that a ruling protects.")
    hint = N_("Use the name the court gave, or leave the name out. Nothing was saved of this title.")


class NoDocuments(Invalid):
    code = "no-documents"
    title = N_("There is no document in this filing yet.")
    hint = N_("Add at least one PDF.")


class DocumentsToFix(Invalid):
    """`documents`: ids of those with findings that must be fixed."""

    code = "documents-to-fix"
    title = N_("Something in a document must be fixed before it can be filed.")
    hint = N_("Open the findings: each says what to do. Replace the file or take the cleaned copy.")


class FindingsNotSeen(Invalid):
    """`documents`: ids of those with findings nobody has answered yet."""

    code = "findings-not-seen"
    title = N_("Some findings wait for your answer.")
    hint = N_("For each, say that you keep the document as it is, or replace the file.")


class DocumentElsewhere(Invalid):
    code = "document-elsewhere"
    title = N_("One of these documents is not yours to file in this case.")
    hint = N_("Upload the document for this case first.")


class FindingUnknown(Invalid):
    code = "finding-unknown"
    title = N_("The check did not find this in that document, or it cannot be kept as it is.")
    hint = N_("Reload the findings and answer those you see.")


class FindingsToRead(Invalid):
    """`documents`: ids of those in which something was found."""

    code = "findings-to-read"
    title = N_("Something was found in a document, and somebody has to read it before this is decided.")
    hint = N_("Open the filing, look at what was found, and decide there.")


class FilingChangedMeanwhile(Precondition):
    code = "filing-changed-meanwhile"
    title = N_("Somebody opened or changed this filing since you last saw it.")
    hint = N_("Look at it again, then decide.")


class DocumentsNotChecked(Conflict):
    code = "documents-not-checked"
    title = N_("The check of the documents is not finished.")
    hint = N_("Wait a moment and reload. The filing time is kept whatever the check finds.")


class ReasonMissing(Invalid):
    code = "reason-missing"
    title = N_("A filing is returned or rejected for a reason from the list.")
    hint = N_("Choose the reasons that apply. A note can say more.")


class CureDateWrong(Invalid):
    """`latest_days`: the most the filer may be given."""

    code = "cure-date-wrong"
    title = N_("The day to correct by must lie ahead, and not too far.")
    hint = N_("Choose a day from tomorrow on, within ninety days.")


class LevelRelaxed(Invalid):
    code = "level-relaxed"
    title = N_("A review can restrict who sees a filing, not open it to more people.")
    hint = N_("Keep the level the filer chose, or choose a stricter one. Only a ruling relaxes it.")


class TooLateToUndo(Conflict):
    code = "too-late-to-undo"
    title = N_("This has taken effect and cannot be undone any more.")
    hint = N_("It stands on the docket. A correction is an entry of its own.")


class DocketBusy(Unavailable):
    code = "docket-busy"
    title = N_("Other entries are being made in this case at this moment.")
    hint = N_("The service tries again by itself. You need do nothing.")


class ProofNotSigned(Conflict):
    code = "proof-not-signed"
    title = N_("The proof of this receipt is being signed.")
    hint = N_("Try again in a few seconds. The receipt itself already stands.")


class CorrectionNotFound(NotFound):
    code = "correction-not-found"
    title = N_("There is no such correction that you may see.")
    hint = N_("Go back to the docket of the case.")


class OnlyTheCourtCorrects(Forbidden):
    code = "only-the-court-corrects"
    title = N_("What stands on the docket is corrected by the court.")
    hint = N_("If you file in this case, you can ask for a correction. Otherwise ask the court office.")


class OnlyTheJudgeCorrects(Forbidden):
    code = "only-the-judge-corrects"
    title = N_("This correction is for a judge of the case.")
    hint = N_("Orders and minutes, and whatever changes who may read something sealed, are corrected by the judge.")


class NotCorrectedSo(Invalid):
    code = "not-corrected-so"
    title = N_("This cannot be corrected in this entry.")
    hint = N_(
        "A receipt fixes when a filing came in, slips are for orders and minutes, "
        "and a correction is never corrected itself."
    )


class NothingToCorrect(Conflict):
    code = "nothing-to-correct"
    title = N_("It stands like this already.")
    hint = N_("Open the entry again to see how it stands now.")


class EntryIsStruck(Conflict):
    code = "entry-is-struck"
    title = N_("This entry was entered in error and stands for its number alone.")
    hint = N_("Look at its correction: it says where the right entry is.")


class CorrectionUnderWay(Conflict):
    code = "correction-under-way"
    title = N_("Another correction of this entry takes effect within a minute.")
    hint = N_("Wait for it, or undo it first.")


class CorrectionStepNotOpen(Conflict):
    code = "correction-step-not-open"
    title = N_("This cannot be done with the correction as it stands.")
    hint = N_("Open the entry again to see how it stands now.")


class CorrectedCaseUnknown(Invalid):
    code = "corrected-case-unknown"
    title = N_("You work on no other case with this number.")
    hint = N_("Check the number. A case of another court is reached by a transfer.")


class FilerElsewhere(Conflict):
    code = "filer-elsewhere"
    title = N_("Whoever filed this cannot file in that case, so the receipt would be lost to them.")
    hint = N_("Record them in that case first, or return the filing to them.")


class PartyUnknown(Invalid):
    code = "party-unknown"
    title = N_("Nobody takes part in this case under this number.")
    hint = N_("Choose one of the parties of the case.")


class ReceivedInFuture(Invalid):
    code = "received-in-future"
    title = N_("Nothing comes in later than now.")
    hint = N_("Check the day and the time at which the court got it.")
