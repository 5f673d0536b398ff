"""Rows about passkeys (WebAuthn Level 3): public keys, and the challenges they answer once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, LargeBinary
from sqlmodel import Field, SQLModel

from app.db.types import ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected


class Passkey(SQLModel, table=True):
    """The public half of a passkey, under the name its owner gave it."""

    __tablename__ = "passkeys"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    credential_id: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    public_key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sign_count: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    synced: bool = False  # lives on several devices, so its counter says nothing
    name: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class PasskeyChallenge(SQLModel, table=True):
    """Random bytes that one answer may sign, once and soon; `account_id` is None before anybody is known."""

    __tablename__ = "passkey_challenges"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    challenge: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    purpose: str  # auth.terms.Ceremony
    account_id: UUID | None = Field(default=None, foreign_key="accounts.id", index=True)
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
