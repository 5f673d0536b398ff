"""What several actions do with sign-ins: register a person, open a sign-in, renew it, end it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlmodel import col, select

from app.audit.log import append
from app.auth.events import PersonRegistered, SignInEnded, SignInRenewed
from app.auth.models import Account, Invitation, Person, SignIn
from app.auth.queries import hashed, principal_from
from app.auth.rules import life_of
from app.auth.terms import Desk, Strength
from app.auth.views import Opened
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
    kind: str = "natural"


async def register_person(uow: UnitOfWork, new: NewPerson, *, by: str | None, at: datetime) -> Person:
    """Add a person to the register."""
    person = Person(name=new.name, email=new.email, language=new.language, kind=new.kind, created_at=at)
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
    desk = Desk(account.desk) if account else Desk.participant
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
        expires_at=at + life_of(desk, invited=account is None).longest,
    )
    uow.add(row)
    return Opened(token, row.expires_at, principal_from(row, person, account, invitation))


async def renew(
    uow: UnitOfWork, sign_in: SignIn, strength: Strength, at: datetime, *, how: str | None = None
) -> Opened:
    """The sign-in goes on under a new id and a new secret, because the person just proved more (ASVS 7.2.4).

    The old secret opens nothing from now on; what runs already (a room, a download) goes on. It lasts no longer.
    """
    person, token = await uow.get(Person, sign_in.person_id), secret_token()
    account = await uow.get(Account, sign_in.account_id) if sign_in.account_id else None
    invitation = await uow.get(Invitation, sign_in.invitation_id) if sign_in.invitation_id else None
    assert person is not None
    kept = sign_in.model_dump(include={"person_id", "account_id", "invitation_id", "created_at", "expires_at"})
    row = SignIn(
        token_hash=hashed(token),
        how=how or sign_in.how,
        strength=strength.value,
        device=sign_in.device,
        proved_at=at,
        seen_at=at,
        **kept,
    )
    uow.add(row)
    sign_in.ended_at, sign_in.replaced_by = at, row.id
    event = SignInRenewed(person_id=person.id, sign_in_id=row.id, instead_of=sign_in.id, strength=strength.value)
    await append(uow, event, by=str(person.id), at=at)
    return Opened(token, row.expires_at, principal_from(row, person, account, invitation))


async def end_sign_ins_of(
    uow: UnitOfWork, person_id: UUID, *, because: str, by: str | None, at: datetime, except_for: UUID | None = None
) -> int:
    """End every open sign-in of a person, of browsers and of programs, and say how many; it bites at once.

    `because`: a word for the log ("account-disabled", "password-changed", "by-officer"). `except_for`: the
    sign-in that asks. Personal tokens are revoked with `revoke_personal_tokens_of`.
    """
    statement = select(SignIn).where(SignIn.person_id == person_id, col(SignIn.ended_at).is_(None))
    rows = [row for row in await uow.all(statement) if row.id != except_for]
    for row in rows:
        await end_sign_in(uow, row, because=because, by=by, at=at)
    return len(rows)


async def end_sign_in(uow: UnitOfWork, row: SignIn, *, because: str, by: str | None, at: datetime) -> None:
    """End one sign-in everywhere."""
    row.ended_at, row.ended_because = at, because
    event = SignInEnded(person_id=row.person_id, sign_in_id=row.id, because=because)
    await append(uow, event, by=by, at=at)
