"""Coming in through an identity provider: the way there, the way back, and leaving when the provider says so."""

import hmac
import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select

from app.audit.log import append
from app.auth.errors import AccountStandsClosed, AnotherIdentity, DeskLost, IdentityInUse, JourneyEnded, OnlyWayIn
from app.auth.events import AccountRequested, IdentityProved, IdentityUnlinked, LeftAtProvider
from app.auth.models import Account, SignIn
from app.auth.models.providers import (
    AccountRequest,
    LogoutNotice,
    Provider,
    ProviderAttempt,
    ProviderIdentity,
    ProviderSession,
)
from app.auth.queries import hashed
from app.auth.queries.providers import (
    client_of,
    identity_of,
    other_ways_in,
    provider_called,
    provider_with,
    request_of,
    rules_of,
)
from app.auth.rules.providers import place_for, proved_at, secret_for, strength_of, subject_text
from app.auth.rules.step_up import require_fresh
from app.auth.steps import BlindIndex, renew
from app.auth.steps.factors import after_one_factor, come_in_with_two
from app.auth.steps.providers import end_sign_ins_through, follow_claims, link_identity, opened_through
from app.auth.terms import JOURNEY_LIFE, Journey, RequestDecision, SecondFactor, Strength, Vouches
from app.auth.views import Departure, HalfOpen, Opened, Principal, Waits
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.errors import Forbidden, NotFound, Refusal
from app.kernel.ids import secret_token, spoken_code
from app.oidc.port import Answer, Ask, IdentityProviders, Said

_SECRET = re.compile(r"[\w-]{43}")
_LONGEST_AFTER = 500
MY_IDENTITIES = "/account/providers"


@dataclass(frozen=True, slots=True)
class CameBack:
    """What became of a journey: a sign-in (`opened`), an account that is waited for, or neither for a link."""

    journey: Journey
    provider: str
    opened: Opened | HalfOpen | None = None
    waits: Waits | None = None
    after: str = ""


