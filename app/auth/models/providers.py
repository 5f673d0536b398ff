"""Rows about identity providers: who they are, whom they vouch for, who is on the way there, who waits for approval."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from app.db.types import CanonicalJson, ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected


class Provider(SQLModel, table=True):
    """An identity provider of a court or a bar association. `key` names it in addresses and in the log, for ever.

    `rules`: claim, value, desk and court of each role it may give, the first that fits counts.
    """

    __tablename__ = "providers"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    key: str = Field(unique=True)
    name: str
    issuer: str = Field(unique=True)
    client_id: str
    client_secret: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    scopes: str
    algorithms: list[str] = Field(sa_column=Column(CanonicalJson, nullable=False))
    rules: list[dict[str, str | None]] = Field(sa_column=Column(CanonicalJson, nullable=False))
    second_factor: str  # auth.terms.SecondFactor
    acr_values: str = ""
    enabled: bool = True
    version: int = 1
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class ProviderIdentity(SQLModel, table=True):
    """Somebody a provider vouches for, and the account they open. Found by a keyed hash of issuer and subject."""

    __tablename__ = "provider_identities"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    provider_id: UUID = Field(foreign_key="providers.id", index=True)
    subject_index: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    mapped: bool  # the desk is the one the provider's claims give, and goes when they do
    desk_lost_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    linked_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class ProviderAttempt(SQLModel, table=True):
    """One journey to a provider and back, for one use by one browser; only hashes are kept."""

    __tablename__ = "provider_attempts"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    provider_id: UUID = Field(foreign_key="providers.id")
    state_hash: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    browser_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    purpose: str  # auth.terms.Journey
    sign_in_id: UUID | None = None
    after: str = ""
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False, index=True))
    used_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class ProviderSession(SQLModel, table=True):
    """A session at the provider that somebody came in with. `sign_in_id` is None where they owed a second step then."""

    __tablename__ = "provider_sessions"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    identity_id: UUID = Field(index=True)
    session_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary, index=True))
    sign_in_id: UUID | None = Field(default=None, foreign_key="sign_ins.id")


class LogoutNotice(SQLModel, table=True):
    """A provider's word that somebody left, taken once (Back-Channel Logout 1.0 §2.6: `jti` replayed)."""

    __tablename__ = "logout_notices"

    id: str = Field(primary_key=True)  # SHA-256 of issuer and `jti`
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class AccountRequest(SQLModel, table=True):
    """Somebody a provider vouches for who has no account yet; a person of the court decides.

    `desk`, `court_id`: what the provider's claims would give, if anything. `reference`: what the person can
    read out to the court office, so that the one who decides knows whom they speak with.
    """

    __tablename__ = "account_requests"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    provider_id: UUID = Field(foreign_key="providers.id", index=True)
    subject_index: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    reference: str
    name: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    email: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    email_verified: bool = False
    desk: str | None = None
    court_id: UUID | None = None
    asked_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    decision: str | None = None  # auth.terms.RequestDecision
    decided_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    decided_by: UUID | None = None
