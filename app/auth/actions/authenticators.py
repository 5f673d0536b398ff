"""Somebody's own authenticator app and backup codes: set up, renew, remove."""

from sqlalchemy import delete
from sqlmodel import col

from app.audit.log import append
from app.auth.commands import GiveCode
from app.auth.errors import NoAuthenticatorApp
from app.auth.events import SecondFactorRemoved
from app.auth.models.factors import AuthenticatorApp, BackupCode
from app.auth.queries.factors import factors_of
from app.auth.rules.second_step import require_app_may_go
from app.auth.steps import BlindIndex
from app.auth.steps.apps import begin_app, confirm_app
from app.auth.steps.factors import make_backup_codes, own_account
from app.auth.terms import Desk, SecondFactor
from app.auth.views import BackupCodes, Principal
from app.db.database import Database
from app.kernel.clock import Clock


class Authenticators:
    """Each act needs a fresh proof: ConfirmItIsYou; and an account: NothingToConfirmHere."""

    def __init__(self, database: Database, index: BlindIndex, policy: SecondFactor, clock: Clock) -> None:
        self._database = database
        self._index = index
        self._policy = policy
        self._clock = clock

    async def begin(self, by: Principal) -> None:
        """Make a secret to share with an app; raises FactorSetUpAlready."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            await begin_app(uow, await own_account(uow, by, at), at)

    async def confirm(self, by: Principal, command: GiveCode) -> BackupCodes:
        """The app counts from now on; raises WrongFactor, NoAuthenticatorApp, FactorSetUpAlready."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            account = await own_account(uow, by, at)
            return BackupCodes(codes=await confirm_app(uow, self._index, account, command.code, at))

    async def renew_backup_codes(self, by: Principal) -> BackupCodes:
        """Ten fresh codes; the earlier ones work no more. Raises NoAuthenticatorApp."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            account = await own_account(uow, by, at)
            if not (await factors_of(uow, account)).app:
                raise NoAuthenticatorApp()
            return BackupCodes(codes=await make_backup_codes(uow, self._index, account, at, by=by.by))

    async def remove(self, by: Principal) -> None:
        """Remove the app and its backup codes; raises NoAuthenticatorApp, LastSecondFactor."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            account = await own_account(uow, by, at)
            factors = await factors_of(uow, account)
            if not factors.app:
                raise NoAuthenticatorApp()
            require_app_may_go(Desk(account.desk), factors, self._policy)
            await uow.execute(delete(BackupCode).where(col(BackupCode.account_id) == account.id))
            await uow.execute(delete(AuthenticatorApp).where(col(AuthenticatorApp.account_id) == account.id))
            event = SecondFactorRemoved(account_id=account.id, person_id=account.person_id, what="app")
            await append(uow, event, by=by.by, at=at)
