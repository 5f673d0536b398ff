"""Answers kept by Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07), in the act's own transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, UniqueConstraint, select
from sqlmodel import Field, SQLModel

from app.db.database import Reader, UnitOfWork
from app.db.types import CanonicalJson, UtcDateTime
from app.kernel.errors import N_, Conflict, Invalid
from app.kernel.ids import new_id


class KeyMissing(Invalid):
    code = "idempotency-key-missing"
    title = N_("This act has legal effect and needs an Idempotency-Key header.")
    hint = N_("Send a fresh random key of up to 80 characters, and the same key when you retry.")


class KeyReused(Conflict):
    code = "idempotency-key-reused"
    title = N_("This Idempotency-Key was used for a different request.")
    hint = N_("Use a fresh key for each act.")


class Answer(SQLModel, table=True):
    """What one person was answered under one key."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("person_id", "key"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID
    key: str
    fingerprint: str
    body: dict[str, Any] = Field(sa_column=Column(CanonicalJson, nullable=False))
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


async def earlier_answer(reader: Reader, person_id: UUID, key: str, fingerprint: str) -> dict[str, Any] | None:
    """The body answered before under this key, or None; raises KeyReused for a different request.

    An act that asks this in its own transaction waits for another with the same key: the second finds the answer.
    """
    if not key or len(key) > 80:
        raise KeyMissing()
    if isinstance(reader, UnitOfWork):
        await reader.take_turns(f"{person_id} {key}")
    found: Answer | None = await reader.first(
        select(Answer).where(Answer.person_id == person_id, Answer.key == key)  # type: ignore[arg-type]
    )
    if found is None:
        return None
    if found.fingerprint != fingerprint:
        raise KeyReused()
    return found.body


def keep_answer(
    uow: UnitOfWork, person_id: UUID, key: str, fingerprint: str, body: dict[str, Any], at: datetime
) -> None:
    """Keep this answer with the act it belongs to; of two racers one does it, the other finds the answer."""
    uow.add(Answer(person_id=person_id, key=key, fingerprint=fingerprint, body=body, at=at))
