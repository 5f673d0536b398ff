"""What happened to passwords, second factors and recovery."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


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
