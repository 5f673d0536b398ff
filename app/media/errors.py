"""What the media engine refuses, and what it says when it cannot go on."""

from app.kernel.errors import N_, Conflict, Invalid, Unavailable


class RoomNotOpen(Conflict):
    code = "media-room-not-open"
    title = N_("Sound and picture are not running for this hearing.")
    hint = N_("Wait until the hearing is opened, then join again.")


class RoomAlreadyOpen(Conflict):
    code = "media-room-already-open"
    title = N_("Sound and picture are already running for this hearing.")
    hint = N_("Nothing needs to be done. Join the hearing.")


class BadDescription(Invalid):
    """The session description is not one this engine can answer; its text is never kept or shown."""

    code = "media-description-not-understood"
    title = N_("Your browser described its sound and picture in a way the court's service cannot read.")
    hint = N_("Reload the page. If it happens again, update the browser or use another one.")


class BadCandidate(Invalid):
    code = "media-candidate-not-understood"
    title = N_("Your browser offered a network address the court's service cannot read.")
    hint = N_("Reload the page. If it happens again, update the browser or use another one.")


class StaleEpoch(Conflict):
    """A message belongs to a connection or a plan that a newer one has replaced."""

    code = "media-message-out-of-date"
    title = N_("A newer connection has taken the place of this one.")
    hint = N_("Nothing needs to be done. The newer connection goes on.")


class OutsidePlan(Conflict):
    """A binding asks for an edge its own plan does not hold; nothing of the plan was added."""

    code = "media-binding-outside-plan"
    title = N_("This sound or picture may not go to this person.")
    hint = N_("Everything the plan takes away has been taken away. Work out the plan again.")


class NoMediaPort(Unavailable):
    code = "media-no-port-left"
    title = N_("The court's service has no room for another connection at the moment.")
    hint = N_("Try again in a minute. If it happens again, ask the court office.")


class EngineDown(Unavailable):
    """The process that forwards media is gone or does not answer; nothing is being forwarded."""

    code = "media-engine-down"
    title = N_("Sound and picture have stopped.")
    hint = N_("The hearing is suspended and the service is starting again. Please stay on this page.")
