"""What several actions do on the way in: register a person, open a sign-in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from app.audit.log import append
from app.auth.events import PersonRegistered
from app.auth.models import Account, Invitation, Person, SignIn
from app.auth.queries import hashed
from app.auth.terms import LONGEST, LONGEST_BY_INVITATION, Desk, Strength
from app.auth.views import Opened, Principal
from app.db.database import UnitOfWork
from app.kernel.ids import secret_token
from app.kernel.protected import Protected


class BlindIndex(Protocol):
    """A keyed hash, so that a short text can be found without being stored."""

    def blind_index(self, text: str) -> bytes: ...


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to register; the address is optional, a witness has none."""

    name: Protected[str]
    email: Protected[str] | None = None
    language: str = "en"


async def register_person(uow: UnitOfWork, new: NewPerson, *, by: str | None, at: datetime) -> Person:
    """Add a person to the register."""
    person = Person(name=new.name, email=new.email, language=new.language, created_at=at)
    uow.add(person)
    await uow.flush()
    await append(uow, PersonRegistered(person_id=person.id), by=by, at=at)
    return person


def open_account(
    uow: UnitOfWork, person: Person, email_index: bytes, password_hash: str, desk: Desk, court_id: UUID | None
) -> Account:
    """Give a person a way to sign in with a password."""
    account = Account(
        person_id=person.id,
        email_index=email_index,
        desk=desk.value,
        court_id=court_id,
        password_hash=password_hash,
    )
    uow.add(account)
    return account


def open_sign_in(
    uow: UnitOfWork,
    person: Person,
    account: Account | None,
    invitation: Invitation | None,
    at: datetime,
    *,
    how: str,
    strength: Strength = Strength.one,
) -> Opened:
    """A fresh sign-in with a fresh secret: the only way in for a browser."""
    token = secret_token()
    expires_at = at + (LONGEST if account else LONGEST_BY_INVITATION)
    row = SignIn(
        token_hash=hashed(token),
        person_id=person.id,
        account_id=account.id if account else None,
        invitation_id=invitation.id if invitation else None,
        how=how,
        strength=strength.value,
        proved_at=at,
        created_at=at,
        seen_at=at,
        expires_at=expires_at,
    )
    uow.add(row)
    principal = Principal(
        person_id=person.id,
        desk=Desk(account.desk) if account else Desk.participant,
        court_id=account.court_id if account else None,
        sign_in_id=row.id,
        hearing_id=invitation.hearing_id if invitation else None,
        language=person.language,
        account_id=account.id if account else None,
        strength=strength,
        proved_at=at,
    )
    return Opened(token, expires_at, principal)
