"""Looking after identity providers: add one, change it, switch it off, ask an address who is there."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from app.audit.log import append
from app.auth.commands import AddProvider, ChangeProvider, SetProvider, SwitchProvider, TryProvider
from app.auth.errors import CourtNeeded, ProviderKeyTaken, ProviderUnknown
from app.auth.events import ProviderAdded, ProviderChanged, ProviderSwitched
from app.auth.models.providers import Provider
from app.auth.rules.accounts import check_place, require_administrator
from app.auth.rules.step_up import require_fresh
from app.auth.steps.providers import end_sign_ins_through, opened_through
from app.auth.views import FoundProvider, Principal
from app.db.database import Database, Reader, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.errors import NotFound, Precondition
from app.kernel.protected import Protected
from app.oidc.port import IdentityProviders

CourtExists = Callable[[Reader, UUID], Awaitable[bool]]


class Providers:
    """What administrators do with identity providers; each act needs a fresh proof, for it decides who may come in."""

    def __init__(
        self, database: Database, providers: IdentityProviders, clock: Clock, court_exists: CourtExists
    ) -> None:
        self._database = database
        self._providers = providers
        self._clock = clock
        self._court_exists = court_exists

    async def try_out(self, command: TryProvider, by: Principal) -> FoundProvider:
        """What an issuer says about itself, now. Raises OnlyAdministrators, ProviderAddressRefused,
        ProviderSilent, DiscoveryUnusable."""
        require_administrator(by.desk)
        found = await self._providers.find(command.issuer)
        return FoundProvider(
            issuer=found.issuer,
            authorization_endpoint=found.authorization_endpoint,
            algorithms=list(found.algorithms),
            names_itself=found.names_itself,
            signs_out=found.end_session_endpoint is not None,
            back_channel_logout=found.back_channel_logout,
            acr_values=list(found.acr_values),
        )

    async def add(self, command: AddProvider, by: Principal) -> UUID:
        """Offer a new way in; gives its id. Raises as `try_out`, ConfirmItIsYou, ProviderKeyTaken, CourtNeeded,
        AccountNotOfACourt."""
        at = self._check(by)
        await self._providers.find(command.issuer)
        row = Provider(key=command.key, created_at=at, **_columns(command))
        row.client_secret = _secret(command)
        try:
            async with self._database.begin() as uow:
                await self._check_courts(uow, command)
                uow.add(row)
                await uow.flush()
                await append(uow, ProviderAdded(provider_id=row.id), by=by.by, at=at)
        except IntegrityError as reason:
            raise ProviderKeyTaken() from reason
        return row.id

    async def change(self, provider_id: UUID, command: ChangeProvider, by: Principal) -> None:
        """Change what stands; raises as `add`, and Precondition when somebody else changed it meanwhile."""
        at = self._check(by)
        await self._providers.find(command.issuer)
        try:
            async with self._database.begin() as uow:
                row = await _held(uow, provider_id)
                if row.version != command.version:
                    raise Precondition()
                await self._check_courts(uow, command)
                changed = [name for name, value in _columns(command).items() if getattr(row, name) != value]
                for name in changed:
                    setattr(row, name, _columns(command)[name])
                if command.client_secret:
                    row.client_secret = _secret(command)
                    changed.append("client_secret")
                row.version += 1
                event = ProviderChanged(provider_id=row.id, fields=tuple(changed))
                await append(uow, event, by=by.by, at=at)
        except IntegrityError as reason:
            raise ProviderKeyTaken() from reason

    async def switch(self, provider_id: UUID, command: SwitchProvider, by: Principal) -> None:
        """Let people come in through it or not; switched off, everybody who came in through it leaves at once."""
        at = self._check(by)
        async with self._database.begin() as uow:
            row = await _held(uow, provider_id)
            if row.enabled == command.enabled:
                return
            row.enabled = command.enabled
            row.version += 1
            if not command.enabled:
                through = await opened_through(uow, row)
                await end_sign_ins_through(uow, through, because="provider-switched-off", by=by.by, at=at)
            await append(uow, ProviderSwitched(provider_id=row.id, enabled=row.enabled), by=by.by, at=at)

    def _check(self, by: Principal) -> datetime:
        require_administrator(by.desk)
        at = self._clock.now()
        require_fresh(by.proved_at, at)
        return at

    async def _check_courts(self, uow: UnitOfWork, command: SetProvider) -> None:
        for rule in command.rules:
            check_place(rule.desk, rule.court_id)
            if rule.court_id is not None and not await self._court_exists(uow, rule.court_id):
                raise CourtNeeded()


async def _held(uow: UnitOfWork, provider_id: UUID) -> Provider:
    try:
        return await uow.lock(Provider, provider_id)
    except NotFound as reason:
        raise ProviderUnknown() from reason


def _columns(command: SetProvider) -> dict[str, Any]:
    return {
        "name": command.name,
        "issuer": command.issuer,
        "client_id": command.client_id,
        "scopes": command.scopes,
        "algorithms": list(command.algorithms),
        "second_factor": command.second_factor.value,
        "acr_values": command.acr_values,
        "rules": [rule.model_dump(mode="json") for rule in command.rules],
    }


def _secret(command: SetProvider) -> Protected[str] | None:
    return Protected(command.client_secret) if command.client_secret else None
