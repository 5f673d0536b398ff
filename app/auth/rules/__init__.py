"""What is still good, and how good it is."""

from app.auth.rules.devices import Device, device_of
from app.auth.rules.invitations import invitation_open
from app.auth.rules.marks import Mark, marked, secrets_of
from app.auth.rules.sign_ins import SignInFacts, life_of, stands

__all__ = [
    "Device",
    "Mark",
    "SignInFacts",
    "device_of",
    "invitation_open",
    "life_of",
    "marked",
    "secrets_of",
    "stands",
]
