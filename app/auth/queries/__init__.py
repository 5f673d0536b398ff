"""Finding people and their sign-ins."""

from app.auth.queries.invitations import canonical_code
from app.auth.queries.programs import (
    Borne,
    personal_hash,
    personal_token_stands,
    personal_tokens_of,
    principal_of_personal,
    ticket_hash,
)
from app.auth.queries.sign_ins import (
    Recognised,
    account_by_address,
    facts_of,
    hashed,
    name_of,
    open_sign_ins_of,
    principal_from,
    principal_of,
    principal_of_sign_in,
    programs_reused,
)

__all__ = [
    "Borne",
    "Recognised",
    "account_by_address",
    "canonical_code",
    "facts_of",
    "hashed",
    "name_of",
    "open_sign_ins_of",
    "personal_hash",
    "personal_token_stands",
    "personal_tokens_of",
    "principal_from",
    "principal_of",
    "principal_of_personal",
    "principal_of_sign_in",
    "programs_reused",
    "ticket_hash",
]
