"""Finding people and their sign-ins."""

from app.auth.queries.invitations import canonical_code, open_invitation
from app.auth.queries.sign_ins import account_by_address, hashed, name_of, principal_of, principal_of_account

__all__ = [
    "account_by_address",
    "canonical_code",
    "hashed",
    "name_of",
    "open_invitation",
    "principal_of",
    "principal_of_account",
]
