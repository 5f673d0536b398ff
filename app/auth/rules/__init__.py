"""What is still good, and how good it is."""

from app.auth.rules.sign_ins import SignInFacts, invitation_open, stands

__all__ = ["SignInFacts", "invitation_open", "stands"]
