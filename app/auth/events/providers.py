"""What happened between the court and its identity providers."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


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
