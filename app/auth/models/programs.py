"""Rows about what programs hold: personal tokens, and tickets for one socket. Secrets are kept as SHA-256 only."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from app.db.types import CanonicalJson, ProtectedText, UtcDateTime
from app.kernel.ids import new_id
from app.kernel.protected import Protected


class PersonalToken(SQLModel, table=True):
    """A token somebody made for a program of theirs; `scopes` are values of auth.terms.Scope."""

    __tablename__ = "personal_tokens"
    model_config = {"arbitrary_types_allowed": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    token_hash: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    person_id: UUID = Field(foreign_key="persons.id", index=True)
    account_id: UUID = Field(foreign_key="accounts.id")
    name: Protected[str] = Field(sa_column=Column(ProtectedText, nullable=False))
    begins: str  # its first letters, to tell one from another
    scopes: list[str] = Field(sa_column=Column(CanonicalJson, nullable=False))
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    revoked_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class Ticket(SQLModel, table=True):
    """One opening of the socket of one hearing, for a program without a cookie; gone once it is used."""

    __tablename__ = "tickets"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    ticket_hash: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    sign_in_id: UUID = Field(foreign_key="sign_ins.id", index=True)
    hearing_id: UUID
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
