"""The registrar's view across the courts of an installation: numbers, and nothing of content."""

from app.auth.views import Principal
from app.cases.queries.backlog import courts_in_numbers
from app.cases.views import CourtCount
from app.db.database import Reader


async def across_courts(reader: Reader, principal: Principal) -> list[CourtCount]:
    """Every court with its cases by kind and age. Raises OnlyRegistrars."""
    return await courts_in_numbers(reader, principal)
