"""The words of moves: what can be done with a whole case, how cases are related, what became of an offer."""

from enum import StrEnum

from app.kernel.errors import N_


class CaseState(StrEnum):
    open = "open"
    archived = "archived"  # nothing in it changes until a judge opens it again


class Move(StrEnum):
    """What can be done with a whole case."""

    offer = "offer"  # to another court of this installation
    withdraw_offer = "withdraw_offer"
    accept = "accept"
    refuse = "refuse"
    together = "together"
    consolidate = "consolidate"
    separate = "separate"
    sever = "sever"
    appeal = "appeal"
    remit = "remit"
    archive = "archive"
    reopen = "reopen"


class Kinship(StrEnum):
    """How one case came out of another (`from_case`), or goes along with it (`from_case` leads)."""

    joined = "joined"
    consolidated = "consolidated"
    severed = "severed"
    appealed = "appealed"
    remitted = "remitted"


TOGETHER = frozenset({Kinship.joined, Kinship.consolidated})


class OfferState(StrEnum):
    waiting = "waiting"
    accepted = "accepted"
    refused = "refused"
    withdrawn = "withdrawn"


class Unfinished(StrEnum):
    """What has to be brought to an end, or called off, before a case can be moved."""

    hearing = "hearing"
    filing = "filing"
    deadline = "deadline"


KINSHIP_WORDS = {
    (Kinship.joined, "to"): N_("Heard together with %(number)s, which leads"),
    (Kinship.joined, "from"): N_("Leads; heard together with %(number)s"),
    (Kinship.consolidated, "to"): N_("Consolidated with %(number)s, which leads"),
    (Kinship.consolidated, "from"): N_("Leads; %(number)s is consolidated with it"),
    (Kinship.severed, "to"): N_("Severed from %(number)s"),
    (Kinship.severed, "from"): N_("%(number)s was severed from it"),
    (Kinship.appealed, "to"): N_("Appeal in %(number)s"),
    (Kinship.appealed, "from"): N_("Appealed; the appeal is %(number)s"),
    (Kinship.remitted, "to"): N_("Sent back by %(number)s"),
    (Kinship.remitted, "from"): N_("Sent back; it goes on as %(number)s"),
}
STATE_OF_OFFER = {
    OfferState.waiting: N_("Offered, not answered yet"),
    OfferState.accepted: N_("Taken over"),
    OfferState.refused: N_("Refused"),
    OfferState.withdrawn: N_("Taken back"),
}
STATE_OF_REST = {
    CaseState.archived: N_("Archived"),
    CaseState.open: N_("Opened again"),
}
UNFINISHED_WORDS = {
    Unfinished.hearing: N_("A hearing is booked or a sitting is not over. Call it off or bring it to its end."),
    Unfinished.filing: N_("A filing waits for its review. Decide on it."),
    Unfinished.deadline: N_("A deadline runs or is stayed. Say what became of it."),
}
