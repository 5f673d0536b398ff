"""Finding the personal token a program bears."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import select

from app.auth.models import Account, Person, PersonalToken
from app.auth.queries.sign_ins import hashed
from app.auth.terms import Desk, Scope
from app.auth.views import Principal
from app.db.database import Reader


def personal_hash(secret: str) -> bytes:
    """What is kept of a personal token."""
    return hashed(f"personal:{secret}")


def ticket_hash(secret: str) -> bytes:
    """What is kept of a ticket."""
    return hashed(f"ticket:{secret}")


@dataclass(frozen=True, slots=True)
class Borne:
    """Somebody whose personal token stands, and when it was last used."""

    principal: Principal
    used_at: datetime | None


async def principal_of_personal(reader: Reader, secret: str, at: datetime) -> Borne | None:
    """Whose token this is and what for, while it and the account stand."""
    statement = select(PersonalToken).where(PersonalToken.token_hash == personal_hash(secret))
    row: PersonalToken | None = await reader.first(statement)
    if row is None or not await _stands(reader, row, at):
        return None
    account, person = await reader.get(Account, row.account_id), await reader.get(Person, row.person_id)
    assert account is not None
    assert person is not None
    principal = Principal(
        person_id=person.id,
        desk=Desk(account.desk),
        court_id=account.court_id,
        language=person.language,
        account_id=account.id,
        scopes=frozenset(Scope(scope) for scope in row.scopes),
        personal_token_id=row.id,
    )
    return Borne(principal, row.used_at)


async def personal_token_stands(reader: Reader, personal_token_id: UUID, at: datetime) -> bool:
    """Whether it was neither revoked nor has it expired, and its account stands."""
    row = await reader.get(PersonalToken, personal_token_id)
    return row is not None and await _stands(reader, row, at)


async def personal_tokens_of(reader: Reader, person_id: UUID, at: datetime) -> list[PersonalToken]:
    """Those of one person that can still be used, newest first."""
    statement = select(PersonalToken).where(PersonalToken.person_id == person_id).order_by(PersonalToken.id.desc())  # type: ignore[attr-defined]
    return [row for row in await reader.all(statement) if row.revoked_at is None and at < row.expires_at]


async def _stands(reader: Reader, row: PersonalToken, at: datetime) -> bool:
    account = await reader.get(Account, row.account_id)
    return row.revoked_at is None and at < row.expires_at and account is not None and account.disabled_at is None
