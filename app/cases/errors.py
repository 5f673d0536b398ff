"""What the register refuses."""

from app.kernel.errors import N_, Conflict, Invalid, NotFound


class CaseNotFound(NotFound):
    code = "case-not-found"
    title = N_("There is no such case that you may see.")
    hint = N_("Check the number. If you are a party, ask the court office to add you to the case.")


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
