"""Finding identity providers, whom they vouch for, and who waits for an account."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from app.auth.errors import ProviderUnknown
from app.auth.models import Account, SignIn
from app.auth.models.passkeys import Passkey
from app.auth.models.providers import AccountRequest, Provider, ProviderIdentity
from app.auth.rules.providers import Place, Rule, require_registration
from app.auth.terms import Desk
from app.auth.views import IdentityView, Principal, ProviderChoice
from app.db.database import Reader
from app.oidc.port import Client

NO_PASSWORD = "!"  # the hash of nothing: an account that a provider opens has no password


@dataclass(frozen=True, slots=True)
class ProviderFile:
    """A provider and how many people it opens accounts for."""

    row: Provider
    people: int


@dataclass(frozen=True, slots=True)
class RequestFile:
    """Somebody who waits for an account, and the name of the provider that vouches for them."""

    row: AccountRequest
    provider: str


async def open_providers(reader: Reader) -> list[ProviderChoice]:
    """The providers people may come in through, by name."""
    statement = select(Provider).where(col(Provider.enabled).is_(True)).order_by(Provider.name, Provider.key)
    return [ProviderChoice(key=row.key, name=row.name) for row in await reader.all(statement)]


async def provider_called(reader: Reader, key: str, *, enabled: bool = True) -> Provider:
    """The provider with this short name; raises ProviderUnknown, also for one that is switched off."""
    found: Provider | None = await reader.first(select(Provider).where(Provider.key == key))
    if found is None or (enabled and not found.enabled):
        raise ProviderUnknown()
    return found


async def provider_with(reader: Reader, provider_id: UUID) -> Provider:
    """The provider with this id; raises ProviderUnknown."""
    found = await reader.get(Provider, provider_id)
    if found is None:
        raise ProviderUnknown()
    return found


async def provider_files(reader: Reader) -> list[ProviderFile]:
    """Every provider, by name."""
    counted = select(col(ProviderIdentity.provider_id), func.count()).group_by(col(ProviderIdentity.provider_id))
    people: Mapping[UUID, int] = {row[0]: row[1] for row in await reader.rows(counted)}
    rows = await reader.all(select(Provider).order_by(Provider.name, Provider.key))
    return [ProviderFile(row, people.get(row.id, 0)) for row in rows]


async def provider_file(reader: Reader, provider_id: UUID) -> ProviderFile:
    """One provider; raises ProviderUnknown."""
    row = await provider_with(reader, provider_id)
    counted = select(func.count()).select_from(ProviderIdentity).where(ProviderIdentity.provider_id == provider_id)
    return ProviderFile(row, await reader.first(counted) or 0)


async def identity_of(reader: Reader, subject_index: bytes) -> ProviderIdentity | None:
    """The identity with this keyed hash."""
    found: ProviderIdentity | None = await reader.first(
        select(ProviderIdentity).where(ProviderIdentity.subject_index == subject_index)
    )
    return found


async def request_of(reader: Reader, subject_index: bytes) -> AccountRequest | None:
    """The request of the identity with this keyed hash."""
    found: AccountRequest | None = await reader.first(
        select(AccountRequest).where(AccountRequest.subject_index == subject_index)
    )
    return found


async def request_files(reader: Reader) -> list[RequestFile]:
    """Those who wait, longest first, then the last hundred decided."""
    statement = select(AccountRequest, Provider.name).join(
        Provider, col(Provider.id) == col(AccountRequest.provider_id)
    )
    waiting = statement.where(col(AccountRequest.decision).is_(None)).order_by(col(AccountRequest.asked_at))
    decided = statement.where(col(AccountRequest.decision).is_not(None)).order_by(col(AccountRequest.decided_at).desc())
    rows = [*await reader.rows(waiting), *await reader.rows(decided.limit(100))]
    return [RequestFile(request, provider) for request, provider in rows]


async def identities_of(reader: Reader, account_id: UUID) -> list[IdentityView]:
    """Every provider's word that opens this account."""
    statement = (
        select(ProviderIdentity, Provider)
        .join(Provider, col(Provider.id) == col(ProviderIdentity.provider_id))
        .where(ProviderIdentity.account_id == account_id)
        .order_by(col(ProviderIdentity.linked_at))
    )
    return [
        IdentityView(
            id=row.id, provider_key=provider.key, provider=provider.name, linked_at=row.linked_at, used_at=row.used_at
        )
        for row, provider in await reader.rows(statement)
    ]


async def provider_of_sign_in(reader: Reader, sign_in_id: UUID | None) -> Provider | None:
    """The provider a sign-in came through, if it still is one."""
    row = await reader.get(SignIn, sign_in_id) if sign_in_id else None
    if row is None or not row.how.startswith("oidc:"):
        return None
    key = row.how.removeprefix("oidc:").partition("+")[0]
    found: Provider | None = await reader.first(select(Provider).where(Provider.key == key))
    return found


async def key_of_sign_in(reader: Reader, sign_in_id: UUID | None) -> str | None:
    """The short name of that provider."""
    provider = await provider_of_sign_in(reader, sign_in_id)
    return provider.key if provider else None


async def other_ways_in(reader: Reader, account_id: UUID, without: UUID) -> bool:
    """Whether the account can be opened without this identity: by password, passkey, or another identity."""
    account = await reader.get(Account, account_id)
    if account is not None and account.password_hash not in (None, NO_PASSWORD):
        return True
    passkey = select(col(Passkey.id)).where(Passkey.account_id == account_id)
    identity = select(col(ProviderIdentity.id)).where(
        ProviderIdentity.account_id == account_id, ProviderIdentity.id != without
    )
    return await reader.first(passkey) is not None or await reader.first(identity) is not None


def client_of(row: Provider) -> Client:
    """This court as the provider knows it."""
    return Client(
        issuer=row.issuer,
        client_id=row.client_id,
        secret=row.client_secret,
        scopes=row.scopes,
        algorithms=tuple(row.algorithms),
        claims=tuple(dict.fromkeys(str(rule["claim"]) for rule in row.rules)),
        acr_values=row.acr_values,
    )


def rules_of(row: Provider) -> list[Rule]:
    """The provider's rules about desks, in their sequence."""
    return [Rule(str(rule["claim"]), str(rule["value"]), _place(rule)) for rule in row.rules]


def _place(rule: Mapping[str, str | None]) -> Place:
    return Place(Desk(str(rule["desk"])), UUID(rule["court_id"]) if rule["court_id"] else None)


def admit_registration(principal: Principal) -> None:
    """Raises OnlyForRegistration for whoever does not register people."""
    require_registration(principal.desk)
