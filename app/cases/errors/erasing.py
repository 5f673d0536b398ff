"""What erasing for good refuses: to one officer alone, and to more than was looked at."""

from app.kernel.errors import N_, Conflict, Forbidden, NotFound


class OnlyRegistrarsErase(Forbidden):
    code = "only-registrars-erase"
    title = N_("Registrars ask for an erasure; another registrar confirms it.")
    hint = N_("Ask a registrar, and give the order of the court.")


class AnotherOfficerErases(Forbidden):
    code = "another-officer-erases"
    title = N_("Another officer has to decide about this.")
    hint = N_("Whoever asks for an erasure cannot confirm it. You can withdraw it.")


class ErasureNotWaiting(Conflict):
    code = "erasure-not-waiting"
    title = N_("This request to erase does not wait any more.")
    hint = N_("It was decided, withdrawn, or waited for more than seven days. Reload the page to see.")


class ErasureNotFound(NotFound):
    code = "erasure-not-found"
    title = N_("There is no such request to erase.")
    hint = N_("Go back to the list.")


class NothingReached(Conflict):
    code = "nothing-reached"
    title = N_("There is nothing there to erase.")
    hint = N_("Check what was named. It may have been erased already.")


class ErasureGrew(Conflict):
    code = "erasure-grew"
    title = N_("More would go now than when this was asked for.")
    hint = N_("Something was added since. Refuse this request and ask anew, so that what goes is what was looked at.")
