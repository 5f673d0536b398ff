"""What several actions do with the tokens of programs: open and go on with a family, end personal tokens."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.audit.log import append
from app.auth.events import PersonalTokenRevoked, TokenIssued
from app.auth.models import Account, PersonalToken, SignIn
from app.auth.queries import hashed
from app.auth.rules import life_of, marked
from app.auth.terms import Desk, Mark, Strength
from app.db.database import UnitOfWork
from app.kernel.ids import secret_token


def family_hash(secret: str) -> bytes:
    """What is kept of the part of a refresh token that stays; never the hash of any cookie."""
    return hashed(f"refresh:{secret}")


async def open_family(
    uow: UnitOfWork, account: Account, at: datetime, *, how: str, strength: Strength = Strength.one
) -> tuple[SignIn, str]:
    """A sign-in of a program, and its first refresh token (RFC 9700 §4.14)."""
    family, fresh = secret_token(), secret_token()
    row = SignIn(
        token_hash=family_hash(family),
        refresh_hash=hashed(fresh),
        person_id=account.person_id,
        account_id=account.id,
        how=how,
        strength=strength.value,
        proved_at=at,
        created_at=at,
        seen_at=at,
        expires_at=at + life_of(Desk(account.desk), program=True).longest,
    )
    uow.add(row)
    await uow.flush()
    event = TokenIssued(person_id=row.person_id, sign_in_id=row.id)
    await append(uow, event, by=str(row.person_id), at=at)
    return row, marked(Mark.refresh, family, fresh)


async def next_of_family(uow: UnitOfWork, row: SignIn, family: str, at: datetime) -> str:
    """The refresh token that takes the place of the one just used; the caller holds the row."""
    fresh = secret_token()
    row.refresh_hash, row.seen_at = hashed(fresh), at
    await append(uow, TokenIssued(person_id=row.person_id, sign_in_id=row.id), by=str(row.person_id), at=at)
    return marked(Mark.refresh, family, fresh)


async def revoke_personal_tokens_of(uow: UnitOfWork, person_id: UUID, *, by: str | None, at: datetime) -> int:
    """Revoke every personal token of somebody, and say how many."""
    standing = select(PersonalToken).where(
        PersonalToken.person_id == person_id, col(PersonalToken.revoked_at).is_(None)
    )
    rows = await uow.all(standing)
    for row in rows:
        await revoke_personal_token(uow, row, by=by, at=at)
    return len(rows)


async def revoke_personal_token(uow: UnitOfWork, row: PersonalToken, *, by: str | None, at: datetime) -> None:
    """Revoke one; it opens nothing from now on."""
    row.revoked_at = at
    await append(uow, PersonalTokenRevoked(person_id=row.person_id, personal_token_id=row.id), by=by, at=at)
