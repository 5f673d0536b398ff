"""What several actions do with identity providers: link an identity, follow its claims, end what it opened."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.audit.log import append
from app.auth.events import DeskMapped, IdentityLinked
from app.auth.models import Account, SignIn
from app.auth.models.providers import Provider, ProviderIdentity, ProviderSession
from app.auth.rules.providers import Place
from app.auth.steps.sign_ins import end_sign_in
from app.auth.terms import Desk
from app.db.database import UnitOfWork


async def link_identity(
    uow: UnitOfWork, provider_id: UUID, subject_index: bytes, account_id: UUID, *, mapped: bool, by: str, at: datetime
) -> ProviderIdentity:
    """From now on this identity opens the account; the UNIQUE constraint lets one of two accounts have it."""
    row = ProviderIdentity(
        provider_id=provider_id, subject_index=subject_index, account_id=account_id, mapped=mapped, linked_at=at
    )
    uow.add(row)
    await uow.flush()
    event = IdentityLinked(identity_id=row.id, account_id=account_id, provider_id=provider_id)
    await append(uow, event, by=by, at=at)
    return row


async def follow_claims(
    uow: UnitOfWork, identity: ProviderIdentity, account: Account, place: Place | None, at: datetime
) -> None:
    """Give the account the place the provider's claims give now; without one it is closed until they give one again.

    An account that somebody of the court closed stays closed. Whoever is in with other rights has to come in anew.
    """
    lost, given = identity.desk_lost_at, place is not None
    if given == (lost is None) and (place is None or place == Place(Desk(account.desk), account.court_id)):
        return
    if place is None:
        identity.desk_lost_at = at
        account.disabled_at = account.disabled_at or at
    else:
        identity.desk_lost_at = None
        account.disabled_at = None if account.disabled_at == lost else account.disabled_at
        account.desk, account.court_id = place.desk.value, place.court_id
    await end_sign_ins_by_account(uow, account.id, because="desk-changed", at=at)
    event = DeskMapped(
        account_id=account.id,
        provider_id=identity.provider_id,
        desk=place.desk.value if place else None,
        court_id=place.court_id if place else None,
    )
    await append(uow, event, by=None, at=at)


async def end_sign_ins_by_account(uow: UnitOfWork, account_id: UUID, *, because: str, at: datetime) -> None:
    """End every sign-in by an account, however it came in."""
    statement = select(SignIn).where(SignIn.account_id == account_id, col(SignIn.ended_at).is_(None))
    for row in await uow.all(statement):
        await end_sign_in(uow, row, because=because, by=None, at=at)


async def end_sign_ins_through(
    uow: UnitOfWork,
    opened: Iterable[UUID],
    *,
    because: str,
    by: str | None,
    at: datetime,
    except_for: UUID | None = None,
) -> int:
    """End these sign-ins, and those that went on in their place; says how many."""
    ended = 0
    for sign_in_id in opened:
        row = await uow.get(SignIn, sign_in_id)
        while row is not None and row.replaced_by is not None:
            row = await uow.get(SignIn, row.replaced_by)
        if row is not None and row.ended_at is None and row.id != except_for:
            await end_sign_in(uow, row, because=because, by=by, at=at)
            ended += 1
    return ended


async def opened_through(
    uow: UnitOfWork,
    provider: Provider,
    *,
    subject_index: bytes | None = None,
    session_hash: bytes | None = None,
) -> set[UUID]:
    """The sign-ins opened through a provider: all, those of one identity, those of one session of the provider.

    Where somebody owed a second step, nothing says which sign-in came of which session: all of theirs count.
    """
    statement = (
        select(ProviderSession, ProviderIdentity)
        .join(ProviderIdentity, col(ProviderIdentity.id) == col(ProviderSession.identity_id))
        .where(ProviderIdentity.provider_id == provider.id)
    )
    if subject_index is not None:
        statement = statement.where(ProviderIdentity.subject_index == subject_index)
    if session_hash is not None:
        statement = statement.where(ProviderSession.session_hash == session_hash)
    found: set[UUID] = set()
    for session, identity in await uow.rows(statement):
        if session.sign_in_id is not None:
            found.add(session.sign_in_id)
        else:
            half = select(col(SignIn.id)).where(
                SignIn.account_id == identity.account_id, col(SignIn.how).startswith(f"oidc:{provider.key}+")
            )
            found |= set(await uow.all(half.where(col(SignIn.ended_at).is_(None))))
    return found
