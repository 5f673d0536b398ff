"""What several actions do on the way in."""

from app.auth.steps.invitations import end_sign_ins_by, extend_invitations, invite, recall_invitations
from app.auth.steps.programs import (
    family_hash,
    next_of_family,
    open_family,
    revoke_personal_token,
    revoke_personal_tokens_of,
)
from app.auth.steps.sign_ins import (
    BlindIndex,
    NewPerson,
    end_sign_in,
    end_sign_ins_of,
    open_account,
    open_sign_in,
    register_person,
    renew,
)

__all__ = [
    "BlindIndex",
    "NewPerson",
    "end_sign_in",
    "end_sign_ins_by",
    "end_sign_ins_of",
    "extend_invitations",
    "family_hash",
    "invite",
    "next_of_family",
    "open_account",
    "open_family",
    "open_sign_in",
    "recall_invitations",
    "register_person",
    "renew",
    "revoke_personal_token",
    "revoke_personal_tokens_of",
]
