"""Putting a decision on a motion on record."""

from datetime import datetime
from uuid import UUID

from sqlmodel import select

from app.audit.log import append
from app.auth.views import Principal
from app.db.database import UnitOfWork
from app.kernel.protected import Protected
from app.orders.errors import MotionDecided
from app.orders.events import MotionRuled
from app.orders.models import MotionRuling
from app.orders.terms import Outcome


async def rule_on(
    uow: UnitOfWork,
    case_id: UUID,
    filing_id: UUID,
    outcome: Outcome,
    entry_id: UUID,
    *,
    by: Principal,
    at: datetime,
    words: str = "",
    order_id: UUID | None = None,
) -> None:
    """Keep how a motion was decided; raises MotionDecided for a second time. The caller holds the case."""
    if await uow.first(select(MotionRuling.id).where(MotionRuling.filing_id == filing_id)) is not None:
        raise MotionDecided()
    row = MotionRuling(
        case_id=case_id,
        filing_id=filing_id,
        outcome=outcome.value,
        words=Protected(words, (f"case:{case_id}",)) if words else None,
        order_id=order_id,
        entry_id=entry_id,
        ruled_by=by.person_id,
        ruled_at=at,
    )
    uow.add(row)
    await uow.flush()
    event = MotionRuled(
        case_id=case_id,
        ruling_id=row.id,
        filing_id=filing_id,
        outcome=row.outcome,
        entry_id=entry_id,
        order_id=order_id,
    )
    await append(uow, event, by=by.by, at=at)
