"""Proving again who one is, before something that cannot be taken back (ASVS 7.5.3)."""

from app.audit.log import append
from app.auth.commands import PasskeyAnswer, ProveItIsYou
from app.auth.errors import NothingToConfirmHere, SecondFactorNeeded, WrongSignIn
from app.auth.events import IdentityProved
from app.auth.models import Account, SignIn
from app.auth.passwords import Passwords
from app.auth.queries.factors import factors_of
from app.auth.rules.passkeys import Site
from app.auth.steps import BlindIndex, renew
from app.auth.steps.factors import use_code
from app.auth.steps.passkeys import ask_passkey, refuse_copied, take_answer
from app.auth.terms import Ceremony, Strength
from app.auth.views import Challenge, Opened, Principal
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock


class Proofs:
    """A right proof gives the sign-in a new id and secret, and `proved_at` begins anew."""

    def __init__(self, database: Database, index: BlindIndex, passwords: Passwords, site: Site, clock: Clock) -> None:
        self._database = database
        self._index = index
        self._passwords = passwords
        self._site = site
        self._clock = clock

    async def ask_passkey(self, by: Principal) -> Challenge:
        """A challenge for one of one's own passkeys; raises NothingToConfirmHere."""
        if by.account_id is None:
            raise NothingToConfirmHere()
        async with self._database.begin() as uow:
            return await ask_passkey(uow, self._site, Ceremony.proof, by.account_id, self._clock.now())

    async def prove(self, by: Principal, command: ProveItIsYou) -> Opened:
        """Prove it by password (and code, when an app is set up), or by passkey.

        Raises WrongSignIn, WrongFactor, SecondFactorNeeded, PasskeyNotRight, PasskeyLooksCopied,
        NothingToConfirmHere for whoever has no account or no browser.
        """
        if by.account_id is None or by.sign_in_id is None:
            raise NothingToConfirmHere()
        if command.passkey is not None:
            return await self._by_passkey(by, command.passkey)
        return await self._by_password(by, command)

    async def _by_passkey(self, by: Principal, answer: PasskeyAnswer) -> Opened:
        async with self._database.begin() as uow:
            taken = await take_answer(uow, self._site, Ceremony.proof, answer, by.account_id, self._clock.now())
            opened = None if taken.copied else await self._renewed(uow, by, Strength.two, "passkey")
        refuse_copied(taken)
        assert opened is not None
        return opened

    async def _by_password(self, by: Principal, command: ProveItIsYou) -> Opened:
        async with self._database.read() as reader:
            account = await reader.get(Account, by.account_id) if by.account_id else None
        stored = account.password_hash if account else None
        if account is None or not await self._passwords.matches(stored, command.password or ""):
            raise WrongSignIn()
        at = self._clock.now()
        async with self._database.begin() as uow:
            held = await uow.lock(Account, account.id)
            if held.password_hash != stored:
                raise WrongSignIn()
            if not (await factors_of(uow, held)).app:
                return await self._renewed(uow, by, by.strength, "password")
            if not command.code:
                raise SecondFactorNeeded()
            how = await use_code(uow, self._index, held, command.code, at)
            return await self._renewed(uow, by, Strength.two, f"password+{how}")

    async def _renewed(self, uow: UnitOfWork, by: Principal, strength: Strength, how: str) -> Opened:
        at, row = self._clock.now(), await uow.lock(SignIn, by.sign_in_id) if by.sign_in_id else None
        if row is None or row.ended_at is not None or row.refresh_hash is not None:
            raise NothingToConfirmHere()
        opened = await renew(uow, row, strength, at)
        assert opened.principal.sign_in_id is not None
        event = IdentityProved(person_id=by.person_id, sign_in_id=opened.principal.sign_in_id, how=how)
        await append(uow, event, by=by.by, at=at)
        return opened
