"""A fee becomes due, in the transaction of what it is due for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.audit.log import append
from app.cases.events.fees import FeeCharged, FeeWaiverAsked
from app.cases.models import Case, Court
from app.cases.models.fees import Charge, FeeWaiver
from app.cases.queries.fees import price_of
from app.cases.queries.keys import keys_of_case
from app.cases.terms.fees import WaiverState
from app.db.database import UnitOfWork
from app.kernel.protected import Protected


@dataclass(frozen=True, slots=True)
class Payer:
    """For whom, and on whose side."""

    person_id: UUID | None = None
    side_id: UUID | None = None


async def charge(
    uow: UnitOfWork,
    case: Case,
    what: str,
    payer: Payer,
    *,
    by: str | None,
    at: datetime,
    filing_id: UUID | None = None,
) -> Charge | None:
    """Make the fee due that the schedule sets now; None where it is free, or was charged for this filing before."""
    court = await uow.get(Court, case.court_id)
    assert court is not None
    price = await price_of(uow, court, what, at)
    charged = select(col(Charge.id)).where(Charge.filing_id == filing_id)
    if price.cents == 0 or (filing_id is not None and await uow.first(charged) is not None):
        return None
    row = Charge(
        court_id=court.id,
        case_id=case.id,
        filing_id=filing_id,
        payer_id=payer.person_id,
        side_id=payer.side_id,
        what=what,
        cents=price.cents,
        currency=price.currency,
        made_at=at,
    )
    uow.add(row)
    await uow.flush()
    event = FeeCharged(case_id=case.id, charge_id=row.id, what=what, cents=row.cents, currency=row.currency)
    await append(uow, event, by=by, at=at)
    return row


async def suspend(
    uow: UnitOfWork, row: Charge, ground: str, words: str, *, asked_by: UUID, by: str | None, at: datetime
) -> FeeWaiver:
    """Somebody asks not to pay: nothing is due until the court rules. Whether they may is the caller's question."""
    row.waiver = WaiverState.asked.value
    told = Protected(words, await keys_of_case(uow, row.case_id)) if words else None
    waiver = FeeWaiver(
        charge_id=row.id,
        ground=ground,
        words=told,
        state=WaiverState.asked.value,
        asked_by=asked_by,
        asked_at=at,
    )
    uow.add(waiver)
    await uow.flush()
    await append(uow, FeeWaiverAsked(case_id=row.case_id, charge_id=row.id, ground=ground), by=by, at=at)
    return waiver
