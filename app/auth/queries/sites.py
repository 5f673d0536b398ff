"""Reading the sites of a court."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.auth.errors import OnlyClerksVouch, SiteNotFound
from app.auth.models import Site, SiteDevice
from app.auth.terms import Desk, SiteKind
from app.auth.views import Principal, SiteDeviceView, SiteView
from app.db.database import Reader


def court_that_vouches(by: Principal) -> UUID:
    """The court this person may vouch for; raises OnlyClerksVouch."""
    if by.desk is not Desk.clerk or by.court_id is None:
        raise OnlyClerksVouch()
    return by.court_id


async def sites_of(reader: Reader, by: Principal, at: datetime) -> list[SiteView]:
    """The open sites of this clerk's court with their devices, oldest first; raises OnlyClerksVouch."""
    statement = select(Site).where(Site.court_id == court_that_vouches(by), col(Site.closed_at).is_(None))
    sites = await reader.all(statement.order_by(col(Site.id)))
    devices = select(SiteDevice).where(
        col(SiteDevice.site_id).in_([site.id for site in sites]), col(SiteDevice.ended_at).is_(None)
    )
    views = {site.id: SiteView(id=site.id, label=site.label, kind=SiteKind(site.kind), devices=[]) for site in sites}
    for row in await reader.all(devices.order_by(col(SiteDevice.id))):
        views[row.site_id].devices.append(_device(row, at))
    return list(views.values())


async def site_of(reader: Reader, site_id: UUID, by: Principal, at: datetime) -> SiteView:
    """One of them; raises SiteNotFound, OnlyClerksVouch."""
    for site in await sites_of(reader, by, at):
        if site.id == site_id:
            return site
    raise SiteNotFound()


def _device(row: SiteDevice, at: datetime) -> SiteDeviceView:
    if row.enrolled_at is not None:
        return SiteDeviceView(id=row.id, state="in use", since=row.enrolled_at)
    return SiteDeviceView(id=row.id, state="waiting" if at < row.code_until else "too late", since=row.code_until)
