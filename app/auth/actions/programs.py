"""What programs hold: refresh tokens that work once, personal tokens, and ending either.

A refresh token that comes a second time is in two hands, and nobody can tell which is the thief's: everything
that grew from the same sign-in ends (RFC 9700 §4.14.2). There is no grace for a retry, because a thief gets
the same grace.
"""

from datetime import timedelta
from uuid import UUID

from sqlmodel import select

from app.audit.log import append
from app.auth.commands import MakePersonalToken, RefreshAccess, RevokeToken
from app.auth.errors import BadToken, PersonalTokenNotFound, RefreshTokenEnded
from app.auth.events import PersonalTokenMade, RefreshTokenReused
from app.auth.models import Account, PersonalToken, SignIn
from app.auth.queries import facts_of, hashed, personal_hash, principal_of_personal
from app.auth.rules import marked, secrets_of, stands
from app.auth.rules.step_up import require_fresh
from app.auth.steps import end_sign_in, family_hash, next_of_family, revoke_personal_token
from app.auth.terms import ACCESS_TOKEN_LIFE, REUSED, Desk, Mark
from app.auth.tokens import AccessTokens
from app.auth.views import AccessToken, MadeToken, Principal
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.ids import secret_token
from app.kernel.protected import Protected

_NOTICE_USED_AFTER = timedelta(minutes=1)
_LETTERS_SHOWN = 8


class Programs:
    """The tokens of programs."""

    def __init__(self, database: Database, tokens: AccessTokens, clock: Clock) -> None:
        self._database, self._tokens, self._clock = database, tokens, clock

    async def refresh(self, command: RefreshAccess) -> AccessToken:
        """The next pair of tokens; of many at once one gets it. Raises RefreshTokenEnded."""
        given = secrets_of(Mark.refresh, command.refresh_token, 2)
        if given is None:
            raise RefreshTokenEnded()
        (family, current), at = given, self._clock.now()
        async with self._database.begin() as uow:
            row, account = await self._held_family(uow, family)
            if not stands(facts_of(row, Desk(account.desk)), at) or account.disabled_at is not None:
                raise RefreshTokenEnded()
            reused = row.refresh_hash != hashed(current)
            if reused:
                event = RefreshTokenReused(person_id=row.person_id, sign_in_id=row.id)
                await append(uow, event, by=None, at=at)
                await end_sign_in(uow, row, because=REUSED, by=None, at=at)
            else:
                fresh = await next_of_family(uow, row, family, at)
        if reused:
            raise RefreshTokenEnded()
        access = self._tokens.issue(account.id, row.id, at)
        life = int(ACCESS_TOKEN_LIFE.total_seconds())
        return AccessToken(access_token=access, expires_in=life, refresh_token=fresh)

    async def revoke(self, command: RevokeToken) -> None:
        """Whoever holds a token may end it, and what grew from it; one we do not know is no mistake (RFC 7009 §2.2)."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            if (personal := secrets_of(Mark.personal, command.token)) is not None:
                token = await uow.first(
                    select(PersonalToken).where(PersonalToken.token_hash == personal_hash(*personal))
                )
                if token is not None and token.revoked_at is None:
                    await revoke_personal_token(uow, token, by=str(token.person_id), at=at)
                return
            row = await self._sign_in_of(uow, command.token)
            if row is not None and row.ended_at is None:
                await end_sign_in(uow, row, because="revoked", by=str(row.person_id), at=at)

    async def make(self, command: MakePersonalToken, by: Principal) -> MadeToken:
        """A personal token, shown this once. Raises ConfirmItIsYou; Principal by an account only."""
        at, secret = self._clock.now(), secret_token()
        require_fresh(by.proved_at, at)
        assert by.account_id is not None
        text = marked(Mark.personal, secret)
        row = PersonalToken(
            token_hash=personal_hash(secret),
            person_id=by.person_id,
            account_id=by.account_id,
            name=Protected(command.name),
            begins=text[:_LETTERS_SHOWN],
            scopes=sorted(scope.value for scope in command.scopes),
            created_at=at,
            expires_at=at + timedelta(days=command.days),
        )
        event = PersonalTokenMade(
            person_id=by.person_id,
            personal_token_id=row.id,
            scopes=tuple(row.scopes),
            expires_at=row.expires_at,
        )
        async with self._database.begin() as uow:
            uow.add(row)
            await append(uow, event, by=by.by, at=at)
        return MadeToken(id=row.id, token=text, expires_at=row.expires_at)

    async def drop(self, personal_token_id: UUID, by: Principal) -> None:
        """Revoke a personal token of one's own; twice is no mistake. Raises PersonalTokenNotFound."""
        async with self._database.begin() as uow:
            row = await uow.get(PersonalToken, personal_token_id)
            if row is None or row.person_id != by.person_id:
                raise PersonalTokenNotFound()
            if row.revoked_at is None:
                await revoke_personal_token(uow, row, by=by.by, at=self._clock.now())

    async def recognise(self, token: str) -> Principal | None:
        """Whose personal token this is; notes, at most once a minute, that it was used."""
        secret, at = secrets_of(Mark.personal, token), self._clock.now()
        if secret is None:
            return None
        async with self._database.read() as reader:
            borne = await principal_of_personal(reader, secret[0], at)
        if borne is None:
            return None
        if borne.used_at is None or at - borne.used_at >= _NOTICE_USED_AFTER:
            async with self._database.begin() as uow:
                row = await uow.get(PersonalToken, borne.principal.personal_token_id or UUID(int=0))
                if row is not None:
                    row.used_at = at
        return borne.principal

    async def _held_family(self, uow: UnitOfWork, family: str) -> tuple[SignIn, Account]:
        found = await uow.first(select(SignIn).where(SignIn.token_hash == family_hash(family)))
        if found is None or found.account_id is None:
            raise RefreshTokenEnded()
        row, account = await uow.lock(SignIn, found.id), await uow.get(Account, found.account_id)
        assert account is not None
        return row, account

    async def _sign_in_of(self, uow: UnitOfWork, token: str) -> SignIn | None:
        refresh = secrets_of(Mark.refresh, token, 2)
        if refresh is not None:
            found: SignIn | None = await uow.first(select(SignIn).where(SignIn.token_hash == family_hash(refresh[0])))
            return found
        try:
            bearer = self._tokens.read(token, self._clock.now())
        except BadToken:
            return None
        return await uow.get(SignIn, bearer.sign_in_id)
