"""What is refused about bringing cases over from an old system, before anything is read."""

from app.kernel.errors import N_, Conflict, Forbidden, Invalid


class CourtNotNamed(Invalid):
    code = "court-not-named"
    title = N_("No court has this name or id, or several have.")
    hint = N_("Write the name as the administrator's list of courts has it, or the id.")


class OnlyTheOfficeImports(Forbidden):
    code = "only-the-office-imports"
    title = N_("Cases are brought over by a clerk of the court, a registrar or an administrator.")
    hint = N_("Name the e-mail address of the account of somebody who answers for it.")


class SeriesNotItsOwn(Conflict):
    code = "series-not-its-own"
    title = N_("Cases that are brought over need a series of their own.")
    hint = N_("Choose one to eight capital letters that stand for no kind of case of this court.")


class SourceMissing(Invalid):
    code = "source-missing"
    title = N_("The old system needs a name.")
    hint = N_("Choose one of up to 40 characters, and keep to it: by it nothing is brought over twice.")
