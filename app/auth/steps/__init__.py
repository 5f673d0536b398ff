"""What several actions do on the way in."""

from app.auth.steps.invitations import end_sign_ins_by, extend_invitations, invite, recall_invitations
from app.auth.steps.sign_ins import BlindIndex, NewPerson, open_account, open_sign_in, register_person

__all__ = [
    "BlindIndex",
    "NewPerson",
    "end_sign_ins_by",
    "extend_invitations",
    "invite",
    "open_account",
    "open_sign_in",
    "recall_invitations",
    "register_person",
]
