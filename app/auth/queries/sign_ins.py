"""Finding people and their sign-ins."""

import hashlib
from datetime import datetime
from uuid import UUID

from sqlmodel import select

from app.auth.models import Account, Invitation, Person, SignIn
from app.auth.rules import SignInFacts, invitation_open, stands
from app.auth.terms import Desk, Strength
from app.auth.views import Principal
from app.db.database import Reader
from app.kernel.protected import Protected


def hashed(secret: str) -> bytes:
    """What is kept of a secret of 128 bits or more."""
    return hashlib.sha256(secret.encode()).digest()


async def principal_of(reader: Reader, token: str, at: datetime) -> tuple[Principal, datetime] | None:
    """Who holds this cookie and when they were last seen, or None when it does not stand."""
    sign_in: SignIn | None = await reader.first(select(SignIn).where(SignIn.token_hash == hashed(token)))
    if sign_in is None:
        return None
    account = await reader.get(Account, sign_in.account_id) if sign_in.account_id else None
    invitation = await reader.get(Invitation, sign_in.invitation_id) if sign_in.invitation_id else None
    if invitation and not invitation_open(invitation.expires_at, invitation.recalled_at, at):
        return None
    if account and account.disabled_at:
        return None
    desk = Desk(account.desk) if account else Desk.participant
    fields = sign_in.model_dump(include={"created_at", "seen_at", "expires_at", "ended_at"})
    if not stands(SignInFacts(desk=desk, invited=invitation is not None, **fields), at):
        return None
    person = await reader.get(Person, sign_in.person_id)
    assert person is not None
    principal = Principal(
        person_id=person.id,
        desk=desk,
        court_id=account.court_id if account else None,
        sign_in_id=sign_in.id,
        hearing_id=invitation.hearing_id if invitation else None,
        language=person.language,
        account_id=account.id if account else None,
        strength=Strength(sign_in.strength),
        proved_at=sign_in.proved_at,
    )
    return principal, sign_in.seen_at


async def account_by_address(reader: Reader, index: bytes) -> Account | None:
    """The account whose e-mail address has this keyed hash."""
    found: Account | None = await reader.first(select(Account).where(Account.email_index == index))
    return found if found and not found.disabled_at else None


async def principal_of_account(reader: Reader, account_id: UUID) -> Principal | None:
    """The person behind an API token, while the account stands."""
    account = await reader.get(Account, account_id)
    if account is None or account.disabled_at:
        return None
    person = await reader.get(Person, account.person_id)
    assert person is not None
    return Principal(person.id, Desk(account.desk), account.court_id, language=person.language, account_id=account.id)


async def name_of(reader: Reader, person_id: UUID) -> Protected[str]:
    """The name of somebody who exists; only labels open it."""
    person = await reader.get(Person, person_id)
    assert person is not None
    return person.name
