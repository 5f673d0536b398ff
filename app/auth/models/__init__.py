"""Rows about people and how they come in."""

from app.auth.models.accounts import SetUpLink
from app.auth.models.invitations import Invitation, Tries
from app.auth.models.programs import PersonalToken, Ticket
from app.auth.models.sign_ins import Account, Person, SignIn
from app.auth.models.sites import Site, SiteDevice

__all__ = [
    "Account",
    "Invitation",
    "Person",
    "PersonalToken",
    "SetUpLink",
    "SignIn",
    "Site",
    "SiteDevice",
    "Ticket",
    "Tries",
]
