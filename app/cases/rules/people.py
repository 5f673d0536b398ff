"""What the register refuses about the people of its cases."""

from app.kernel.errors import N_, Forbidden


class NamesNotYours(Forbidden):
    code = "names-not-yours"
    title = N_("The names of this person are kept by others.")
    hint = N_(
        "The clerk and the judge of the case keep the names they may read. People who work for a court are named by "
        "the administrator."
    )
