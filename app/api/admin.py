"""Accounts, courts, limits and health, for administrators; and setting up an account with its link."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from app.api.deps import CurrentPrincipal, ServicesDep
from app.auth.commands import ChangeAccount, OpenAccount, SetLimits, SetUpAccount
from app.auth.terms import Desk
from app.cases.commands import AddUnit, DescribeCourt, UnitsOfClerk
from app.desks import admin
from app.desks.admin import AccountView, AdministratorsHealth, CourtView, LimitsView, SettingView
from app.kernel.paging import Page

router = APIRouter(tags=["administration"])


class Made(BaseModel):
    """The id of what was made."""

    id: UUID


@router.post("/set-up", status_code=204)
async def set_up(request: Request, command: SetUpAccount, services: ServicesDep) -> None:
    """Choose the password of a new account, with the secret of the link its holder was given. Works once."""
    address = request.client.host if request.client else ""
    async with services.limits.code(address):
        await services.accounts.set_up(command)


@router.get("/admin/accounts")
async def accounts(
    services: ServicesDep,
    principal: CurrentPrincipal,
    search: str = "",
    desk: Desk | None = None,
    court_id: UUID | None = None,
    after: str = "",
) -> Page[AccountView]:
    """People with an account; `search` looks in name and address."""
    async with services.database.read() as reader:
        return await admin.accounts(reader, principal, admin.Asked(search, desk, court_id, after))


@router.post("/admin/accounts", status_code=201)
async def open_account(
    command: OpenAccount, services: ServicesDep, principal: CurrentPrincipal, response: Response
) -> Made:
    """Give somebody an account; a link to set it up is sent to them."""
    account_id = await services.accounts.open(command, by=principal)
    response.headers["location"] = f"/api/v1/admin/accounts/{account_id}"
    return Made(id=account_id)


@router.get("/admin/accounts/{account_id}")
async def account(account_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> AccountView:
    """One account."""
    async with services.database.read() as reader:
        return await admin.account(reader, principal, account_id)


@router.put("/admin/accounts/{account_id}/desk", status_code=204)
async def change(account_id: UUID, command: ChangeAccount, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Let an account open another desk; its sign-ins end."""
    await services.accounts.change(account_id, command, by=principal)


@router.put("/admin/accounts/{account_id}/units", status_code=204)
async def assign(account_id: UUID, command: UnitsOfClerk, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """The units a clerk works for; none means the whole court. Their sign-ins end."""
    await services.courts.assign(account_id, command, by=principal)


@router.post("/admin/accounts/{account_id}/link", status_code=202)
async def reissue(account_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Send a fresh link to somebody who has not set up their account."""
    await services.accounts.reissue(account_id, by=principal)


@router.put("/admin/accounts/{account_id}/closure", status_code=204)
async def close(account_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Close an account; its sign-ins end."""
    await services.accounts.close(account_id, by=principal)


@router.delete("/admin/accounts/{account_id}/closure", status_code=204)
async def reopen(account_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Open a closed account again."""
    await services.accounts.reopen(account_id, by=principal)


@router.get("/admin/courts")
async def courts(services: ServicesDep, principal: CurrentPrincipal) -> list[CourtView]:
    """Every court with its units."""
    async with services.database.read() as reader:
        return await admin.courts(reader, principal)


@router.post("/admin/courts", status_code=201)
async def add_court(
    command: DescribeCourt, services: ServicesDep, principal: CurrentPrincipal, response: Response
) -> Made:
    """Add a court."""
    court_id = await services.courts.add(command, by=principal)
    response.headers["location"] = f"/api/v1/admin/courts/{court_id}"
    return Made(id=court_id)


@router.get("/admin/courts/{court_id}")
async def court(court_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> CourtView:
    """One court."""
    async with services.database.read() as reader:
        return await admin.court(reader, principal, court_id)


@router.put("/admin/courts/{court_id}", status_code=204)
async def correct_court(
    court_id: UUID, command: DescribeCourt, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Change the name, zone or language of a court."""
    await services.courts.correct(court_id, command, by=principal)


@router.post("/admin/courts/{court_id}/units", status_code=201)
async def add_unit(court_id: UUID, command: AddUnit, services: ServicesDep, principal: CurrentPrincipal) -> Made:
    """Give a court a unit."""
    return Made(id=await services.courts.add_unit(court_id, command, by=principal))


@router.get("/admin/health")
async def health(services: ServicesDep, principal: CurrentPrincipal) -> AdministratorsHealth:
    """Each part, how much work waits, and what was given up."""
    waiting, _ = await services.relay.backlog()
    async with services.database.read() as reader:
        return await admin.health(reader, principal, await services.health.parts(), waiting)


@router.post("/admin/health/given-up/{row_id}", status_code=202)
async def retry(row_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Have something done again that was given up."""
    await services.queue.retry(row_id, by=principal)


@router.get("/admin/limits")
async def limits(services: ServicesDep, principal: CurrentPrincipal) -> LimitsView:
    """How long sign-ins last at each desk, and how often what may be tried, with the bounds of each."""
    async with services.database.read() as reader:
        return await admin.limits(reader, principal)


@router.put("/admin/limits", status_code=204)
async def set_limits(command: SetLimits, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Set how often something may be tried, at once, within its bounds, after a fresh proof of who you are."""
    await services.limit_settings.change(command, by=principal)


@router.get("/admin/settings")
async def settings(services: ServicesDep, principal: CurrentPrincipal) -> list[SettingView]:
    """The settings in force, without their secrets."""
    return admin.settings_in_force(principal, services.settings.shown())
