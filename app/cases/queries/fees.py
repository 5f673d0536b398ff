"""What a court's schedule says something costs, and in which currency."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.cases.models import Court
from app.cases.models.fees import FeeAccount, FeeRate
from app.cases.models.opening import CaseType
from app.cases.rules.fees import NO_CURRENCY, Rate, of_opening, rate_on
from app.db.database import Reader
from app.kernel.zones import local


@dataclass(frozen=True, slots=True)
class Price:
    """`cents` in the smallest unit of `currency`."""

    cents: int
    currency: str


async def price_of(reader: Reader, court: Court, what: str, at: datetime) -> Price:
    """What it costs at this moment, on the day of the court's own calendar."""
    return (await prices_of(reader, court.id, court.zone, [what], at))[what]


async def prices_of(
    reader: Reader, court_id: UUID, zone: str, whats: Collection[str], at: datetime
) -> dict[str, Price]:
    """What each of these costs at this moment at one court; two statements, however many there are."""
    rows = select(FeeRate).where(FeeRate.court_id == court_id, col(FeeRate.what).in_(whats))
    rates = [Rate(row.what, row.cents, row.since) for row in await reader.all(rows.order_by(col(FeeRate.id)))]
    currency, day = await currency_of(reader, court_id), local(at, zone).date()
    return {what: Price(rate_on(rates, what, day), currency) for what in whats}


async def opening_prices(
    reader: Reader, court_id: UUID, zone: str, series: Collection[str], at: datetime
) -> dict[str, Price]:
    """What opening a case costs now, by the letters of its number."""
    prices = await prices_of(reader, court_id, zone, [of_opening(one) for one in series], at)
    return {one: prices[of_opening(one)] for one in series}


async def prices_to_open(reader: Reader, kinds: Collection[tuple[Court, CaseType]], at: datetime) -> dict[UUID, Price]:
    """What opening a case costs now, by kind, where it is not free; two statements, however many courts there are."""
    courts = {court.id for court, _ in kinds}
    rates: dict[UUID, list[Rate]] = {}
    for row in await reader.all(select(FeeRate).where(col(FeeRate.court_id).in_(courts)).order_by(col(FeeRate.id))):
        rates.setdefault(row.court_id, []).append(Rate(row.what, row.cents, row.since))
    accounts = await reader.all(select(FeeAccount).where(col(FeeAccount.court_id).in_(courts)))
    currencies = {account.court_id: account.currency for account in accounts}
    found = {}
    for court, kind in kinds:
        cents = rate_on(rates.get(court.id, []), of_opening(kind.series), local(at, court.zone).date())
        found[kind.id] = Price(cents, currencies.get(court.id, NO_CURRENCY))
    return {kind_id: price for kind_id, price in found.items() if price.cents}


async def currency_of(reader: Reader, court_id: UUID) -> str:
    """The currency in which a court takes fees."""
    account = await reader.get(FeeAccount, court_id)
    return account.currency if account else NO_CURRENCY
