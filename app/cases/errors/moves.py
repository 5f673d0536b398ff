"""What is refused about moving a case."""

from app.kernel.errors import N_, Conflict, Forbidden, Gone, Invalid, NotFound


class MoveNotOpen(Conflict):
    """`state`: how the case stands."""

    code = "move-not-open"
    title = N_("The case cannot be moved in this way as it stands.")
    hint = N_("Open “Move this case” again: it shows what is possible now.")


class SomethingUnfinished(Conflict):
    """`unfinished`: what has to be over first, each a code."""

    code = "something-unfinished"
    title = N_("Something in the case is not over yet.")
    hint = N_("Bring hearings, filings and deadlines to their end first. “Move this case” says which of them.")


class NothingMoves(Invalid):
    code = "nothing-moves"
    title = N_("Somebody has to go, and somebody has to stay.")
    hint = N_("Choose at least one party for the new case, and leave at least one in this one.")


class OfferNotFound(NotFound):
    code = "offer-not-found"
    title = N_("There is no such offer for you.")
    hint = N_("Go back to the list of what is offered to your court.")


class OfferAnswered(Gone):
    code = "offer-answered"
    title = N_("This offer was answered or taken back.")
    hint = N_("Reload the page to see how things stand now.")


class OwnCourt(Invalid):
    code = "own-court"
    title = N_("The case is at this court already.")
    hint = N_("Choose another court.")


class OnlyTheCourtMoves(Forbidden):
    code = "only-the-court-moves"
    title = N_("Where a case is heard is decided by the court that has it.")
    hint = N_("To ask for it, file a motion.")
