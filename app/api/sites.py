"""Sites: the places a court vouches for, where a code alone opens an appointment, and their devices."""

from uuid import UUID

from fastapi import APIRouter

from app.api.deps import CurrentPrincipal, ServicesDep
from app.auth.commands import OpenSite
from app.auth.queries.sites import sites_of
from app.auth.views import SiteCode, SiteView

router = APIRouter(prefix="/sites", tags=["sites"])


@router.get("")
async def list_sites(principal: CurrentPrincipal, services: ServicesDep) -> list[SiteView]:
    """The open sites of the clerk's court, with their devices."""
    async with services.database.read() as reader:
        return await sites_of(reader, principal, services.clock.now())


@router.post("", status_code=201)
async def open_site(command: OpenSite, principal: CurrentPrincipal, services: ServicesDep) -> SiteView:
    """Vouch for a place. It is known by a drawn label; where it is stands nowhere."""
    return await services.sites.open(command, principal)


@router.delete("/{site_id}", status_code=204)
async def close_site(site_id: UUID, principal: CurrentPrincipal, services: ServicesDep) -> None:
    """Vouch for a place no more: on its devices a code alone opens nothing from now on."""
    await services.sites.close(site_id, principal)


@router.post("/{site_id}/devices", status_code=201)
async def add_device(site_id: UUID, principal: CurrentPrincipal, services: ServicesDep) -> SiteCode:
    """A code that sets up one device of this site, once, at `/device`. It is shown this once."""
    return await services.sites.add_device(site_id, principal)


@router.delete("/{site_id}/devices/{device_id}", status_code=204)
async def end_device(site_id: UUID, device_id: UUID, principal: CurrentPrincipal, services: ServicesDep) -> None:
    """Take a device out of use."""
    await services.sites.end_device(site_id, device_id, principal)
