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
