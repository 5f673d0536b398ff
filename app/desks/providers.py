"""The administrator's view of identity providers, and of those who wait for an account."""

from collections.abc import Mapping
from uuid import UUID

from app.auth.queries.accounts import admit
from app.auth.queries.providers import (
    ProviderFile,
    RequestFile,
    admit_registration,
    provider_file,
    provider_files,
    request_files,
    rules_of,
)
from app.auth.terms import Desk, RequestDecision, Vouches
from app.auth.views import AccountRequestView, Principal, ProviderView, RoleRuleView
from app.cases.queries.courts import court_files
from app.db.database import Reader
from app.protection.labels import holder_for


async def providers(reader: Reader, principal: Principal, public_url: str) -> list[ProviderView]:
    """Every provider, by name. Raises OnlyAdministrators."""
    admit(principal)
    courts = await court_choices(reader)
    return [_provider(file, courts, public_url) for file in await provider_files(reader)]


async def provider(reader: Reader, principal: Principal, provider_id: UUID, public_url: str) -> ProviderView:
    """One provider. Raises OnlyAdministrators, ProviderUnknown."""
    admit(principal)
    return _provider(await provider_file(reader, provider_id), await court_choices(reader), public_url)


async def form(
    reader: Reader, principal: Principal, provider_id: UUID | None, public_url: str
) -> tuple[ProviderView | None, Mapping[UUID, str]]:
    """A provider, or none yet, and the courts its rules can name. Raises as `provider`."""
    admit(principal)
    view = await provider(reader, principal, provider_id, public_url) if provider_id else None
    return view, await court_choices(reader)


async def waiting(reader: Reader, principal: Principal) -> list[AccountRequestView]:
    """Who waits for an account, longest first, then who was decided about. Raises OnlyForRegistration."""
    admit_registration(principal)
    courts = await court_choices(reader)
    return [_request(file, courts) for file in await request_files(reader)]


async def court_choices(reader: Reader) -> Mapping[UUID, str]:
    """The name of each court, by name."""
    return {court.id: court.name for court in await court_files(reader)}


def _provider(file: ProviderFile, courts: Mapping[UUID, str], public_url: str) -> ProviderView:
    row, base = file.row, public_url.rstrip("/")
    return ProviderView(
        id=row.id,
        key=row.key,
        name=row.name,
        issuer=row.issuer,
        client_id=row.client_id,
        has_secret=row.client_secret is not None,
        scopes=row.scopes,
        algorithms=row.algorithms,
        second_factor=Vouches(row.second_factor),
        acr_values=row.acr_values,
        rules=[
            RoleRuleView(
                claim=rule.claim,
                value=rule.value,
                desk=rule.place.desk,
                court_id=rule.place.court_id,
                court=courts.get(rule.place.court_id, "") if rule.place.court_id else "",
            )
            for rule in rules_of(row)
        ],
        enabled=row.enabled,
        version=row.version,
        redirect_uri=f"{base}/sign-in/with/{row.key}/return",
        logout_uri=f"{base}/api/v1/providers/{row.key}/back-channel-logout",
        people=file.people,
    )


def _request(file: RequestFile, courts: Mapping[UUID, str]) -> AccountRequestView:
    row = file.row
    return AccountRequestView(
        id=row.id,
        provider=file.provider,
        reference=row.reference,
        name=holder_for(True, row.name) if row.name else "",
        email=holder_for(True, row.email) if row.email else "",
        email_verified=row.email_verified,
        desk=Desk(row.desk) if row.desk else None,
        court_id=row.court_id,
        court=courts.get(row.court_id, "") if row.court_id else "",
        asked_at=row.asked_at,
        decision=RequestDecision(row.decision) if row.decision else None,
    )
