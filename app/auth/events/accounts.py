"""What happened to accounts."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


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
