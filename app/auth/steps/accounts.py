"""What several actions do with accounts: make the link that sets one up, end every sign-in by one."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import col, select

from app.audit.log import append
from app.auth.errors import AccountNotFound
from app.auth.events import SetUpLinkMade, SetUpLinkRefused
from app.auth.models import Account, PersonalToken, SignIn
from app.auth.models.accounts import SetUpLink
from app.auth.queries import hashed
from app.auth.queries.accounts import AccountFile, account_file
from app.auth.rules.accounts import check_waits
from app.auth.steps.programs import revoke_personal_token
from app.auth.terms import LinkEnd
from app.db.database import UnitOfWork
from app.kernel.errors import NotFound
from app.kernel.ids import secret_token


async def held_account(uow: UnitOfWork, account_id: UUID) -> Account:
    """The account, held until commit; raises AccountNotFound."""
    try:
        return await uow.lock(Account, account_id)
    except NotFound as reason:
        raise AccountNotFound() from reason


async def waiting_account(uow: UnitOfWork, account_id: UUID) -> AccountFile:
    """The account, held, if it waits to be set up; raises AccountNotFound, AccountClosed, AlreadySetUp."""
    await held_account(uow, account_id)
    file = await account_file(uow, account_id)
    check_waits(file.holder)
    return file


async def make_set_up_link(
    uow: UnitOfWork, account_id: UUID, life: timedelta, *, by: str | None, at: datetime
) -> tuple[UUID, str]:
    """A fresh link for an account that waits, and the end of those before: (its id, its secret)."""
    for earlier in await uow.all(
        select(SetUpLink).where(SetUpLink.account_id == account_id, col(SetUpLink.end).is_(None))
    ):
        earlier.end, earlier.ended_at = LinkEnd.replaced.value, at
    secret = secret_token()
    row = SetUpLink(account_id=account_id, link_hash=hashed(secret), made_at=at, expires_at=at + life)
    uow.add(row)
    await uow.flush()
    await append(uow, SetUpLinkMade(account_id=account_id, link_id=row.id), by=by, at=at)
    return row.id, secret


async def link_was_refused(uow: UnitOfWork, link_id: UUID, *, at: datetime) -> None:
    """Keep that the mail system does not take the address this link was for."""
    row = await uow.lock(SetUpLink, link_id)
    if row.end is None:
        row.end, row.ended_at = LinkEnd.refused.value, at
        await append(uow, SetUpLinkRefused(account_id=row.account_id, link_id=link_id), by=None, at=at)


async def end_sign_ins_of(uow: UnitOfWork, account_id: UUID, at: datetime) -> None:
    """End every sign-in by an account, browsers and programs alike, and every personal token: its rights begin anew."""
    statement = select(SignIn).where(SignIn.account_id == account_id, col(SignIn.ended_at).is_(None))
    for row in await uow.all(statement):
        row.ended_at = at
    tokens = select(PersonalToken).where(
        PersonalToken.account_id == account_id, col(PersonalToken.revoked_at).is_(None)
    )
    for token in await uow.all(tokens):
        await revoke_personal_token(uow, token, by=None, at=at)
