"""What several actions do with an authenticator app: begin it, confirm it with a code."""

from datetime import datetime

from app.audit.log import append
from app.auth.errors import FactorSetUpAlready, NoAuthenticatorApp, WrongFirstCode
from app.auth.events import SecondFactorAdded
from app.auth.models import Account
from app.auth.models.factors import AuthenticatorApp
from app.auth.rules.totp import accepted_step, new_secret
from app.auth.steps.factors import make_backup_codes, take_step
from app.auth.steps.sign_ins import BlindIndex
from app.db.database import UnitOfWork


async def begin_app(uow: UnitOfWork, account: Account, at: datetime) -> AuthenticatorApp:
    """A secret to share with an app; one that nobody confirmed is replaced. Raises FactorSetUpAlready."""
    row = await uow.get(AuthenticatorApp, account.id)
    if row is not None and row.confirmed_at is not None:
        raise FactorSetUpAlready()
    if row is None:
        row = AuthenticatorApp(account_id=account.id, secret=new_secret(), created_at=at)
        uow.add(row)
    else:
        row.secret, row.created_at = new_secret(), at
    return row


async def confirm_app(uow: UnitOfWork, index: BlindIndex, account: Account, code: str, at: datetime) -> list[str]:
    """The app counts from now on; gives ten backup codes. Raises NoAuthenticatorApp, WrongFirstCode.

    The code that confirms is used up: it does not sign in as well.
    """
    row = await uow.get(AuthenticatorApp, account.id)
    if row is None:
        raise NoAuthenticatorApp()
    if row.confirmed_at is not None:
        raise FactorSetUpAlready()
    step = accepted_step(row.secret, code, at, row.used_step)
    if step is None or not await take_step(uow, account.id, step):
        raise WrongFirstCode()
    row.used_step, row.confirmed_at = step, at
    by = str(account.person_id)
    await append(uow, SecondFactorAdded(account_id=account.id, person_id=account.person_id, what="app"), by=by, at=at)
    return await make_backup_codes(uow, index, account, at, by=by)
