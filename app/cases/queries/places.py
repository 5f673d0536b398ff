"""Where somebody may open a case: the court they work at as a clerk, and their unit."""

from uuid import UUID

from app.auth.views import Principal
from app.cases.errors import OnlyClerksOpenCases
from app.cases.models import Court
from app.cases.queries.actors import actor_of
from app.cases.rules import Thing, may
from app.cases.terms import Act
from app.db.database import Reader

NOBODYS_CASE = UUID(int=0)  # the case that is still to be opened


async def place_to_open_in(reader: Reader, by: Principal) -> tuple[Court, UUID | None]:
    """The court this clerk works at, and their unit if they work for one; raises OnlyClerksOpenCases."""
    court, actor = await reader.get(Court, by.court_id) if by.court_id else None, await actor_of(reader, by)
    unit_id = min(actor.me.units, default=None)
    if court is None or not may(actor, Act.open_case, Thing(NOBODYS_CASE, court.id, unit_id)):
        raise OnlyClerksOpenCases()
    return court, unit_id
