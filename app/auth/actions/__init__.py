"""Coming in and leaving."""

from app.auth.actions.authenticators import Authenticators
from app.auth.actions.invitations import Invitations
from app.auth.actions.own_passwords import OwnPasswords
from app.auth.actions.passkeys import Passkeys
from app.auth.actions.proofs import Proofs
from app.auth.actions.recoveries import Recoveries
from app.auth.actions.second_steps import SecondSteps
from app.auth.actions.sign_ins import SignIns
from app.auth.actions.sites import Sites

__all__ = [
    "Authenticators",
    "Invitations",
    "OwnPasswords",
    "Passkeys",
    "Proofs",
    "Recoveries",
    "SecondSteps",
    "SignIns",
    "Sites",
]
