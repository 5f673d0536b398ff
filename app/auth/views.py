"""Who is asking, as everybody above sees it: ids and a desk, never a name."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from app.auth.terms import Desk, Scope, Strength


@dataclass(frozen=True, slots=True)
class Principal:
    """The person behind a request. `hearing_id` is set for someone who came by invitation.

    `scopes`: what the personal token of theirs is for that the request bears; None for everything they may do.
    """

    person_id: UUID
    desk: Desk
    court_id: UUID | None = None
    sign_in_id: UUID | None = None
    hearing_id: UUID | None = None
    language: str = "en"
    account_id: UUID | None = None
    strength: Strength = Strength.one
    proved_at: datetime | None = None  # when they last proved who they are; None with a personal token
    scopes: frozenset[Scope] | None = None
    personal_token_id: UUID | None = None

    @property
    def by(self) -> str:
        """The actor as the log names them."""
        return str(self.person_id)


@dataclass(frozen=True, slots=True)
class Opened:
    """A sign-in that was just opened: the secret for the cookie, and who it is."""

    token: str
    expires_at: datetime
    principal: Principal


class AccessToken(BaseModel):
    """An answer of the token endpoint (RFC 6749 §5.1); `expires_in` seconds. The refresh token works once."""

    access_token: str
    token_type: str = "Bearer"
    expires_in: int
    refresh_token: str


@dataclass(frozen=True, slots=True)
class Invited:
    """A fresh invitation: the two secrets, given out once and kept as hashes."""

    invitation_id: UUID
    link: str
    code: str
    expires_at: datetime
