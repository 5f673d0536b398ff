"""The second step after a password: with a code or a passkey, or by setting one of them up."""

from app.auth.commands import AddPasskey, GiveCode, PasskeyAnswer
from app.auth.errors import FactorSetUpAlready
from app.auth.models import Account
from app.auth.models.factors import FirstStep
from app.auth.queries.factors import factors_of
from app.auth.rules.passkeys import Site
from app.auth.steps import BlindIndex
from app.auth.steps.apps import begin_app, confirm_app
from app.auth.steps.factors import count_try, finish, standing_first_step, use_code
from app.auth.steps.passkeys import ask_passkey, ask_to_register, keep_passkey, refuse_copied, take_answer
from app.auth.terms import Ceremony
from app.auth.views import BackupCodes, Challenge, Opened
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock


class SecondSteps:
    """What somebody half signed in may do. `token`: the secret of their cookie; FirstStepEnded when it is over."""

    def __init__(self, database: Database, index: BlindIndex, site: Site, clock: Clock) -> None:
        self._database = database
        self._index = index
        self._site = site
        self._clock = clock

    async def give_code(self, token: str, command: GiveCode) -> Opened:
        """Come in with a code of the app or a backup code; raises WrongFactor."""
        await self._count(token)
        at = self._clock.now()
        async with self._database.begin() as uow:
            first, account = await standing_first_step(uow, token, at)
            how = await use_code(uow, self._index, account, command.code, at)
            return await finish(uow, first, account, at, how)

    async def ask_passkey(self, token: str) -> Challenge:
        """A challenge for one of the account's own passkeys."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            _, account = await standing_first_step(uow, token, at)
            return await ask_passkey(uow, self._site, Ceremony.second_step, account.id, at)

    async def give_passkey(self, token: str, command: PasskeyAnswer) -> Opened:
        """Come in with the answer; raises PasskeyNotRight, PasskeyLooksCopied."""
        await self._count(token)
        at = self._clock.now()
        async with self._database.begin() as uow:
            first, account = await standing_first_step(uow, token, at)
            taken = await take_answer(uow, self._site, Ceremony.second_step, command, account.id, at)
            opened = None if taken.copied else await finish(uow, first, account, at, "passkey")
        refuse_copied(taken)
        assert opened is not None
        return opened

    async def begin_app(self, token: str) -> None:
        """Begin to set up an app, for an account that has no second factor; raises FactorSetUpAlready."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            _, account = await self._nothing_set_up(uow, token)
            await begin_app(uow, account, at)

    async def confirm_app(self, token: str, command: GiveCode) -> tuple[Opened, BackupCodes]:
        """Confirm it with a code, and come in; raises WrongFactor, NoAuthenticatorApp, FactorSetUpAlready."""
        await self._count(token)
        at = self._clock.now()
        async with self._database.begin() as uow:
            first, account = await self._nothing_set_up(uow, token)
            codes = await confirm_app(uow, self._index, account, command.code, at)
            return await finish(uow, first, account, at, "totp"), BackupCodes(codes=codes)

    async def ask_to_register(self, token: str, label: str) -> Challenge:
        """A challenge to make a passkey, for an account that has no second factor; raises FactorSetUpAlready."""
        async with self._database.begin() as uow:
            _, account = await self._nothing_set_up(uow, token)
            return await ask_to_register(uow, self._site, account.id, label, self._clock.now())

    async def add_passkey(self, token: str, command: AddPasskey) -> Opened:
        """Keep the new passkey, and come in; raises PasskeyNotRight, PasskeyKnown, FactorSetUpAlready."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            first, account = await self._nothing_set_up(uow, token)
            await keep_passkey(uow, self._site, account, command, at)
            return await finish(uow, first, account, at, "passkey")

    async def _count(self, token: str) -> None:
        """In a transaction of its own: a wrong try counts, and so do many at once."""
        async with self._database.begin() as uow:
            await count_try(uow, token, self._clock.now())

    async def _nothing_set_up(self, uow: UnitOfWork, token: str) -> tuple[FirstStep, Account]:
        """A password alone must never add a factor beside one that stands: it would be a way around it."""
        first, account = await standing_first_step(uow, token, self._clock.now())
        factors = await factors_of(uow, account)
        if factors.app or factors.passkeys:
            raise FactorSetUpAlready()
        return first, account
