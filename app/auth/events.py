"""What happened when people came in and left."""

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
class AccountOpened(Event):
    """Somebody was given an account; it waits until they set it up. `mailed`: by a link they are sent."""

    kind: ClassVar[str] = "auth.account-opened"
    account_id: UUID
    person_id: UUID
    desk: str
    court_id: UUID | None
    mailed: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChanged(Event):
    """An account opens another desk, or stands in another court; every sign-in by it has ended."""

    kind: ClassVar[str] = "auth.account-changed"
    account_id: UUID
    person_id: UUID
    desk: str
    court_id: UUID | None
    earlier_desk: str
    earlier_court_id: UUID | None


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AccountClosedBy(Event):
    """Nobody comes in by this account any more; every sign-in by it has ended."""

    kind: ClassVar[str] = "auth.account-closed"
    account_id: UUID
    person_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AccountReopened(Event):
    kind: ClassVar[str] = "auth.account-reopened"
    account_id: UUID
    person_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpLinkAsked(Event):
    """A fresh link is to be sent to the holder of an account that waits to be set up."""

    kind: ClassVar[str] = "auth.set-up-link-asked"
    account_id: UUID
    person_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpLinkMade(Event):
    """A link was made and the earlier ones ended."""

    kind: ClassVar[str] = "auth.set-up-link-made"
    account_id: UUID
    link_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpLinkRefused(Event):
    """The mail system does not take the address of the account's holder."""

    kind: ClassVar[str] = "auth.set-up-link-refused"
    account_id: UUID
    link_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSetUp(Event):
    """Whoever had the link chose a password and came in."""

    kind: ClassVar[str] = "auth.account-set-up"
    account_id: UUID
    person_id: UUID
    link_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(Event):
    """A new password, or none from now on (`given_up`); every other sign-in has ended."""

    kind: ClassVar[str] = "auth.password-changed"
    account_id: UUID
    person_id: UUID
    given_up: bool = False


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorAdded(Event):
    """`what`: "app" or "passkey"."""

    kind: ClassVar[str] = "auth.second-factor-added"
    account_id: UUID
    person_id: UUID
    what: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorRemoved(Event):
    """`what`: "app" or "passkey"."""

    kind: ClassVar[str] = "auth.second-factor-removed"
    account_id: UUID
    person_id: UUID
    what: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class BackupCodesMade(Event):
    """Ten fresh backup codes; the earlier ones work no more."""

    kind: ClassVar[str] = "auth.backup-codes-made"
    account_id: UUID
    person_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class BackupCodeUsed(Event):
    kind: ClassVar[str] = "auth.backup-code-used"
    account_id: UUID
    person_id: UUID
    left: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyRenamed(Event):
    kind: ClassVar[str] = "auth.passkey-renamed"
    passkey_id: UUID
    person_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyCountedBack(Event):
    """The counter of a passkey that lives on one device went back: perhaps there is a copy. It was refused."""

    kind: ClassVar[str] = "auth.passkey-counted-back"
    passkey_id: UUID
    account_id: UUID
    person_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityProved(Event):
    """Somebody signed in proved again who they are; `sign_in_id` is the sign-in that goes on."""

    kind: ClassVar[str] = "auth.identity-proved"
    person_id: UUID
    sign_in_id: UUID
    how: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryProposed(Event):
    kind: ClassVar[str] = "auth.recovery-proposed"
    recovery_id: UUID
    account_id: UUID
    person_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryConfirmed(Event):
    """A second officer confirmed and was given the code to tell."""

    kind: ClassVar[str] = "auth.recovery-confirmed"
    recovery_id: UUID
    account_id: UUID
    person_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryWithdrawn(Event):
    kind: ClassVar[str] = "auth.recovery-withdrawn"
    recovery_id: UUID
    account_id: UUID
    person_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRestored(Event):
    """Whoever had the code set a new password; every earlier factor and sign-in has ended."""

    kind: ClassVar[str] = "auth.account-restored"
    recovery_id: UUID
    account_id: UUID
    person_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderAdded(Event):
    kind: ClassVar[str] = "auth.provider-added"
    provider_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderChanged(Event):
    """`fields`: the names of what was changed."""

    kind: ClassVar[str] = "auth.provider-changed"
    provider_id: UUID
    fields: tuple[str, ...]


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderSwitched(Event):
    """Nobody comes in through it any more, or people do again."""

    kind: ClassVar[str] = "auth.provider-switched"
    provider_id: UUID
    enabled: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRequested(Event):
    """Somebody a provider vouches for came for the first time."""

    kind: ClassVar[str] = "auth.account-requested"
    request_id: UUID
    provider_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRequestApproved(Event):
    kind: ClassVar[str] = "auth.account-request-approved"
    request_id: UUID
    person_id: UUID
    account_id: UUID
    desk: str
    court_id: UUID | None
    mapped: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRequestRefused(Event):
    kind: ClassVar[str] = "auth.account-request-refused"
    request_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityLinked(Event):
    """From now on this sign-in at the provider opens this account."""

    kind: ClassVar[str] = "auth.identity-linked"
    identity_id: UUID
    account_id: UUID
    provider_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityUnlinked(Event):
    kind: ClassVar[str] = "auth.identity-unlinked"
    identity_id: UUID
    account_id: UUID
    provider_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class DeskMapped(Event):
    """What a provider says about somebody changed, and with it the desk they have; `desk` None took it away."""

    kind: ClassVar[str] = "auth.desk-mapped"
    account_id: UUID
    provider_id: UUID
    desk: str | None
    court_id: UUID | None


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class LeftAtProvider(Event):
    """A provider told us that somebody signed out there; `ended` sign-ins here ended with it."""

    kind: ClassVar[str] = "auth.left-at-provider"
    provider_id: UUID
    ended: int


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
