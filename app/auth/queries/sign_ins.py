"""Finding people and their sign-ins."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.auth.models import Account, Invitation, Person, SignIn
from app.auth.rules import SignInFacts, invitation_open, stands
from app.auth.terms import REUSE_TOLD_FOR, REUSED, Desk, Strength
from app.auth.views import Principal
from app.db.database import Reader
from app.kernel.protected import Protected


def hashed(secret: str) -> bytes:
    """What is kept of a secret of 128 bits or more."""
    return hashlib.sha256(secret.encode()).digest()


@dataclass(frozen=True, slots=True)
class Recognised:
    """Somebody whose sign-in stands, when they were last seen and with what."""

    principal: Principal
    seen_at: datetime
    device: Protected[str] | None


async def principal_of(reader: Reader, token: str, at: datetime) -> Recognised | None:
    """Who holds this cookie, or None when it does not stand. A program has none."""
    statement = select(SignIn).where(SignIn.token_hash == hashed(token), col(SignIn.refresh_hash).is_(None))
    return await _recognised(reader, await reader.first(statement), at)


async def principal_of_sign_in(reader: Reader, sign_in_id: UUID, at: datetime) -> Recognised | None:
    """Who stands behind a sign-in now, or behind what took its place; None when neither stands."""
    sign_in = await reader.get(SignIn, sign_in_id)
    while sign_in is not None and sign_in.replaced_by is not None:
        sign_in = await reader.get(SignIn, sign_in.replaced_by)
    return await _recognised(reader, sign_in, at)


async def _recognised(reader: Reader, sign_in: SignIn | None, at: datetime) -> Recognised | None:
    principal = await _behind(reader, sign_in, at) if sign_in else None
    return Recognised(principal, sign_in.seen_at, sign_in.device) if sign_in and principal else None


async def open_sign_ins_of(reader: Reader, person_id: UUID, at: datetime) -> list[SignIn]:
    """Those of one person that stand, of browsers and of programs."""
    statement = select(SignIn).where(SignIn.person_id == person_id, col(SignIn.ended_at).is_(None))
    return [row for row in await reader.all(statement) if await _behind(reader, row, at) is not None]


async def programs_reused(reader: Reader, person_id: UUID, at: datetime) -> list[datetime]:
    """When programs of one person were lately signed out because a refresh token came twice, the latest first."""
    statement = select(SignIn.ended_at).where(
        SignIn.person_id == person_id, SignIn.ended_because == REUSED, col(SignIn.ended_at) > at - REUSE_TOLD_FOR
    )
    return await reader.all(statement.order_by(col(SignIn.ended_at).desc()))


def principal_from(
    sign_in: SignIn, person: Person, account: Account | None, invitation: Invitation | None
) -> Principal:
    """The person of a sign-in that stands, as everybody above sees them."""
    return Principal(
        person_id=person.id,
        desk=Desk(account.desk) if account else Desk.participant,
        court_id=account.court_id if account else None,
        sign_in_id=sign_in.id,
        hearing_id=invitation.hearing_id if invitation else None,
        language=person.language,
        account_id=account.id if account else None,
        strength=Strength(sign_in.strength),
        proved_at=sign_in.proved_at,
    )


async def _behind(reader: Reader, sign_in: SignIn, at: datetime) -> Principal | None:
    account = await reader.get(Account, sign_in.account_id) if sign_in.account_id else None
    invitation = await reader.get(Invitation, sign_in.invitation_id) if sign_in.invitation_id else None
    if invitation and not invitation_open(invitation.expires_at, invitation.recalled_at, at):
        return None
    if account and account.disabled_at:
        return None
    if not stands(facts_of(sign_in, Desk(account.desk) if account else Desk.participant), at):
        return None
    person = await reader.get(Person, sign_in.person_id)
    assert person is not None
    return principal_from(sign_in, person, account, invitation)


def facts_of(sign_in: SignIn, desk: Desk) -> SignInFacts:
    """The row as the rule sees it."""
    return SignInFacts(
        desk=desk,
        created_at=sign_in.created_at,
        seen_at=sign_in.seen_at,
        expires_at=sign_in.expires_at,
        ended_at=sign_in.ended_at,
        invited=sign_in.invitation_id is not None,
        program=sign_in.refresh_hash is not None,
    )


async def account_by_address(reader: Reader, index: bytes) -> Account | None:
    """The account whose e-mail address has this keyed hash."""
    found: Account | None = await reader.first(select(Account).where(Account.email_index == index))
    return found if found and not found.disabled_at else None


async def name_of(reader: Reader, person_id: UUID) -> Protected[str]:
    """The name of somebody who exists; only labels open it."""
    person = await reader.get(Person, person_id)
    assert person is not None
    return person.name
