"""Rows of the places the court vouches for: the desk in the courthouse, an assisted site, and their devices."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime
from app.kernel.ids import new_id


class Site(SQLModel, table=True):
    """A vetted place, known by a drawn label alone: where it is stands nowhere in this system."""

    __tablename__ = "sites"
    __table_args__ = (UniqueConstraint("court_id", "label"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    court_id: UUID = Field(index=True)
    label: str
    kind: str  # auth.terms.SiteKind
    opened_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    closed_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class SiteDevice(SQLModel, table=True):
    """A device of a site: first a code to be typed on it once, then the secret it keeps; only hashes."""

    __tablename__ = "site_devices"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id", index=True)
    code_hash: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    code_until: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    secret_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary, unique=True))
    enrolled_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    ended_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
