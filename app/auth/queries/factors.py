"""What an account can be opened with, and who stands half way in."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from app.auth.models import Account
from app.auth.models.factors import AuthenticatorApp, BackupCode, FirstStep
from app.auth.models.passkeys import Passkey
from app.auth.queries.sign_ins import hashed
from app.auth.rules.second_step import Factors
from app.auth.rules.totp import setting_up_uri, typed_key
from app.auth.views import AppSecret, OwedStep
from app.db.database import Reader


async def factors_of(reader: Reader, account: Account) -> Factors:
    """What is set up for an account; an app counts once a code confirmed it."""
    app = await reader.get(AuthenticatorApp, account.id)
    confirmed = app is not None and app.confirmed_at is not None
    return Factors(account.password_hash is not None, confirmed, len(await passkeys_of(reader, account.id)))


async def factors_of_account(reader: Reader, account_id: UUID) -> Factors:
    """The same, by id."""
    account = await reader.get(Account, account_id)
    assert account is not None
    return await factors_of(reader, account)


async def passkeys_of(reader: Reader, account_id: UUID) -> Sequence[Passkey]:
    """The passkeys of an account, oldest first."""
    return await reader.all(select(Passkey).where(Passkey.account_id == account_id).order_by(col(Passkey.id)))


async def backup_codes_left(reader: Reader, account_id: UUID) -> int:
    """How many backup codes were not used yet."""
    unused = select(func.count()).select_from(BackupCode)
    return await reader.first(unused.where(BackupCode.account_id == account_id, col(BackupCode.used_at).is_(None))) or 0


async def first_step_of(reader: Reader, token: str, at: datetime) -> FirstStep | None:
    """The first step this cookie stands for, while there is still time for the second."""
    statement = select(FirstStep).where(FirstStep.token_hash == hashed(token), FirstStep.expires_at > at)
    found: FirstStep | None = await reader.first(statement)
    return found


async def owed_step(reader: Reader, token: str, at: datetime) -> OwedStep | None:
    """What the holder of this cookie may do next; None when they must begin again."""
    first = await first_step_of(reader, token, at)
    account = await reader.get(Account, first.account_id) if first else None
    if account is None or account.disabled_at:
        return None
    factors = await factors_of(reader, account)
    return OwedStep(account.id, account.person_id, factors.app, factors.passkeys > 0)


async def app_secret(reader: Reader, account_id: UUID, label: str, issuer: str) -> AppSecret | None:
    """The secret of an app that was begun and not confirmed; afterwards nobody is shown it again."""
    app = await reader.get(AuthenticatorApp, account_id)
    if app is None or app.confirmed_at is not None:
        return None
    return AppSecret(key=typed_key(app.secret), address=setting_up_uri(app.secret, label, issuer))
