"""Finding what a code, a link or a device of a site belongs to."""

from uuid import UUID

from sqlmodel import col, or_, select

from app.auth.models import Invitation, Site, SiteDevice
from app.auth.queries.sign_ins import hashed
from app.db.database import Reader
from app.kernel.ids import normalise_code


async def known_here(reader: Reader, link: str, device: str, site: str) -> bool:
    """Whether the court gave out any of these secrets, however that ended: the try has a budget of its own then."""
    given = or_(col(Invitation.link_hash) == hashed(link), col(Invitation.device_hash) == hashed(device))
    invitation = await reader.first(select(Invitation.id).where(given))
    return await court_of_device(reader, site) is not None or invitation is not None


async def court_of_device(reader: Reader, secret: str) -> UUID | None:
    """The court that vouches for the device with this secret, or None."""
    statement = (
        select(Site.court_id)
        .join(SiteDevice, col(SiteDevice.site_id) == col(Site.id))
        .where(
            col(SiteDevice.secret_hash) == hashed(secret),
            col(SiteDevice.ended_at).is_(None),
            col(Site.closed_at).is_(None),
        )
    )
    found: UUID | None = await reader.first(statement)
    return found


def canonical_code(code: str) -> str:
    """The code as it is hashed."""
    return f"code:{normalise_code(code)}"
