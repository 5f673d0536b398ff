"""A court's schedule of fees as it was set."""

from uuid import UUID

from sqlmodel import col, select

from app.cases.models.fees import Charge, FeeAccount, FeeRate
from app.db.database import Reader
from app.paper.views import RateView


async def rates_of(reader: Reader, court_id: UUID) -> list[RateView]:
    """Every rate, by what it is for, the latest first."""
    rows = select(FeeRate).where(FeeRate.court_id == court_id)
    ordered = rows.order_by(col(FeeRate.what), col(FeeRate.since).desc(), col(FeeRate.id).desc())
    return [RateView(what=row.what, cents=row.cents, since=row.since) for row in await reader.all(ordered)]


async def account_of(reader: Reader, court_id: UUID) -> tuple[str, str]:
    """Payee and account number; both empty where there is none."""
    row = await reader.get(FeeAccount, court_id)
    return (row.payee, row.iban) if row else ("", "")


async def charged_otherwise(reader: Reader, court_id: UUID, currency: str) -> bool:
    """Whether fees were charged at this court in another currency."""
    other = select(col(Charge.id)).where(Charge.court_id == court_id, Charge.currency != currency)
    async with reader.beyond_the_wall():  # no fee is shown, only that there is one
        return await reader.first(other) is not None
