"""Rows about people and how they come in. Names and addresses are encrypted in the row."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, LargeBinary, String
from sqlmodel import Field, SQLModel

from app.db.types import ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected


class Person(SQLModel, table=True):
    """A person, once; their parts in cases are rows of `cases.models.Part`. `kind`: of `cases.terms.persons`."""

    __tablename__ = "persons"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    name: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))
    email: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    kind: str = Field(default="natural", sa_column=Column(String, nullable=False, server_default="natural"))
    language: str = "en"
    zone: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class Account(SQLModel, table=True):
    """A way to sign in with e-mail and password. The address is found by a keyed hash, never stored plain."""

    __tablename__ = "accounts"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="persons.id", index=True)
    email_index: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    desk: str
    court_id: UUID | None = None
    password_hash: str | None = None  # None: by passkey or provider only
    disabled_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class SignIn(SQLModel, table=True):
    """An open sign-in of a browser or a program; secrets are kept as SHA-256 only.

    A program has a `refresh_hash`: of that part of its refresh token that is new each time. `replaced_by`: the
    sign-in that goes on in place of this one since the person proved more. `device`: in words, never an address.
    """

    __tablename__ = "sign_ins"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    token_hash: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    refresh_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    person_id: UUID = Field(foreign_key="persons.id", index=True)
    account_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    invitation_id: UUID | None = Field(default=None, foreign_key="invitations.id", index=True)
    how: str  # "password", "password+totp", "passkey", "code", "oidc:<provider>"
    strength: str  # auth.terms.Strength
    device: Protected[str] | None = Field(default=None, sa_column=Column(ProtectedText))
    proved_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    seen_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    ended_because: str | None = None  # a word of auth.events.SignInEnded
    replaced_by: UUID | None = None
