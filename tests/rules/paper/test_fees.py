"""Money is neither made nor lost, nothing is due while the court decides, and a schedule holds from its day on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.cases.rules.fees import Rate, of_filing, of_opening, rate_on
from app.cases.terms.fees import WaiverState
from app.filings.rules.fees import quote
from app.filings.terms import WaiverGround
from app.kernel.money import AmountUnreadable, cents_of, digits_of, plain
from app.paper.errors import MoreThanWasPaid, NothingDue, NothingToWaive, NotTheAmountDue, WaiverNotAsked
from app.paper.rules.fees import (
    Standing,
    legal_aid_entered,
    paid,
    refund_asked,
    refund_decided,
    waiver_asked,
    waiver_ruled,
)

DAY = date(2026, 11, 23)
CENTS = st.integers(1, 10_000)


class Money(RuleBasedStateMachine):
    """Any sequence of acts on one fee, beside a box that only counts what really changed hands."""

    def __init__(self) -> None:
        super().__init__()
        self.fee, self.came_in, self.went_out = Standing(5_000), 0, 0
        self.asked: list[int] = []

    @rule(cents=CENTS)
    def pay(self, cents: int) -> None:
        due = self.fee.due
        try:
            self.fee = paid(self.fee, cents)
        except (NothingDue, NotTheAmountDue):
            assert cents > due
        else:
            self.came_in += cents

    @rule(cents=CENTS)
    def ask_back(self, cents: int) -> None:
        kept = self.fee.kept
        try:
            self.fee = refund_asked(self.fee, cents)
        except MoreThanWasPaid:
            assert cents > kept
        else:
            self.asked.append(cents)

    @precondition(lambda self: self.asked)
    @rule(given_back=st.booleans())
    def decide(self, given_back: bool) -> None:
        cents = self.asked.pop()
        self.fee = refund_decided(self.fee, cents, given=given_back)
        self.went_out += cents if given_back else 0

    @rule()
    def ask_not_to_pay(self) -> None:
        try:
            self.fee = waiver_asked(self.fee)
        except NothingToWaive:
            assert self.fee.due == 0

    @rule(granted=st.booleans())
    def rule_on_it(self, granted: bool) -> None:
        try:
            self.fee = waiver_ruled(self.fee, granted=granted)
        except WaiverNotAsked:
            assert self.fee.waiver is not WaiverState.asked

    @rule()
    def enter_legal_aid(self) -> None:
        try:
            self.fee = legal_aid_entered(self.fee)
        except NothingToWaive:
            assert self.fee.waiver is WaiverState.granted or self.fee.paid == self.fee.cents

    @invariant()
    def money_is_where_it_went(self) -> None:
        assert self.fee.paid == self.came_in
        assert self.fee.refunded == self.went_out
        assert self.fee.pending == sum(self.asked)
        assert self.came_in - self.went_out == self.fee.kept + self.fee.pending

    @invariant()
    def nobody_pays_twice_and_nothing_is_given_back_twice(self) -> None:
        assert 0 <= self.fee.refunded + self.fee.pending <= self.fee.paid <= self.fee.cents

    @invariant()
    def nothing_is_due_while_the_court_decides(self) -> None:
        if self.fee.waiver in {WaiverState.asked, WaiverState.granted}:
            assert self.fee.due == 0
        else:
            assert self.fee.due == self.fee.cents - self.fee.paid


TestMoney = Money.TestCase


@pytest.mark.parametrize("cents", [0, -1, 5_001])
def test_no_payment_is_nothing_or_more_than_is_due(cents: int) -> None:
    with pytest.raises(NotTheAmountDue):
        paid(Standing(5_000), cents)


def test_what_was_given_back_is_not_due_again() -> None:
    fee = refund_decided(refund_asked(paid(Standing(5_000), 5_000), 5_000), 5_000, given=True)
    assert fee.due == 0
    with pytest.raises(NothingDue):
        paid(fee, 1)


def test_a_denied_request_makes_the_fee_due_again() -> None:
    assert waiver_ruled(waiver_asked(Standing(5_000)), granted=False).due == 5_000


@given(
    st.lists(st.builds(Rate, st.sampled_from(["a", "b"]), CENTS, st.dates(DAY, DAY + timedelta(9)))), st.integers(0, 12)
)
def test_the_latest_rate_that_has_begun_counts(rates: list[Rate], later: int) -> None:
    day = DAY + timedelta(later)
    begun = [rate for rate in rates if rate.what == "a" and rate.since <= day]
    found = rate_on(rates, "a", day)
    if not begun:
        assert found == 0
        return
    newest = max(rate.since for rate in begun)
    assert found == [rate.cents for rate in begun if rate.since == newest][-1]


def test_a_rate_to_come_changes_nothing_today() -> None:
    rates = [Rate("a", 100, DAY), Rate("a", 900, DAY + timedelta(1))]
    assert rate_on(rates, "a", DAY) == 100
    assert rate_on(rates, "a", DAY + timedelta(1)) == 900
    assert rate_on(rates, "a", DAY - timedelta(1)) == 0
    assert rate_on(rates, "b", DAY) == 0


def test_filings_and_openings_have_names_of_their_own_in_a_schedule() -> None:
    assert of_filing("motion") != of_opening("motion")


@given(st.integers(0, 10**6))
def test_a_request_for_waiver_is_enough_to_file_without_paying(amount: int) -> None:
    for ground in WaiverGround:
        fee = quote(amount, "EUR", ground)
        assert (fee.amount, fee.due) == (amount, 0)
    assert quote(amount, "EUR", None).due == amount


@given(st.integers(0, 10**9), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_an_amount_reads_back_as_it_was_written(cents: int, currency: str) -> None:
    written = plain(cents, currency).removesuffix(f" {currency}")
    assert cents_of(written, currency) == cents
    assert cents_of(written.replace(".", ","), currency) == cents
    assert len(written.partition(".")[2]) == digits_of(currency)


@pytest.mark.parametrize(
    "written", ["", "1,234.50", "1.234,50", "-5", "12.345", "12 €", "1e3", "٣", "9" * 13, "12.", ".5"]
)
def test_what_can_be_read_in_two_ways_is_refused(written: str) -> None:
    with pytest.raises(AmountUnreadable):
        cents_of(written, "EUR")
