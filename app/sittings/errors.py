"""What the room refuses, in words for the person."""

from app.kernel.errors import N_, Conflict, Gone, Invalid


class MessageUnreadable(Invalid):
    code = "message-unreadable"
    title = N_("The room did not understand this message.")
    hint = N_("Reload the page. You keep your place.")


class ProtocolTooOld(Gone):
    code = "protocol-version"
    title = N_("This page is from another version of the service.")
    hint = N_("Reload the page. You keep your place.")


class ListChanged(Conflict):
    code = "list-changed"
    title = N_("The list of who sees and hears you has changed.")
    hint = N_("Look at the new list, then tap again if you agree. Nothing was started.")


class NotInTheHearing(Conflict):
    code = "not-in-the-hearing"
    title = N_("You are in your own waiting room.")
    hint = N_("Camera and microphone can start when you are called in.")


class SittingOver(Gone):
    code = "sitting-over"
    title = N_("This sitting has ended.")
    hint = N_("Minutes and next dates are on the page of the hearing.")
