"""The sites a court vouches for and their devices, and the page that makes a browser a device of a site."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.commands import OpenSite
from app.auth.errors import WrongSiteCode
from app.auth.queries.sites import site_of, sites_of
from app.auth.terms import SiteKind
from app.edge import device, identity
from app.edge.forms import read_form
from app.edge.services import services_of
from app.kernel.errors import N_, Refusal, TooMany
from app.web.pages import go, say, show

router = APIRouter()
_NO_KIND = N_("Choose what kind of place it is.")


@router.get("/sites")
async def sites_page(request: Request) -> Response:
    """The sites of the clerk's court with their devices."""
    return await _sites(request, wrong=False)


@router.post("/sites")
async def open_site(request: Request) -> Response:
    """Vouch for one more place."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = OpenSite.model_validate(form.chosen("kind"))
    except ValidationError:
        return await _sites(request, wrong=True)
    await services_of(request).sites.open(command, principal)
    return go("/sites")


@router.post("/sites/{site_id:uuid}/closing")
async def close_site(request: Request, site_id: UUID) -> Response:
    """Vouch for a place no more, after it was asked a second time."""
    principal, form = await identity.require(request), await read_form(request)
    services = services_of(request)
    if not form["confirmed"]:
        async with services.database.read() as reader:
            found = await site_of(reader, site_id, principal, services.clock.now())
        return await show(request, "sites/close.html", site=found)
    await services.sites.close(site_id, principal)
    return go("/sites")


@router.post("/sites/{site_id:uuid}/devices")
async def add_device(request: Request, site_id: UUID) -> Response:
    """A code for one more device, on a page of its own, this once."""
    principal, services = await identity.require(request), services_of(request)
    made = await services.sites.add_device(site_id, principal)
    async with services.database.read() as reader:
        site = await site_of(reader, site_id, principal, services.clock.now())
    address = f"{services.settings.public_url.rstrip('/')}/device"
    return await show(request, "sites/code.html", made=made, site=site, address=address)


@router.post("/sites/{site_id:uuid}/devices/{device_id:uuid}/removal")
async def end_device(request: Request, site_id: UUID, device_id: UUID) -> Response:
    """Take a device out of use."""
    await services_of(request).sites.end_device(site_id, device_id, await identity.require(request))
    return go("/sites")


@router.get("/device")
async def device_page(request: Request) -> Response:
    """Ask for the code of a device; or say that this one is ready."""
    return await show(request, "sites/device.html", errors=[], ready=bool(device.site_of(request)))


@router.post("/device")
async def set_up_device(request: Request) -> Response:
    """Take the code, once, and let this browser keep the secret it stands for."""
    form = await read_form(request)
    services = services_of(request)
    try:
        async with services.limits.code(device.address_of(request)):
            secret = await services.sites.set_up(form["code"])
    except (WrongSiteCode, TooMany) as refusal:
        return await _not_set_up(request, refusal)
    response = go("/device")
    device.keep_site(request, response, secret)
    return response


async def _not_set_up(request: Request, refusal: Refusal) -> Response:
    errors = [("code", say(request, None, refusal))]
    return await show(request, "sites/device.html", status=422, errors=errors, ready=False)


async def _sites(request: Request, *, wrong: bool) -> Response:
    principal, services = await identity.require(request), services_of(request)
    async with services.database.read() as reader:
        found = await sites_of(reader, principal, services.clock.now())
    return await show(
        request,
        "sites/list.html",
        status=422 if wrong else 200,
        sites=found,
        kinds=list(SiteKind),
        wrong=_NO_KIND if wrong else None,
    )
