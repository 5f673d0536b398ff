"""The limits in force."""

from collections.abc import Sequence

from sqlmodel import select

from app.auth.models.limits import LimitSet
from app.auth.rules.limits import in_force
from app.auth.terms import BOUNDS, Limit
from app.auth.views import LimitView
from app.db.database import Reader


async def limits_in_force(reader: Reader) -> dict[Limit, int]:
    """Every limit as it counts now."""
    return in_force({row.name: row.value for row in await reader.all(select(LimitSet))})


async def limit_views(reader: Reader) -> Sequence[LimitView]:
    """The same with bounds, in one order."""
    standing = await limits_in_force(reader)
    return [
        LimitView(name=name, value=standing[name], usual=bounds.usual, least=bounds.least, most=bounds.most)
        for name, bounds in BOUNDS.items()
    ]
