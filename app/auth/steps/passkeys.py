"""What several actions do with passkeys: ask a challenge, take its answer once, keep a new key."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select

from app.audit.log import append
from app.auth.commands import AddPasskey, PasskeyAnswer
from app.auth.errors import PasskeyKnown, PasskeyLooksCopied, PasskeyNotRight, TooManyPasskeys
from app.auth.events import PasskeyCountedBack, SecondFactorAdded
from app.auth.models import Account
from app.auth.models.passkeys import Passkey, PasskeyChallenge
from app.auth.queries.factors import passkeys_of
from app.auth.rules.passkeys import (
    MOST_PASSKEYS,
    Site,
    answered,
    credential_id_of,
    registered,
    registration_options,
    request_options,
    user_handle_of,
)
from app.auth.terms import CHALLENGE_LIFE, Ceremony
from app.auth.views import Challenge
from app.db.database import UnitOfWork
from app.kernel.protected import Protected

_BYTES = 32


@dataclass(frozen=True, slots=True)
class Taken:
    """Whose passkey answered. `copied`: its counter went back, so it must not open anything."""

    passkey: Passkey
    copied: bool


async def ask_to_register(uow: UnitOfWork, site: Site, account_id: UUID, label: str, at: datetime) -> Challenge:
    """Ask a browser to make a passkey; `label` is what its owner will see there. Raises TooManyPasskeys."""
    known = [passkey.credential_id for passkey in await passkeys_of(uow, account_id)]
    if len(known) >= MOST_PASSKEYS:
        raise TooManyPasskeys(limit=MOST_PASSKEYS)
    row = await _challenge(uow, Ceremony.register, account_id, at)
    options = registration_options(site, row.challenge, account_id, label, known)
    return Challenge(challenge_id=row.id, options=options)


async def ask_passkey(
    uow: UnitOfWork, site: Site, ceremony: Ceremony, account_id: UUID | None, at: datetime
) -> Challenge:
    """Ask for a passkey of this account, or of whoever is there."""
    row = await _challenge(uow, ceremony, account_id, at)
    known = [passkey.credential_id for passkey in await passkeys_of(uow, account_id)] if account_id else []
    return Challenge(challenge_id=row.id, options=request_options(site, row.challenge, known))


async def keep_passkey(uow: UnitOfWork, site: Site, account: Account, command: AddPasskey, at: datetime) -> Passkey:
    """Keep a passkey that was just made; raises PasskeyNotRight, PasskeyKnown."""
    challenge = await _take(uow, command.challenge_id, Ceremony.register, account.id, at)
    key = registered(site, challenge, command.credential)
    if await uow.first(select(Passkey.id).where(Passkey.credential_id == key.credential_id)) is not None:
        raise PasskeyKnown()
    row = Passkey(
        account_id=account.id,
        credential_id=key.credential_id,
        public_key=key.public_key,
        sign_count=key.sign_count,
        synced=key.synced,
        name=Protected(command.name),
        created_at=at,
    )
    uow.add(row)
    event = SecondFactorAdded(account_id=account.id, person_id=account.person_id, what="passkey")
    await append(uow, event, by=str(account.person_id), at=at)
    return row


async def take_answer(
    uow: UnitOfWork, site: Site, ceremony: Ceremony, answer: PasskeyAnswer, account_id: UUID | None, at: datetime
) -> Taken:
    """Take the answer to a challenge, once. Raises PasskeyNotRight for every other.

    A copied key is told by the result: what it did must be kept in the log before anybody is refused.
    """
    challenge = await _take(uow, answer.challenge_id, ceremony, account_id, at)
    statement = select(Passkey).where(Passkey.credential_id == credential_id_of(answer.credential))
    found: Passkey | None = await uow.first(statement)
    if found is None or (account_id is not None and found.account_id != account_id):
        raise PasskeyNotRight()
    handle = user_handle_of(answer.credential)
    if handle is not None and handle != found.account_id.bytes:
        raise PasskeyNotRight()
    row = await uow.lock(Passkey, found.id)
    said = answered(site, challenge, answer.credential, row.public_key, row.sign_count, synced=row.synced)
    if said.counted_back:
        account = await uow.get(Account, row.account_id)
        assert account is not None
        event = PasskeyCountedBack(passkey_id=row.id, account_id=account.id, person_id=account.person_id)
        await append(uow, event, by=None, at=at)
        return Taken(row, True)
    row.sign_count, row.used_at = said.sign_count, at
    return Taken(row, False)


def refuse_copied(taken: Taken) -> None:
    """Raises PasskeyLooksCopied; called after the commit that keeps the event."""
    if taken.copied:
        raise PasskeyLooksCopied()


async def _challenge(uow: UnitOfWork, ceremony: Ceremony, account_id: UUID | None, at: datetime) -> PasskeyChallenge:
    await uow.execute(delete(PasskeyChallenge).where(col(PasskeyChallenge.expires_at) <= at))
    row = PasskeyChallenge(
        challenge=secrets.token_bytes(_BYTES),
        purpose=ceremony.value,
        account_id=account_id,
        expires_at=at + CHALLENGE_LIFE,
    )
    uow.add(row)
    await uow.flush()
    return row


async def _take(
    uow: UnitOfWork, challenge_id: UUID, ceremony: Ceremony, account_id: UUID | None, at: datetime
) -> bytes:
    """The bytes of a challenge, which is gone from now on: for exactly one of all who answer at once."""
    asked = delete(PasskeyChallenge).where(
        col(PasskeyChallenge.id) == challenge_id,
        col(PasskeyChallenge.purpose) == ceremony.value,
        col(PasskeyChallenge.account_id) == account_id
        if account_id is not None
        else col(PasskeyChallenge.account_id).is_(None),
        col(PasskeyChallenge.expires_at) > at,
    )
    taken = (await uow.execute(asked.returning(col(PasskeyChallenge.challenge)))).scalars().first()
    if taken is None:
        raise PasskeyNotRight()
    return bytes(taken)
