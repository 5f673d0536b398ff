"""Identity providers: which there are, looking after them, who waits for an account, and one's own identities."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.api.deps import CurrentPrincipal, ServicesDep
from app.api.protections import Created
from app.auth.commands import AddProvider, ChangeProvider, DecideRequest, SwitchProvider, TryProvider
from app.auth.queries.providers import identities_of, open_providers
from app.auth.views import AccountRequestView, FoundProvider, IdentityView, ProviderChoice, ProviderView
from app.desks import providers as desk
from app.edge.forms import read_form
from app.oidc.errors import LogoutNotTaken, ProviderNotTrusted

router = APIRouter(tags=["identity providers"])


@router.get("/sign-in-providers")
async def choices(services: ServicesDep) -> list[ProviderChoice]:
    """The identity providers people may come in through, as the sign-in page offers them."""
    async with services.database.read() as reader:
        return await open_providers(reader)


@router.get("/providers")
async def list_providers(principal: CurrentPrincipal, services: ServicesDep) -> list[ProviderView]:
    """Every identity provider, for administrators. Secrets are never shown."""
    async with services.database.read() as reader:
        return await desk.providers(reader, principal, services.settings.public_url)


@router.post("/providers", status_code=201)
async def add_provider(
    command: AddProvider, principal: CurrentPrincipal, services: ServicesDep, response: Response
) -> Created:
    """Offer a new way in. The issuer is asked who it is before anything is kept; a fresh proof is needed."""
    provider_id = await services.providers.add(command, principal)
    response.headers["location"] = f"/api/v1/providers/{provider_id}"
    return Created(id=provider_id)


@router.post("/providers/connection")
async def try_out(command: TryProvider, principal: CurrentPrincipal, services: ServicesDep) -> FoundProvider:
    """Ask an issuer who it is, and keep nothing."""
    return await services.providers.try_out(command, principal)


@router.get("/providers/{provider_id}")
async def show_provider(provider_id: UUID, principal: CurrentPrincipal, services: ServicesDep) -> ProviderView:
    """One identity provider."""
    async with services.database.read() as reader:
        return await desk.provider(reader, principal, provider_id, services.settings.public_url)


@router.put("/providers/{provider_id}", status_code=204)
async def change_provider(
    provider_id: UUID, command: ChangeProvider, principal: CurrentPrincipal, services: ServicesDep
) -> None:
    """Change an identity provider. Send the version you saw; leave the secret out to keep it."""
    await services.providers.change(provider_id, command, principal)


@router.put("/providers/{provider_id}/standing", status_code=204)
async def switch_provider(
    provider_id: UUID, command: SwitchProvider, principal: CurrentPrincipal, services: ServicesDep
) -> None:
    """Switch it off or on. Switched off, everybody who came in through it leaves at once."""
    await services.providers.switch(provider_id, command, principal)


@router.post("/providers/{key}/back-channel-logout", status_code=204)
async def back_channel_logout(key: str, request: Request, services: ServicesDep) -> None:
    """For the provider: a form with a `logout_token` that says who signed out there; they leave here, too."""
    form = await read_form(request)
    try:
        await services.provider_sign_ins.end_by_provider(key, form["logout_token"])
    except ProviderNotTrusted as reason:
        raise LogoutNotTaken() from reason


@router.get("/account-requests")
async def list_requests(principal: CurrentPrincipal, services: ServicesDep) -> list[AccountRequestView]:
    """Who waits for an account, and who was decided about; for administrators and registrars."""
    async with services.database.read() as reader:
        return await desk.waiting(reader, principal)


@router.put("/account-requests/{request_id}/decision", status_code=204)
async def decide(request_id: UUID, command: DecideRequest, principal: CurrentPrincipal, services: ServicesDep) -> None:
    """Approve or refuse. Without a desk the one that the provider's rules give is taken."""
    await services.account_requests.decide(request_id, command, principal)


@router.get("/identities")
async def my_identities(principal: CurrentPrincipal, services: ServicesDep) -> list[IdentityView]:
    """What opens one's own account at identity providers. Linking needs a browser."""
    if principal.account_id is None:
        return []
    async with services.database.read() as reader:
        return await identities_of(reader, principal.account_id)


@router.delete("/identities/{identity_id}", status_code=204)
async def unlink(identity_id: UUID, principal: CurrentPrincipal, services: ServicesDep) -> None:
    """Let an identity open one's own account no longer; a fresh proof and another way in are needed."""
    await services.provider_sign_ins.unlink(identity_id, principal)
