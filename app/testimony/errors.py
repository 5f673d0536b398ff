"""What asking for protection refuses."""

from app.kernel.errors import N_, Forbidden, Invalid, NotFound


class OrderNotFound(NotFound):
    code = "order-not-found"
    title = N_("There is no such order that you may see.")
    hint = N_("Open the case to see the orders you may read.")


class NotInThisCase(Invalid):
    code = "person-not-in-case"
    title = N_("This person has no part in the case.")
    hint = N_("Choose somebody from the list.")


class MayNotAsk(Forbidden):
    code = "may-not-ask-for-protection"
    title = N_("Protection in this case is asked for by the parties, their counsel and the court.")
    hint = N_("Tell the court office what you fear. They will pass it on safely.")
