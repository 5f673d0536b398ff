"""The money of a court on one day: what the receipts say, what was counted, what arrived on the account."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.models import Court
from app.cases.queries.fees import currency_of
from app.db.database import Reader
from app.kernel.zones import local
from app.paper.errors import OnlyTheRegistry
from app.paper.models import CashDay, Credit, Payment, Refund
from app.paper.queries.fees import payment_view
from app.paper.rules.cash import CashBook, hands_of
from app.paper.terms import CreditState, Method, RefundState
from app.paper.views import CashDayView, CreditView
from app.protection.labels import money_words


async def book_of(reader: Reader, court_id: UUID, day: date, row: CashDay | None) -> CashBook:
    """The day's cash as the rules see it. Whoever asks sees the money of every unit: the caller is past the wall."""
    taken = await reader.rows(
        select(Payment.taken_by, func.sum(Payment.cents))
        .where(Payment.court_id == court_id, Payment.day == day, Payment.method == Method.cash.value)
        .group_by(col(Payment.taken_by))
    )
    given = await reader.rows(
        select(Refund.decided_by, func.sum(Refund.cents))
        .where(
            Refund.court_id == court_id,
            Refund.day == day,
            Refund.method == Method.cash.value,
            Refund.state == RefundState.given.value,
        )
        .group_by(col(Refund.decided_by))
    )
    counter = [row.counted_by] if row is not None and row.counted_by else []
    return CashBook(
        taken=_sum(taken),
        given_back=_sum(given),
        counted=row.counted if row else None,
        explained=row is not None and row.explanation is not None,
        hands=hands_of([who for who, _ in taken if who], [who for who, _ in given if who], counter),
        closed=row is not None and row.closed_at is not None,
    )


async def cash_day(reader: Reader, principal: Principal, day: date | None) -> CashDayView:
    """One day of the court of this clerk, today on its calendar when none is given. Raises OnlyTheRegistry."""
    court = await reader.get(Court, principal.court_id) if principal.court_id else None
    if court is None or principal.desk is not Desk.clerk:
        raise OnlyTheRegistry()
    day = day or local(reader.at, court.zone).date()
    row = await reader.first(select(CashDay).where(CashDay.court_id == court.id, CashDay.day == day))
    async with reader.beyond_the_wall():  # the box of a court holds the money of all its units; no case is shown
        book = await book_of(reader, court.id, day, row)
        payments = await reader.all(_receipts(court.id, day))
    credits = await reader.all(
        select(Credit).where(Credit.court_id == court.id, Credit.booked_on == day).order_by(col(Credit.id))
    )
    return CashDayView(
        court=court.name,
        currency=await currency_of(reader, court.id),
        zone=court.zone,
        day=day,
        taken=book.taken,
        given_back=book.given_back,
        expected=book.expected,
        counted=book.counted,
        difference=book.difference,
        explanation=money_words(True, row.explanation) if row else "",
        counted_at=row.counted_at if row else None,
        closed_at=row.closed_at if row else None,
        touched_by_me=principal.person_id in book.hands,
        receipts=[payment_view(one) for one in payments],
        arrived=sum(one.cents for one in credits),
        settled=sum(one.cents for one in credits if one.state == CreditState.settled),
        open_credits=[_credit(one) for one in credits if one.state == CreditState.open],
    )


async def open_credits(reader: Reader, principal: Principal) -> list[CreditView]:
    """Lines of statements of this clerk's court that nobody has settled, the oldest first. Raises OnlyTheRegistry."""
    if principal.desk is not Desk.clerk or principal.court_id is None:
        raise OnlyTheRegistry()
    rows = select(Credit).where(Credit.court_id == principal.court_id, Credit.state == CreditState.open.value)
    return [_credit(one) for one in await reader.all(rows.order_by(col(Credit.booked_on), col(Credit.id)).limit(200))]


def _receipts(court_id: UUID, day: date) -> Any:
    return select(Payment).where(Payment.court_id == court_id, Payment.day == day).order_by(col(Payment.id))


def _credit(row: Credit) -> CreditView:
    fields = row.model_dump(include=set(CreditView.model_fields) - {"words"})
    return CreditView(**fields, words=money_words(True, row.words))


def _sum(rows: Sequence[Any]) -> int:
    return int(sum(cents for _, cents in rows))
