"""Coming in and leaving."""

from app.auth.actions.invitations import Invitations
from app.auth.actions.sign_ins import SignIns

__all__ = ["Invitations", "SignIns"]
