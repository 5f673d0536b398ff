"""What the register refuses about people: who keeps their names, who finds them, who says that two are one."""

from app.kernel.errors import N_, Conflict, Forbidden, NotFound


class OnlyOfficesFindPeople(Forbidden):
    code = "only-offices-find-people"
    title = N_("People are searched for by the court office and by contact officers.")
    hint = N_("Open one of your cases to see who takes part in it.")


class OnlyClerksMerge(Forbidden):
    code = "only-clerks-merge"
    title = N_("Whether two entries are one person is for the clerks who know both.")
    hint = N_("Tell the court office what you noticed.")


class OnlyTheRegistrarMatches(Forbidden):
    code = "only-the-registrar-matches"
    title = N_("Likenesses that no clerk may see are for the registrar.")
    hint = N_("Ask the registrar if you think that somebody is known to the court already.")


class LikenessNotFound(NotFound):
    code = "likeness-not-found"
    title = N_("There is no such proposal for you.")
    hint = N_("Go back to the list of possible duplicates.")


class MergeNotFound(NotFound):
    code = "merge-not-found"
    title = N_("There is no such merge for you.")
    hint = N_("Go back to the list of merges.")


class NamesNotYours(Forbidden):
    code = "names-not-yours"
    title = N_("The names of this person are kept by others.")
    hint = N_(
        "The clerk and the judge of the case keep the names they may read. People who work for a court are named by "
        "the administrator."
    )


class OnePersonAlready(Conflict):
    code = "one-person-already"
    title = N_("These two stand for one person already.")
    hint = N_("The list of merges shows since when, and why.")
