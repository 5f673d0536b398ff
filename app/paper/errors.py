"""What the paper side of the registry refuses, in words for the person."""

from app.kernel.errors import N_, Forbidden, TooLarge


class OnlyTheRegistry(Forbidden):
    code = "only-the-registry"
    title = N_("Only clerks of a court do its paper work here.")
    hint = N_("Ask the court office for what you need on paper.")


class OnlyForTheBench(Forbidden):
    code = "only-for-the-bench"
    title = N_("The file of a day is put together for judges and clerks.")
    hint = N_("Open the page of your case to read what is in it.")


class DayFileTooLarge(TooLarge):
    """`limit`: bytes."""

    code = "day-file-too-large"
    title = N_("The documents of these hearings are too large for one PDF.")
    hint = N_("Print hearing by hearing, or open the largest documents from the page of the case.")
