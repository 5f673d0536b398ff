"""What several acts of the cash desk do: hold a fee, write a payment under the next number of a receipt, hold a day."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from app.audit.log import append
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.models import Court
from app.cases.models.fees import Charge
from app.cases.steps import next_number
from app.db.database import UnitOfWork
from app.kernel.zones import local
from app.paper.errors import OnlyTheRegistry
from app.paper.events import FeePaid
from app.paper.models import CashDay, Payment
from app.paper.queries.fees import standing_of
from app.paper.rules.fees import Standing, paid
from app.paper.terms import Method


@dataclass(frozen=True, slots=True)
class Arrived:
    """Money in hand or on the account. `credit_id`: the line of the statement it came with."""

    cents: int
    method: Method
    taken_by: UUID | None
    credit_id: UUID | None = None


def put(row: Charge, standing: Standing) -> None:
    """Let the row say where the fee stands."""
    row.paid, row.refunded, row.pending = standing.paid, standing.refunded, standing.pending
    row.waiver = standing.waiver.value if standing.waiver else None


async def receive(
    uow: UnitOfWork, row: Charge, court: Court, arrived: Arrived, *, by: str | None, at: datetime
) -> Payment:
    """Write a payment and its receipt's number; the fee is held already. Raises NothingDue, NotTheAmountDue."""
    put(row, paid(standing_of(row), arrived.cents))
    day = local(at, court.zone).date()
    number = await next_number(uow, f"{court.id}/R/{day.year}")
    payment = Payment(
        court_id=court.id,
        charge_id=row.id,
        number=f"R-{day.year}-{number:06}",
        cents=arrived.cents,
        method=arrived.method.value,
        credit_id=arrived.credit_id,
        taken_by=arrived.taken_by,
        taken_at=at,
        day=day,
    )
    uow.add(payment)
    await uow.flush()
    event = FeePaid(
        case_id=row.case_id,
        charge_id=row.id,
        payment_id=payment.id,
        number=payment.number,
        cents=payment.cents,
        method=payment.method,
    )
    await append(uow, event, by=by, at=at)
    return payment


async def held_day(uow: UnitOfWork, court_id: UUID, day: date) -> CashDay:
    """The row of a court's cash on one day, held: whoever closes it and whoever takes money wait for one another."""
    key = uuid5(court_id, day.isoformat())
    await uow.insert_if_absent(CashDay, id=key, court_id=court_id, day=day)
    return await uow.lock(CashDay, key)


async def court_of_clerk(uow: UnitOfWork, by: Principal) -> Court:
    """The court whose money this person handles; raises OnlyTheRegistry."""
    court = await uow.get(Court, require_clerk(by))
    if court is None:
        raise OnlyTheRegistry()
    return court


def require_clerk(by: Principal) -> UUID:
    """The court at which this clerk works; raises OnlyTheRegistry for everybody else."""
    if by.desk is not Desk.clerk or by.court_id is None:
        raise OnlyTheRegistry()
    return by.court_id
