"""What is still good, and how good it is."""

from app.auth.rules.devices import Device, device_of
from app.auth.rules.invitations import Entry, invitation_open, may_enter
from app.auth.rules.marks import marked, secrets_of
from app.auth.rules.sign_ins import SignInFacts, life_of, stands

__all__ = [
    "Device",
    "Entry",
    "SignInFacts",
    "device_of",
    "invitation_open",
    "life_of",
    "marked",
    "may_enter",
    "secrets_of",
    "stands",
]
