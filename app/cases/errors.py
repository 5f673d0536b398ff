"""What the register refuses."""

from app.kernel.errors import N_, Conflict, NotFound


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
