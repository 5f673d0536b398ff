"""Somebody's own password: another one, or none from now on."""

from app.audit.log import append
from app.auth.commands import SetPassword
from app.auth.errors import NothingToConfirmHere
from app.auth.events import PasswordChanged
from app.auth.models import Account, Person
from app.auth.passwords import Passwords
from app.auth.queries.factors import factors_of
from app.auth.rules.second_step import require_password_may_go
from app.auth.rules.step_up import require_fresh
from app.auth.steps import end_sign_ins_of, revoke_personal_tokens_of
from app.auth.steps.factors import own_account
from app.auth.steps.good_passwords import CourtNames, require_good_for
from app.auth.views import Principal
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock


class OwnPasswords:
    """Each act needs a fresh proof (ConfirmItIsYou) and ends every other sign-in and every token of the person."""

    def __init__(self, database: Database, passwords: Passwords, court_names: CourtNames, clock: Clock) -> None:
        self._database = database
        self._passwords = passwords
        self._court_names = court_names
        self._clock = clock

    async def change(self, by: Principal, command: SetPassword) -> None:
        """Set another password; raises PasswordTooShort, PasswordTellsWhoYouAre, PasswordTooEasy."""
        require_fresh(by.proved_at, self._clock.now())
        async with self._database.read() as reader:
            person = await reader.get(Person, by.person_id)
            if person is None or by.account_id is None:
                raise NothingToConfirmHere()
            await require_good_for(reader, person, command.password, self._court_names)
        stored = await self._passwords.hash(command.password)
        async with self._database.begin() as uow:
            account = await own_account(uow, by, self._clock.now())
            account.password_hash = stored
            await self._changed(uow, by, account, given_up=False)

    async def give_up(self, by: Principal) -> None:
        """Come in with passkeys alone from now on; raises LastWayIn without one."""
        async with self._database.begin() as uow:
            account = await own_account(uow, by, self._clock.now())
            require_password_may_go(await factors_of(uow, account))
            account.password_hash = None
            await self._changed(uow, by, account, given_up=True)

    async def _changed(self, uow: UnitOfWork, by: Principal, account: Account, *, given_up: bool) -> None:
        at, because = self._clock.now(), "password-changed"
        await end_sign_ins_of(uow, by.person_id, because=because, by=by.by, at=at, except_for=by.sign_in_id)
        await revoke_personal_tokens_of(uow, by.person_id, by=by.by, at=at)
        event = PasswordChanged(account_id=account.id, person_id=account.person_id, given_up=given_up)
        await append(uow, event, by=by.by, at=at)
