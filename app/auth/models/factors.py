"""Rows about second factors: the authenticator app, backup codes, and a sign-in that is only half done."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.types import ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected


class AuthenticatorApp(SQLModel, table=True):
    """The secret an account shares with an authenticator app (TOTP, RFC 6238); it counts once a code confirmed it."""

    __tablename__ = "authenticator_apps"
    model_config = {"arbitrary_types_allowed": True}

    account_id: UUID = Field(foreign_key="accounts.id", primary_key=True)
    secret: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))
    used_step: int | None = Field(default=None, sa_column=Column(BigInteger))  # of the last code that was taken
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    confirmed_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class BackupCode(SQLModel, table=True):
    """One of ten codes for the day the phone is gone; kept as a keyed hash, good once."""

    __tablename__ = "backup_codes"
    __table_args__ = (UniqueConstraint("account_id", "code_hash"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    code_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class FirstStep(SQLModel, table=True):
    """Somebody gave the right password and still owes the second step. It is no sign-in and opens nothing."""

    __tablename__ = "first_steps"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    token_hash: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    how: str
    tries: int = 0
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
