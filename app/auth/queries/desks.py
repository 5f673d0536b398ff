"""Which desk people work at, for those who may be told no more of them than that."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, select

from app.auth.models import Account
from app.auth.terms import Desk
from app.db.database import Reader


async def desks_of(reader: Reader, person_ids: Collection[UUID]) -> dict[UUID, Desk]:
    """The desk of each of these people who has an account, closed ones too."""
    rows = await reader.rows(select(Account.person_id, Account.desk).where(col(Account.person_id).in_(person_ids)))
    return {person_id: Desk(desk) for person_id, desk in rows}
