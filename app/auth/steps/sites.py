"""What several acts on sites share: holding a site of one's court, a device that waits for its code."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.auth.errors import SiteNotFound
from app.auth.models import Site, SiteDevice
from app.db.database import UnitOfWork
from app.kernel.errors import NotFound


async def hold_site(uow: UnitOfWork, site_id: UUID, court_id: UUID) -> Site:
    """An open site of this court, held until commit; raises SiteNotFound."""
    try:
        site = await uow.lock(Site, site_id)
    except NotFound as reason:
        raise SiteNotFound() from reason
    if site.court_id != court_id or site.closed_at is not None:
        raise SiteNotFound()
    return site


async def labels_of(uow: UnitOfWork, court_id: UUID) -> list[str]:
    """Every label this court ever drew: none is given to another place later."""
    return await uow.all(select(Site.label).where(Site.court_id == court_id))


async def waiting_device(uow: UnitOfWork, code_hash: bytes, at: datetime) -> SiteDevice | None:
    """The device this code sets up, held; None when there is none, or it was set up, ended or too late."""
    statement = select(SiteDevice).join(Site, col(Site.id) == col(SiteDevice.site_id))
    statement = statement.where(
        col(SiteDevice.code_hash) == code_hash,
        col(SiteDevice.enrolled_at).is_(None),
        col(SiteDevice.ended_at).is_(None),
        col(SiteDevice.code_until) > at,
        col(Site.closed_at).is_(None),
    )
    held = statement.with_for_update().execution_options(populate_existing=True)
    found: SiteDevice | None = (await uow.execute(held)).scalars().first()
    return found
