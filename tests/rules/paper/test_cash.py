"""A day's cash is closed only when it was counted, a difference is explained, and by hands that had none of it."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refusal
from app.paper.errors import CashNotCounted, CashNotExplained, ClosedByTheCashier, DayClosed
from app.paper.rules.cash import CashBook, check_close

CASHIER, COLLEAGUE = UUID(int=1), UUID(int=2)
AMOUNTS = st.integers(0, 50)
BOOKS = st.builds(
    CashBook,
    taken=AMOUNTS,
    given_back=AMOUNTS,
    counted=st.none() | AMOUNTS,
    explained=st.booleans(),
    hands=st.frozensets(st.sampled_from([CASHIER, COLLEAGUE])),
    closed=st.booleans(),
)


@given(BOOKS, st.sampled_from([CASHIER, COLLEAGUE]))
def test_a_day_closes_exactly_when_nothing_is_open_about_it(book: CashBook, by: UUID) -> None:
    balanced = book.counted is not None and (book.counted == book.taken - book.given_back or book.explained)
    sound = balanced and not book.closed and by not in book.hands
    try:
        check_close(book, by)
    except Refusal:
        assert not sound
    else:
        assert sound


def test_each_reason_is_said_for_what_it_is() -> None:
    for book, refusal in (
        (CashBook(taken=5, counted=5, closed=True), DayClosed),
        (CashBook(taken=5), CashNotCounted),
        (CashBook(taken=5, counted=4), CashNotExplained),
        (CashBook(taken=5, counted=5, hands=frozenset({CASHIER})), ClosedByTheCashier),
    ):
        with pytest.raises(refusal):
            check_close(book, CASHIER)
    check_close(CashBook(taken=5, counted=4, explained=True, hands=frozenset({CASHIER})), COLLEAGUE)
