"""Petitions and charges that ask for a case: the list, one of them, and what a new one offers."""

from datetime import datetime
from uuid import UUID

from app.auth.views import Principal
from app.cases.queries.asking import asking_view, askings_of, courts_to_ask
from app.cases.views import AskedCourt, AskingLine, AskingView
from app.db.database import Reader


async def listed(reader: Reader, principal: Principal) -> list[AskingLine]:
    """One's own, or those that wait at the court. Raises OnlyCounselAsks."""
    return await askings_of(reader, principal)


async def shown(reader: Reader, asking_id: UUID, principal: Principal) -> AskingView:
    """One of them. Raises AskingNotFound."""
    return await asking_view(reader, asking_id, principal)


async def to_ask(reader: Reader, principal: Principal, at: datetime) -> list[AskedCourt]:
    """What a new one can be about, and what it costs. Raises OnlyCounselAsks."""
    return await courts_to_ask(reader, principal, at)