class ProviderSignIns:
    """Every journey to an identity provider. `public_url`: where providers send people back to."""

    def __init__(
        self,
        database: Database,
        index: BlindIndex,
        providers: IdentityProviders,
        policy: SecondFactor,
        clock: Clock,
        public_url: str,
    ) -> None:
        self._database = database
        self._index = index
        self._providers = providers
        self._policy = policy
        self._clock = clock
        self._public_url = public_url.rstrip("/")

    async def begin(self, key: str, browser: str, after: str) -> Departure:
        """Set out to sign in, and then to go on to `after`, a path of ours.

        `browser`: the secret it has from earlier, or nothing. Raises ProviderUnknown, ProviderSilent,
        DiscoveryUnusable, ProviderAddressRefused.
        """
        return await self._depart(key, browser, Journey.sign_in, None, after)

    async def begin_linking(self, key: str, browser: str, by: Principal) -> Departure:
        """Set out to let an identity open one's own account; raises ConfirmItIsYou as well."""
        _require_account(by)
        require_fresh(by.proved_at, self._clock.now())
        return await self._depart(key, browser, Journey.link, by.sign_in_id, MY_IDENTITIES)

    async def begin_confirming(self, key: str, browser: str, by: Principal, after: str) -> Departure:
        """Set out to prove once more who one is, at the provider."""
        _require_account(by)
        return await self._depart(key, browser, Journey.confirm, by.sign_in_id, after or MY_IDENTITIES)

    async def come_back(self, key: str, answer: Answer, browser: str, by: Principal | None) -> CameBack:
        """Take what the browser brought back, once.

        Raises JourneyEnded, ProviderNotTrusted, ProviderRefused, SignInCancelled, ProviderSilent, DeskLost,
        AccountStandsClosed, IdentityInUse, AnotherIdentity, ConfirmItIsYou.
        """
        provider, attempt = await self._claim(key, answer.state, browser)
        journey = Journey(attempt.purpose)
        said = await self._providers.redeem(client_of(provider), self._ask(key, answer.state, browser, journey), answer)
        index = self._index.blind_index(subject_text(said.issuer, said.subject))
        async with self._database.begin() as uow:
            done = await self._arrive(uow, provider, attempt, said, index, by)
        if isinstance(done, Refusal):  # what was learnt on the way (a desk that is lost) stays written
            raise done
        return done

    async def unlink(self, identity_id: UUID, by: Principal) -> None:
        """Let an identity open one's own account no longer; raises ConfirmItIsYou, OnlyWayIn, NotFound."""
        at = self._clock.now()
        require_fresh(by.proved_at, at)
        async with self._database.begin() as uow:
            row = await uow.lock(ProviderIdentity, identity_id)
            if by.account_id is None or row.account_id != by.account_id:
                raise NotFound()
            await uow.lock(Account, row.account_id)
            if not await other_ways_in(uow, row.account_id, row.id):
                raise OnlyWayIn()
            provider = await provider_with(uow, row.provider_id)
            through = await opened_through(uow, provider, subject_index=row.subject_index)
            await end_sign_ins_through(
                uow, through, because="identity-unlinked", by=by.by, at=at, except_for=by.sign_in_id
            )
            await uow.delete(row)
            event = IdentityUnlinked(identity_id=row.id, account_id=row.account_id, provider_id=row.provider_id)
            await append(uow, event, by=by.by, at=at)

    async def end_by_provider(self, key: str, token: str) -> None:
        """End what the provider says has ended, once for each of its notices; raises ProviderNotTrusted."""
        async with self._database.read() as reader:
            provider = await provider_called(reader, key)
        ended, at = await self._providers.read_logout(client_of(provider), token), self._clock.now()
        notice = hashed(f"{ended.issuer} {ended.token_id}").hex()
        subject = self._index.blind_index(subject_text(ended.issuer, ended.subject)) if ended.subject else None
        session = hashed(ended.session) if ended.session else None
        async with self._database.begin() as uow:
            if await uow.get(LogoutNotice, notice) is not None:
                return
            await uow.execute(delete(LogoutNotice).where(col(LogoutNotice.expires_at) < at))
            await uow.insert_if_absent(LogoutNotice, id=notice, expires_at=ended.expires_at + JOURNEY_LIFE)
            through = await opened_through(uow, provider, subject_index=subject, session_hash=session)
            count = await end_sign_ins_through(uow, through, because="left-at-provider", by=None, at=at)
            await append(uow, LeftAtProvider(provider_id=provider.id, ended=count), by=None, at=at)

    async def farewell(self, key: str) -> Departure | None:
        """Where somebody who signed out here can sign out at the provider too, if it offers that.

        Raises ProviderUnknown, ProviderSilent, DiscoveryUnusable.
        """
        async with self._database.read() as reader:
            provider = await provider_called(reader, key, enabled=False)
        address = await self._providers.farewell(client_of(provider), f"{self._public_url}/")
        return Departure(address, "", provider.name) if address else None

    async def _depart(self, key: str, browser: str, journey: Journey, sign_in_id: UUID | None, after: str) -> Departure:
        browser, state = browser if _SECRET.fullmatch(browser) else secret_token(), secret_token()
        async with self._database.read() as reader:
            provider = await provider_called(reader, key)
        address = await self._providers.address(client_of(provider), self._ask(key, state, browser, journey))
        at = self._clock.now()
        async with self._database.begin() as uow:
            await uow.execute(delete(ProviderAttempt).where(col(ProviderAttempt.expires_at) < at - JOURNEY_LIFE))
            row = ProviderAttempt(
                provider_id=provider.id,
                state_hash=hashed(state),
                browser_hash=hashed(browser),
                purpose=journey.value,
                sign_in_id=sign_in_id,
                after=after if len(after) <= _LONGEST_AFTER else "",
                expires_at=at + JOURNEY_LIFE,
            )
            uow.add(row)
        return Departure(address, browser, provider.name)

    async def _claim(self, key: str, state: str, browser: str) -> tuple[Provider, ProviderAttempt]:
        """The journey this state belongs to, used from now on: of two who bring it one goes on."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            provider = await provider_called(uow, key)
            found = await uow.first(select(ProviderAttempt).where(ProviderAttempt.state_hash == hashed(state)))
            if found is None or not hmac.compare_digest(found.browser_hash, hashed(browser)):
                raise JourneyEnded()
            held = await uow.lock(ProviderAttempt, found.id)
            if held.used_at is not None or at >= held.expires_at or held.provider_id != provider.id:
                raise JourneyEnded()
            held.used_at = at
        return provider, held

    def _ask(self, key: str, state: str, browser: str, journey: Journey) -> Ask:
        return Ask(
            state=state,
            nonce=secret_for(browser, state, "nonce"),
            verifier=secret_for(browser, state, "verifier"),
            redirect_uri=f"{self._public_url}/sign-in/with/{key}/return",
            again=journey is not Journey.sign_in,
        )

    async def _arrive(
        self,
        uow: UnitOfWork,
        provider: Provider,
        attempt: ProviderAttempt,
        said: Said,
        index: bytes,
        by: Principal | None,
    ) -> CameBack | Refusal:
        journey = Journey(attempt.purpose)
        if journey is not Journey.sign_in and (by is None or by.sign_in_id != attempt.sign_in_id):
            return JourneyEnded()
        match journey:
            case Journey.sign_in:
                done = await self._come_in(uow, provider, said, index)
            case Journey.link:
                assert by is not None
                done = await self._link(uow, provider, index, by)
            case Journey.confirm:
                assert by is not None
                done = await self._confirm(uow, provider, said, index, by)
            case _:
                assert_never(journey)
        return done if isinstance(done, Refusal) else replace(done, after=attempt.after)

    async def _come_in(self, uow: UnitOfWork, provider: Provider, said: Said, index: bytes) -> CameBack | Refusal:
        at, found = self._clock.now(), await identity_of(uow, index)
        if found is None:
            return CameBack(Journey.sign_in, provider.name, waits=await self._wait(uow, provider, said, index))
        identity = await uow.lock(ProviderIdentity, found.id)
        account = await uow.lock(Account, identity.account_id)
        if identity.mapped:
            await follow_claims(uow, identity, account, place_for(rules_of(provider), said.claims), at)
        if identity.desk_lost_at is not None:
            return DeskLost()
        if account.disabled_at is not None:
            return AccountStandsClosed()
        identity.used_at = at
        return CameBack(Journey.sign_in, provider.name, await self._open(uow, provider, identity, account, said))

    async def _open(
        self, uow: UnitOfWork, provider: Provider, identity: ProviderIdentity, account: Account, said: Said
    ) -> Opened | HalfOpen:
        """In, or on to the second step where the provider's word counts as one and the desk needs two."""
        at, how = self._clock.now(), f"oidc:{provider.key}"
        opened: Opened | HalfOpen
        if _strength(provider, said) is Strength.two:
            opened = await come_in_with_two(uow, account, at, how=how)
        else:
            opened = await after_one_factor(uow, account, at, how=how, policy=self._policy)
        came_in = opened.principal.sign_in_id if isinstance(opened, Opened) else None
        session = hashed(said.session) if said.session else None
        uow.add(ProviderSession(identity_id=identity.id, session_hash=session, sign_in_id=came_in))
        if isinstance(opened, HalfOpen):
            return opened
        return await _proved(uow, opened, proved_at(said.auth_time, False, at))

    async def _wait(self, uow: UnitOfWork, provider: Provider, said: Said, index: bytes) -> Waits:
        """Keep a request with what the provider says today; one that was decided stays as it was decided."""
        request, at = await request_of(uow, index), self._clock.now()
        if request is None:
            request = AccountRequest(
                provider_id=provider.id, subject_index=index, reference=spoken_code(6), asked_at=at
            )
            uow.add(request)
            await uow.flush()
            await append(uow, AccountRequested(request_id=request.id, provider_id=provider.id), by=None, at=at)
        if request.decision is None:
            place = place_for(rules_of(provider), said.claims)
            request.name, request.email, request.email_verified = said.name, said.email, said.email_verified
            request.desk, request.court_id = (place.desk.value, place.court_id) if place else (None, None)
        return Waits(provider.name, request.reference, request.decision == RequestDecision.refused)

    async def _link(self, uow: UnitOfWork, provider: Provider, index: bytes, by: Principal) -> CameBack | Refusal:
        at, found = self._clock.now(), await identity_of(uow, index)
        require_fresh(by.proved_at, at)
        assert by.account_id is not None
        if found is not None and found.account_id != by.account_id:
            return IdentityInUse()
        if found is None:
            waiting = await request_of(uow, index)
            if waiting is not None:  # they have an account now: nobody needs to give them another
                await uow.delete(waiting)
            await link_identity(uow, provider.id, index, by.account_id, mapped=False, by=by.by, at=at)
        return CameBack(Journey.link, provider.name)

    async def _confirm(
        self, uow: UnitOfWork, provider: Provider, said: Said, index: bytes, by: Principal
    ) -> CameBack | Refusal:
        at, identity = self._clock.now(), await identity_of(uow, index)
        if identity is None or identity.account_id != by.account_id or by.sign_in_id is None:
            return AnotherIdentity()
        sign_in = await uow.lock(SignIn, by.sign_in_id)
        if sign_in.ended_at is not None:
            return JourneyEnded()
        strength = max(Strength(sign_in.strength), _strength(provider, said), key=list(Strength).index)
        opened = await _proved(uow, await renew(uow, sign_in, strength, at), proved_at(said.auth_time, True, at))
        assert opened.principal.sign_in_id is not None
        event = IdentityProved(
            person_id=by.person_id, sign_in_id=opened.principal.sign_in_id, how=f"oidc:{provider.key}"
        )
        await append(uow, event, by=by.by, at=at)
        return CameBack(Journey.confirm, provider.name, opened)


async def _proved(uow: UnitOfWork, opened: Opened, when: datetime) -> Opened:
    """The sign-in, proved when the provider says it was."""
    await uow.flush()
    assert opened.principal.sign_in_id is not None
    row = await uow.get(SignIn, opened.principal.sign_in_id)
    assert row is not None
    row.proved_at = when
    return replace(opened, principal=replace(opened.principal, proved_at=when))


def _strength(provider: Provider, said: Said) -> Strength:
    return strength_of(Vouches(provider.second_factor), provider.acr_values, said.acr, said.amr)


def _require_account(by: Principal) -> None:
    if by.account_id is None or by.sign_in_id is None:
        raise Forbidden()
