"""Coming in and leaving: with a password, with a token request."""

from datetime import timedelta

from app.audit.log import append
from app.auth.commands import SignInWithPassword
from app.auth.errors import WrongSignIn
from app.auth.events import SignedIn, SignedOut, TokenIssued
from app.auth.models import Account, Person, SignIn
from app.auth.passwords import Passwords
from app.auth.queries import account_by_address, principal_of
from app.auth.steps import BlindIndex, open_sign_in
from app.auth.terms import ACCESS_TOKEN_LIFE
from app.auth.tokens import AccessTokens
from app.auth.views import AccessToken, Opened, Principal
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock

_NOTICE_SEEN_AFTER = timedelta(minutes=1)


class SignIns:
    """Every way in with an account, and out."""

    def __init__(
        self, database: Database, index: BlindIndex, passwords: Passwords, tokens: AccessTokens, clock: Clock
    ) -> None:
        self._database = database
        self._index = index
        self._passwords = passwords
        self._tokens = tokens
        self._clock = clock

    async def sign_in(self, command: SignInWithPassword) -> Opened:
        """Open a sign-in with e-mail and password; raises WrongSignIn, the same for either being wrong."""
        account = await self._right_account(command)
        at = self._clock.now()
        async with self._database.begin() as uow:
            person = await uow.get(Person, account.person_id)
            assert person is not None
            opened = open_sign_in(uow, person, account, None, at, how="password")
            await self._signed_in(uow, opened, "password")
        return opened

    async def issue_token(self, command: SignInWithPassword) -> AccessToken:
        """A short access token for an API client."""
        account = await self._right_account(command)
        at = self._clock.now()
        async with self._database.begin() as uow:
            await append(uow, TokenIssued(person_id=account.person_id), by=str(account.person_id), at=at)
        token = self._tokens.issue(account.id, at)
        return AccessToken(access_token=token, expires_in=int(ACCESS_TOKEN_LIFE.total_seconds()))

    async def sign_out(self, by: Principal) -> None:
        """End this sign-in everywhere, at once."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await uow.get(SignIn, by.sign_in_id) if by.sign_in_id else None
            if row is None or row.ended_at:
                return
            row.ended_at = at
            await append(uow, SignedOut(person_id=by.person_id, sign_in_id=row.id), by=by.by, at=at)

    async def recognise(self, cookie: str) -> Principal | None:
        """Who holds this cookie; notes, at most once a minute, that they were seen."""
        at = self._clock.now()
        async with self._database.read() as reader:
            found = await principal_of(reader, cookie, at)
        if found is None:
            return None
        principal, seen_at = found
        if at - seen_at >= _NOTICE_SEEN_AFTER:
            async with self._database.begin() as uow:
                row = await uow.get(SignIn, principal.sign_in_id) if principal.sign_in_id else None
                if row is not None:
                    row.seen_at = at
        return principal

    async def _right_account(self, command: SignInWithPassword) -> Account:
        index = self._index.blind_index(f"email:{command.email.strip().lower()}")
        async with self._database.read() as reader:
            account = await account_by_address(reader, index)
        if not await self._passwords.matches(account.password_hash if account else None, command.password):
            raise WrongSignIn()
        assert account is not None
        return account

    async def _signed_in(self, uow: UnitOfWork, opened: Opened, how: str) -> None:
        who = opened.principal
        assert who.sign_in_id is not None
        event = SignedIn(person_id=who.person_id, sign_in_id=who.sign_in_id, how=how)
        await append(uow, event, by=who.by, at=self._clock.now())
