"""Who asks, as the table of access sees them: their court and units, and those they may act for now."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, select

from app.auth.models import Account
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.models import StandIn, UnitClerk
from app.cases.rules import Actor, Stand
from app.cases.terms import StandInKind
from app.db.database import Reader


async def actor_of(reader: Reader, principal: Principal | None) -> Actor:
    """Whoever asks, at the moment of this look."""
    if principal is None:
        return Actor(reader.at)
    me = await _stand(reader, principal.person_id, principal.desk, principal.court_id)
    held = select(StandIn).where(StandIn.by_person_id == principal.person_id, *live(StandIn, reader.at))
    rows = await reader.all(held.order_by(col(StandIn.id)))
    others = [await _for(reader, row) for row in rows]
    return Actor(reader.at, me, tuple(one for one in others if one is not None))


def live(row: Any, at: datetime) -> Sequence[ColumnElement[bool]]:
    """Rows with `since` and `until` that count at one moment."""
    return col(row.since) <= at, or_(col(row.until).is_(None), col(row.until) > at)


async def _for(reader: Reader, row: StandIn) -> Stand | None:
    """The one acted for, at the desk they have themselves; nothing when their account is closed."""
    account: Account | None = await reader.first(
        select(Account).where(Account.person_id == row.for_person_id, col(Account.disabled_at).is_(None))
    )
    if account is None:
        return None
    stand = await _stand(reader, row.for_person_id, Desk(account.desk), account.court_id)
    return Stand(
        stand.person_id,
        stand.desk,
        stand.court_id,
        stand.units,
        StandInKind(row.kind),
        row.case_id,
        row.may_sign,
    )


async def _stand(reader: Reader, person_id: UUID, desk: Desk, court_id: UUID | None) -> Stand:
    units: list[UUID] = []
    if desk is Desk.clerk:
        mine = select(UnitClerk.unit_id).where(UnitClerk.person_id == person_id, *live(UnitClerk, reader.at))
        units = await reader.all(mine)
    return Stand(person_id, desk, court_id, frozenset(units))
