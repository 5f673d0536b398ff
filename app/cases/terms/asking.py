"""The words of asking for a case: a petition of somebody's counsel, or a charge of the prosecution."""

from enum import StrEnum

from app.kernel.errors import N_


class AskingKind(StrEnum):
    petition = "petition"
    charge = "charge"


class AskingState(StrEnum):
    waiting = "waiting"
    accepted = "accepted"
    refused = "refused"
    withdrawn = "withdrawn"


ASKING_WORDS = {
    AskingKind.petition: N_("Petition that begins a case"),
    AskingKind.charge: N_("Charge or referral of the prosecution"),
}
ASKING_STATE_WORDS = {
    AskingState.waiting: N_("Received, not yet decided"),
    AskingState.accepted: N_("Accepted: the case is open"),
    AskingState.refused: N_("Refused"),
    AskingState.withdrawn: N_("Withdrawn"),
}
