"""What happened when people and programs came in and left."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(Event):
    kind: ClassVar[str] = "auth.signed-in"
    person_id: UUID
    sign_in_id: UUID
    how: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOut(Event):
    kind: ClassVar[str] = "auth.signed-out"
    person_id: UUID
    sign_in_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRenewed(Event):
    """The person proved more: the sign-in goes on under a new id and a new secret."""

    kind: ClassVar[str] = "auth.sign-in-renewed"
    person_id: UUID
    sign_in_id: UUID
    instead_of: UUID
    strength: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SignInEnded(Event):
    """Ended by somebody, or because something else ended; `because` is a word such as "account-disabled"."""

    kind: ClassVar[str] = "auth.sign-in-ended"
    person_id: UUID
    sign_in_id: UUID
    because: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TokenIssued(Event):
    """A program was given an access token and the refresh token that follows."""

    kind: ClassVar[str] = "auth.token-issued"
    person_id: UUID
    sign_in_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshTokenReused(Event):
    """A refresh token came a second time: somebody has a copy, so everything that grew from it ended."""

    kind: ClassVar[str] = "auth.refresh-token-reused"
    person_id: UUID
    sign_in_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalTokenMade(Event):
    kind: ClassVar[str] = "auth.personal-token-made"
    person_id: UUID
    personal_token_id: UUID
    scopes: tuple[str, ...]
    expires_at: datetime


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalTokenRevoked(Event):
    kind: ClassVar[str] = "auth.personal-token-revoked"
    person_id: UUID
    personal_token_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TicketIssued(Event):
    """A program may open the socket of one hearing, once."""

    kind: ClassVar[str] = "auth.ticket-issued"
    person_id: UUID
    sign_in_id: UUID
    hearing_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonInvited(Event):
    """Somebody without an account was given a link and a code for one hearing."""

    kind: ClassVar[str] = "auth.person-invited"
    person_id: UUID
    invitation_id: UUID
    hearing_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRecalled(Event):
    kind: ClassVar[str] = "auth.invitation-recalled"
    person_id: UUID
    invitation_id: UUID
    hearing_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRegistered(Event):
    kind: ClassVar[str] = "auth.person-registered"
    person_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOpened(Event):
    """The court vouches for a place: a code alone opens an appointment on its devices."""

    kind: ClassVar[str] = "auth.site-opened"
    site_id: UUID
    court_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SiteClosed(Event):
    kind: ClassVar[str] = "auth.site-closed"
    site_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCodeMade(Event):
    """Somebody at the site may set up one device with it, once."""

    kind: ClassVar[str] = "auth.site-code-made"
    site_id: UUID
    device_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDeviceSetUp(Event):
    kind: ClassVar[str] = "auth.site-device-set-up"
    site_id: UUID
    device_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDeviceEnded(Event):
    kind: ClassVar[str] = "auth.site-device-ended"
    site_id: UUID
    device_id: UUID
