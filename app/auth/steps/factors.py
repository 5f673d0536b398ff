"""What several actions do with factors: take a code once, stand half way in, go all the way."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, update
from sqlmodel import col

from app.audit.log import append
from app.auth.errors import FirstStepEnded, NothingToConfirmHere, SecondFactorNeeded, WrongFactor
from app.auth.events import BackupCodesMade, BackupCodeUsed, SignedIn
from app.auth.models import Account, Person
from app.auth.models.factors import AuthenticatorApp, BackupCode, FirstStep
from app.auth.queries import hashed
from app.auth.queries.factors import backup_codes_left, factors_of, first_step_of
from app.auth.rules.second_step import Next, after_password
from app.auth.rules.step_up import require_fresh
from app.auth.rules.totp import accepted_step
from app.auth.steps.sign_ins import BlindIndex, open_sign_in
from app.auth.terms import BACKUP_CODES, FIRST_STEP_LIFE, TRIES_PER_FIRST_STEP, Desk, SecondFactor, Strength
from app.auth.views import HalfOpen, Opened, Principal
from app.db.database import UnitOfWork
from app.kernel.ids import normalise_code, secret_token, spoken_code

_LONG = 10  # letters of a backup code: 50 random bits, kept under a key that no backup of the database holds


async def own_account(uow: UnitOfWork, by: Principal, at: datetime) -> Account:
    """The account of somebody who proved just now who they are, held until commit.

    Raises NothingToConfirmHere without an account, ConfirmItIsYou without a fresh proof.
    """
    if by.account_id is None:
        raise NothingToConfirmHere()
    require_fresh(by.proved_at, at)
    return await uow.lock(Account, by.account_id)


async def after_one_factor(
    uow: UnitOfWork, account: Account, at: datetime, *, how: str, policy: SecondFactor
) -> Opened | HalfOpen:
    """In, or half way in: what the right password (or a code of the court) alone is good for."""
    after = after_password(Desk(account.desk), await factors_of(uow, account), policy)
    if after is Next.come_in:
        return await _come_in(uow, account, at, how, Strength.one)
    token, expires_at = secret_token(), at + FIRST_STEP_LIFE
    await uow.execute(delete(FirstStep).where(col(FirstStep.expires_at) <= at))
    uow.add(FirstStep(token_hash=hashed(token), account_id=account.id, how=how, expires_at=expires_at))
    return HalfOpen(token, expires_at, after is Next.set_up)


async def come_in_with_two(uow: UnitOfWork, account: Account, at: datetime, *, how: str) -> Opened:
    """A sign-in by somebody who proved two things."""
    return await _come_in(uow, account, at, how, Strength.two)


async def count_try(uow: UnitOfWork, token: str, at: datetime) -> FirstStep:
    """Count one try at the second step, before it is judged; raises FirstStepEnded for one too many."""
    first = await first_step_of(uow, token, at)
    if first is None:
        raise FirstStepEnded()
    more = update(FirstStep).where(col(FirstStep.id) == first.id, col(FirstStep.tries) < TRIES_PER_FIRST_STEP)
    if (await uow.execute(more.values(tries=FirstStep.tries + 1))).rowcount != 1:  # type: ignore[attr-defined]
        raise FirstStepEnded()
    return first


async def standing_first_step(uow: UnitOfWork, token: str, at: datetime) -> tuple[FirstStep, Account]:
    """The first step and its account, held until commit; raises FirstStepEnded."""
    first = await first_step_of(uow, token, at)
    if first is None:
        raise FirstStepEnded()
    account = await uow.lock(Account, first.account_id)
    if account.disabled_at:
        raise FirstStepEnded()
    return first, account


async def finish(uow: UnitOfWork, first: FirstStep, account: Account, at: datetime, how: str) -> Opened:
    """The second step is done: the first one is used up, and the person is in. Raises FirstStepEnded the next time."""
    used = await uow.execute(delete(FirstStep).where(col(FirstStep.id) == first.id))
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise FirstStepEnded()
    return await come_in_with_two(uow, account, at, how=f"{first.how}+{how}")


async def use_code(uow: UnitOfWork, index: BlindIndex, account: Account, code: str, at: datetime) -> str:
    """Take a code of the app or a backup code, once: "totp" or "backup-code". Raises WrongFactor."""
    app = await uow.get(AuthenticatorApp, account.id)
    if app is None or app.confirmed_at is None:
        raise WrongFactor()
    step = accepted_step(app.secret, code, at, app.used_step)
    if step is not None and await take_step(uow, account.id, step):
        return "totp"
    if await _take_backup_code(uow, index, account, code, at):
        return "backup-code"
    raise WrongFactor()


async def require_second(
    uow: UnitOfWork, index: BlindIndex, account: Account, code: str | None, at: datetime, policy: SecondFactor
) -> Strength:
    """What a program proves beside its password. Raises SecondFactorNeeded, WrongFactor.

    A passkey cannot be used by a program, so an account that has nothing else needs a browser.
    """
    if code is not None:
        await use_code(uow, index, account, code, at)
        return Strength.two
    if after_password(Desk(account.desk), await factors_of(uow, account), policy) is not Next.come_in:
        raise SecondFactorNeeded()
    return Strength.one


async def take_step(uow: UnitOfWork, account_id: UUID, step: int) -> bool:
    """Use up one time step of the app: true for exactly one of all who try at once."""
    unused = or_(col(AuthenticatorApp.used_step).is_(None), col(AuthenticatorApp.used_step) < step)
    taking = update(AuthenticatorApp).where(col(AuthenticatorApp.account_id) == account_id, unused)
    taken = await uow.execute(taking.values(used_step=step).execution_options(synchronize_session=False))
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]


async def make_backup_codes(
    uow: UnitOfWork, index: BlindIndex, account: Account, at: datetime, *, by: str
) -> list[str]:
    """Ten fresh codes in place of all earlier ones, as their owner is to see them this once."""
    await uow.execute(delete(BackupCode).where(col(BackupCode.account_id) == account.id))
    codes = [spoken_code(_LONG) for _ in range(BACKUP_CODES)]
    uow.add(*(BackupCode(account_id=account.id, code_hash=_hash(index, account.id, code)) for code in codes))
    await append(uow, BackupCodesMade(account_id=account.id, person_id=account.person_id), by=by, at=at)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


async def _take_backup_code(uow: UnitOfWork, index: BlindIndex, account: Account, code: str, at: datetime) -> bool:
    ours = update(BackupCode).where(
        col(BackupCode.account_id) == account.id,
        col(BackupCode.code_hash) == _hash(index, account.id, normalise_code(code)),
        col(BackupCode.used_at).is_(None),
    )
    taken = await uow.execute(ours.values(used_at=at).execution_options(synchronize_session=False))
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        return False
    left = await backup_codes_left(uow, account.id)
    event = BackupCodeUsed(account_id=account.id, person_id=account.person_id, left=left)
    await append(uow, event, by=str(account.person_id), at=at)
    return True


async def _come_in(uow: UnitOfWork, account: Account, at: datetime, how: str, strength: Strength) -> Opened:
    person = await uow.get(Person, account.person_id)
    assert person is not None
    opened = open_sign_in(uow, person, account, None, at, how=how, strength=strength)
    who = opened.principal
    assert who.sign_in_id is not None
    await append(uow, SignedIn(person_id=who.person_id, sign_in_id=who.sign_in_id, how=how), by=who.by, at=at)
    return opened


def _hash(index: BlindIndex, account_id: UUID, code: str) -> bytes:
    return index.blind_index(f"backup:{account_id}:{code}")
