"""Passkeys: coming in with one, and somebody's own: add, name, remove."""

from uuid import UUID

from app.audit.log import append
from app.auth.commands import AddPasskey, NamePasskey, PasskeyAnswer
from app.auth.errors import NothingToConfirmHere, PasskeyNotRight
from app.auth.events import PasskeyRenamed, SecondFactorRemoved
from app.auth.models import Account
from app.auth.models.passkeys import Passkey
from app.auth.queries.factors import factors_of
from app.auth.rules.passkeys import Site
from app.auth.rules.second_step import require_passkey_may_go
from app.auth.steps.factors import come_in_with_two, own_account
from app.auth.steps.passkeys import ask_passkey, ask_to_register, keep_passkey, refuse_copied, take_answer
from app.auth.terms import Ceremony, Desk, SecondFactor
from app.auth.views import Challenge, Opened, PasskeyAdded, Principal
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.errors import NotFound
from app.kernel.protected import Protected


class Passkeys:
    """Adding and removing needs a fresh proof: ConfirmItIsYou; and an account: NothingToConfirmHere."""

    def __init__(self, database: Database, site: Site, policy: SecondFactor, clock: Clock) -> None:
        self._database = database
        self._site = site
        self._policy = policy
        self._clock = clock

    async def ask_to_sign_in(self) -> Challenge:
        """A challenge for whoever is there: the passkey itself says whose it is."""
        async with self._database.begin() as uow:
            return await ask_passkey(uow, self._site, Ceremony.sign_in, None, self._clock.now())

    async def sign_in(self, command: PasskeyAnswer) -> Opened:
        """Come in with a passkey alone, which is two factors; raises PasskeyNotRight, PasskeyLooksCopied."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            taken = await take_answer(uow, self._site, Ceremony.sign_in, command, None, at)
            account = await uow.get(Account, taken.passkey.account_id)
            if account is None or account.disabled_at:
                raise PasskeyNotRight()
            opened = None if taken.copied else await come_in_with_two(uow, account, at, how="passkey")
        refuse_copied(taken)
        assert opened is not None
        return opened

    async def ask_to_register(self, by: Principal, label: str) -> Challenge:
        """A challenge to make a passkey; `label` is what its owner will see on the device. Raises TooManyPasskeys."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            account = await own_account(uow, by, at)
            return await ask_to_register(uow, self._site, account.id, label, at)

    async def add(self, by: Principal, command: AddPasskey) -> PasskeyAdded:
        """Keep a new passkey; raises PasskeyNotRight, PasskeyKnown."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            account = await own_account(uow, by, at)
            return PasskeyAdded(id=(await keep_passkey(uow, self._site, account, command, at)).id)

    async def rename(self, by: Principal, passkey_id: UUID, command: NamePasskey) -> None:
        """Give one of one's own passkeys another name; raises NotFound."""
        async with self._database.begin() as uow:
            row = await _own(uow, by, passkey_id)
            row.name = Protected(command.name)
            event = PasskeyRenamed(passkey_id=row.id, person_id=by.person_id)
            await append(uow, event, by=by.by, at=self._clock.now())

    async def remove(self, by: Principal, passkey_id: UUID) -> None:
        """Remove one, never the last way in; raises NotFound, LastWayIn, LastSecondFactor."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            account = await own_account(uow, by, at)
            row = await _own(uow, by, passkey_id)
            require_passkey_may_go(Desk(account.desk), await factors_of(uow, account), self._policy)
            await uow.delete(row)
            event = SecondFactorRemoved(account_id=account.id, person_id=account.person_id, what="passkey")
            await append(uow, event, by=by.by, at=at)


async def _own(uow: UnitOfWork, by: Principal, passkey_id: UUID) -> Passkey:
    if by.account_id is None:
        raise NothingToConfirmHere()
    row = await uow.lock(Passkey, passkey_id)
    if row.account_id != by.account_id:
        raise NotFound()
    return row
