"""Coming in with an account, being recognised, and leaving."""

from datetime import timedelta
from uuid import UUID

from app.audit.log import append
from app.auth.commands import AskForToken, SignInWithPassword
from app.auth.errors import SignInNotFound, WrongSignIn
from app.auth.events import SignedOut
from app.auth.models import Account, SignIn
from app.auth.passwords import Passwords
from app.auth.queries import Recognised, account_by_address, personal_token_stands, principal_of, principal_of_sign_in
from app.auth.rules import device_of
from app.auth.steps import BlindIndex, end_sign_in, end_sign_ins_of, open_family
from app.auth.steps.factors import after_one_factor, require_second
from app.auth.terms import ACCESS_TOKEN_LIFE, SecondFactor
from app.auth.tokens import AccessTokens
from app.auth.views import AccessToken, HalfOpen, Opened, Principal
from app.db.database import Database
from app.kernel.clock import Clock
from app.kernel.protected import Protected

_NOTICE_SEEN_AFTER = timedelta(minutes=1)


class SignIns:
    """Every way in with an account, and out."""

    def __init__(
        self,
        database: Database,
        index: BlindIndex,
        passwords: Passwords,
        tokens: AccessTokens,
        policy: SecondFactor,
        clock: Clock,
    ) -> None:
        self._database = database
        self._index = index
        self._passwords = passwords
        self._tokens = tokens
        self._policy = policy
        self._clock = clock

    async def sign_in(self, command: SignInWithPassword) -> Opened | HalfOpen:
        """In with e-mail and password, or half way in where a second step is owed.

        Raises WrongSignIn, the same for either being wrong.
        """
        account = await self._right_account(command)
        async with self._database.begin() as uow:
            return await after_one_factor(uow, account, self._clock.now(), how="password", policy=self._policy)

    async def issue_token(self, command: AskForToken) -> AccessToken:
        """A short access token for an API client, and the refresh token that follows it.

        Raises WrongSignIn, SecondFactorNeeded, WrongFactor.
        """
        account = await self._right_account(command)
        at = self._clock.now()
        async with self._database.begin() as uow:
            strength = await require_second(uow, self._index, account, command.code, at, self._policy)
            row, refresh = await open_family(uow, account, at, how="password", strength=strength)
        access = self._tokens.issue(account.id, row.id, at)
        life = int(ACCESS_TOKEN_LIFE.total_seconds())
        return AccessToken(access_token=access, expires_in=life, refresh_token=refresh)

    async def sign_out(self, by: Principal) -> None:
        """End this sign-in everywhere, at once."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await uow.get(SignIn, by.sign_in_id) if by.sign_in_id else None
            if row is None or row.ended_at:
                return
            row.ended_at = at
            await append(uow, SignedOut(person_id=by.person_id, sign_in_id=row.id), by=by.by, at=at)

    async def end(self, sign_in_id: UUID, by: Principal) -> None:
        """End one of one's own, everywhere and at once; ending it twice is no mistake. Raises SignInNotFound."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await uow.get(SignIn, sign_in_id)
            if row is None or row.person_id != by.person_id:
                raise SignInNotFound()
            if row.ended_at is None:
                await end_sign_in(uow, row, because="by-its-owner", by=by.by, at=at)

    async def end_others(self, by: Principal) -> int:
        """End every sign-in of one's own but the one that asks, and say how many."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            return await end_sign_ins_of(
                uow, by.person_id, because="by-its-owner", by=by.by, at=at, except_for=by.sign_in_id
            )

    async def recognise(self, cookie: str, user_agent: str = "") -> Principal | None:
        """Who holds this cookie; notes, at most once a minute, that they were seen, and with what."""
        async with self._database.read() as reader:
            found = await principal_of(reader, cookie, self._clock.now())
        if found is None:
            return None
        await self._note(found, Protected(str(device_of(user_agent))))
        return found.principal

    async def recognise_bearer(self, token: str) -> Principal | None:
        """Whom an access token speaks for, while the sign-in it came from stands; raises BadToken."""
        bearer = self._tokens.read(token, self._clock.now())
        async with self._database.read() as reader:
            found = await principal_of_sign_in(reader, bearer.sign_in_id, self._clock.now())
        if found is None or found.principal.account_id != bearer.account_id:
            return None
        await self._note(found, found.device)
        return found.principal

    async def still(self, principal: Principal) -> Principal | None:
        """The same person as they are now, however they came in; None when that has ended."""
        at = self._clock.now()
        async with self._database.read() as reader:
            if principal.personal_token_id is not None:
                return principal if await personal_token_stands(reader, principal.personal_token_id, at) else None
            if principal.sign_in_id is None:
                return None
            found = await principal_of_sign_in(reader, principal.sign_in_id, at)
        if found is None:
            return None
        await self._note(found, found.device)
        return found.principal

    async def _note(self, found: Recognised, device: Protected[str] | None) -> None:
        at, sign_in_id = self._clock.now(), found.principal.sign_in_id
        if at - found.seen_at < _NOTICE_SEEN_AFTER and device == found.device:
            return
        async with self._database.begin() as uow:
            row = await uow.get(SignIn, sign_in_id) if sign_in_id else None
            if row is not None:
                row.seen_at, row.device = at, device

    async def _right_account(self, command: SignInWithPassword) -> Account:
        index = self._index.blind_index(f"email:{command.email.strip().lower()}")
        async with self._database.read() as reader:
            account = await account_by_address(reader, index)
        if not await self._passwords.matches(account.password_hash if account else None, command.password):
            raise WrongSignIn()
        assert account is not None
        return account
