"""What is still good, and how good it is."""

from app.auth.rules.invitations import invitation_open
from app.auth.rules.sign_ins import SignInFacts, stands

__all__ = ["SignInFacts", "invitation_open", "stands"]
