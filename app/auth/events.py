"""What happened when people came in and left."""

from dataclasses import dataclass
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
class TokenIssued(Event):
    kind: ClassVar[str] = "auth.token-issued"
    person_id: UUID


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
