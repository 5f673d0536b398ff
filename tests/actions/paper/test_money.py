"""A fee from the schedule to the receipt and back: nothing is taken twice, and it takes two people to give back."""

import asyncio
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlmodel import col, select

from app.audit.models import LogLeaf
from app.cases.models.fees import Charge, FeeRate
from app.filings.queries import fee_quote
from app.filings.terms import WaiverGround
from app.kernel.clock import SettableClock
from app.paper.commands import (
    AskRefund,
    AskWaiver,
    CountCash,
    DecideRefund,
    EnterLegalAid,
    ResolveCredit,
    RuleOnWaiver,
    TakeCash,
    TakeInStatement,
)
from app.paper.errors import (
    CashNotExplained,
    ChargeNotFound,
    ClosedByTheCashier,
    CreditFitsNothing,
    DayClosed,
    MoreThanWasPaid,
    NothingDue,
    OnlyAJudgeWaives,
    OnlyTheCashDesk,
    RefundDecided,
    SecondPersonNeeded,
)
from app.paper.models import Credit, Payment
from app.paper.queries.cash import cash_day, open_credits
from app.paper.terms import Method
from tests.actions.paper.conftest import CENTS, CashDesk

TODAY = date(2026, 11, 23)
CASH_BACK = AskRefund(cents=CENTS, method=Method.cash, reason="The filing was taken back.")
HEAD = "date;amount;currency;text;id\n"


async def payments(desk: CashDesk) -> list[Payment]:
    async with desk.office.database.read() as reader:
        return await reader.all(select(Payment).order_by(col(Payment.number)))


async def kinds(desk: CashDesk) -> list[str]:
    async with desk.office.database.read() as reader:
        return await reader.all(select(LogLeaf.kind))


async def test_what_was_quoted_is_what_is_charged(desk: CashDesk) -> None:
    draft = await desk.office.draft()
    payload = desk.office.payload(draft.documents[0].id)
    async with desk.office.database.read() as reader:
        quoted = await fee_quote(reader, payload, desk.payer)
    await desk.office.acts.submissions.submit(desk.payer, draft.id, uuid4().hex)
    async with desk.office.database.read() as reader:
        (charged,) = await reader.all(select(Charge))
    assert (quoted.due, quoted.currency) == (charged.cents, charged.currency) == (CENTS, "EUR")
    assert charged.payer_id == desk.payer.person_id


async def test_a_free_filing_is_charged_nothing(desk: CashDesk, clock: SettableClock) -> None:
    async with desk.office.database.begin() as uow:
        free = FeeRate(
            court_id=desk.office.court.id,
            what="filing:motion",
            cents=0,
            since=TODAY,
            set_at=clock.now(),
            set_by=desk.clerk.person_id,
        )
        uow.add(free)
    await desk.office.filed()
    async with desk.office.database.read() as reader:
        assert await reader.all(select(Charge)) == []


async def test_receipts_have_no_gap_and_the_same_click_gives_the_same_receipt(desk: CashDesk) -> None:
    first, second = await desk.charged(), await desk.charged()
    one = await desk.paid(first, 500, key="once")
    assert await desk.paid(first, 500, key="once") == one
    await desk.paid(second)
    with pytest.raises(NothingDue):
        await desk.paid(second)
    await desk.paid(first, 4_000)
    assert [row.number for row in await payments(desk)] == ["R-2026-000001", "R-2026-000002", "R-2026-000003"]
    assert (await desk.view(first)).due == 0


async def test_two_counters_at_one_moment_take_what_is_due_once(desk: CashDesk) -> None:
    charge = await desk.charged()
    command = TakeCash(cents=CENTS)
    outcomes = await asyncio.gather(
        *(
            desk.fees.take_cash(charge, command, by=by, key=uuid4().hex)
            for by in (desk.clerk, desk.colleague, desk.clerk, desk.colleague)
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(one, NothingDue) for one in outcomes) == 3, outcomes
    assert sum(row.cents for row in await payments(desk)) == CENTS


async def test_who_has_nothing_to_do_with_a_fee_does_not_learn_of_it(desk: CashDesk) -> None:
    charge = await desk.charged()
    for who in ("stranger", "accused", "defence_counsel", "victim_counsel"):
        with pytest.raises(ChargeNotFound):
            await desk.view(charge, desk.office.principal(who))
        with pytest.raises(ChargeNotFound):
            await desk.fees.take_cash(charge, TakeCash(cents=1), by=desk.office.principal(who), key="x")
    for by in (desk.payer, desk.office.principal("judge")):
        assert (await desk.view(charge, by)).due == CENTS
        with pytest.raises(OnlyTheCashDesk):
            await desk.fees.take_cash(charge, TakeCash(cents=1), by=by, key="x")


async def test_money_is_given_back_by_two_people_or_not_at_all(desk: CashDesk) -> None:
    charge = await desk.charged()
    await desk.paid(charge)
    refund = await desk.fees.ask_refund(charge, CASH_BACK, by=desk.clerk)
    give = DecideRefund(decision="give")
    with pytest.raises(SecondPersonNeeded):
        await desk.fees.decide_refund(refund, give, by=desk.clerk)
    with pytest.raises(MoreThanWasPaid):
        await desk.fees.ask_refund(charge, CASH_BACK, by=desk.colleague)
    await desk.fees.decide_refund(refund, give, by=desk.colleague)
    with pytest.raises(RefundDecided):
        await desk.fees.decide_refund(refund, give, by=desk.colleague)
    view = await desk.view(charge)
    assert (view.paid, view.refunded, view.due) == (CENTS, CENTS, 0)
    assert view.refunds[0].reason == CASH_BACK.reason
    assert (await desk.view(charge, desk.payer)).refunds[0].reason == ""


async def test_a_request_with_the_filing_suspends_the_fee_until_the_judge_rules(desk: CashDesk) -> None:
    charge = await desk.charged(WaiverGround.low_income)
    assert (await desk.view(charge)).due == 0
    with pytest.raises(NothingDue):
        await desk.paid(charge)
    ruling = RuleOnWaiver(decision="deny", reason="The income is known.")
    with pytest.raises(OnlyAJudgeWaives):
        await desk.fees.rule_on_waiver(charge, ruling, by=desk.clerk)
    await desk.fees.rule_on_waiver(charge, ruling, by=desk.office.principal("judge"))
    assert (await desk.view(charge)).due == CENTS
    ask = AskWaiver(ground=WaiverGround.victim, words="She has no income.")
    await desk.fees.ask_waiver(charge, ask, by=desk.payer)
    granted = RuleOnWaiver(decision="grant", reason="She has no income.")
    await desk.fees.rule_on_waiver(charge, granted, by=desk.office.principal("judge"))
    view = await desk.view(charge)
    assert (view.due, view.waiver) == (0, "granted")
    assert [one.state for one in view.waivers] == ["denied", "granted"]


async def test_a_grant_of_legal_aid_answers_the_request_that_waits(desk: CashDesk) -> None:
    charge = await desk.charged(WaiverGround.legal_aid)
    await desk.fees.enter_legal_aid(charge, EnterLegalAid(reference="LA-2026-4711"), by=desk.clerk)
    view = await desk.view(charge)
    assert [(one.state, one.grant_ref) for one in view.waivers] == [("granted", "LA-2026-4711")]
    assert view.due == 0


async def test_a_transfer_is_settled_by_its_reference_once_however_often_its_statement_comes(
    desk: CashDesk,
) -> None:
    charge = await desk.charged()
    order = await desk.fees.order_transfer(charge, by=desk.payer)
    assert await desk.fees.order_transfer(charge, by=desk.clerk) == order
    lines = TakeInStatement(
        statement=HEAD
        + f"2026-11-23;45.00;EUR;Motion {order.reference};1\n"
        + "2026-11-23;45.00;EUR;Moneycanary without a reference;2\n"
        + f"2026-11-23;45.00;EUR;once more {order.reference};3"
    )
    taken = await desk.statements.take_in(lines, by=desk.clerk)
    assert (taken.lines, taken.known, taken.settled, taken.open) == (3, 0, 1, 2)
    again = await desk.statements.take_in(lines, by=desk.colleague)
    assert (again.known, again.settled, again.open) == (3, 0, 0)
    assert [row.cents for row in await payments(desk)] == [CENTS]
    assert (await desk.view(charge)).due == 0


@pytest.mark.parametrize("line", ["45.01;EUR", "45.00;USD"])
async def test_more_than_is_due_or_other_money_waits_for_somebody_to_look(desk: CashDesk, line: str) -> None:
    reference = (await desk.fees.order_transfer(await desk.charged(), by=desk.payer)).reference
    statement = TakeInStatement(statement=f"{HEAD}2026-11-23;{line};{reference};1")
    assert (await desk.statements.take_in(statement, by=desk.clerk)).open == 1
    assert await payments(desk) == []


async def test_a_line_settled_by_hand_forgets_what_the_payer_wrote(
    desk: CashDesk,
) -> None:
    reference = (await desk.fees.order_transfer(await desk.charged(), by=desk.payer)).reference
    statement = TakeInStatement(statement=f"{HEAD}2026-11-23;45.00;EUR;Rosa Klein;1\n2026-11-23;1.00;EUR;Rosa Klein;2")
    await desk.statements.take_in(statement, by=desk.clerk)
    async with desk.office.database.read() as reader:
        one, two = await open_credits(reader, desk.clerk)
    assert one.words == "Rosa Klein"
    with pytest.raises(CreditFitsNothing):
        await desk.statements.resolve(one.id, ResolveCredit(reference="RF000000000000"), by=desk.clerk)
    await desk.statements.resolve(one.id, ResolveCredit(reference=reference.lower()), by=desk.clerk)
    await desk.statements.resolve(two.id, ResolveCredit(explanation="Sent back by the bank."), by=desk.clerk)
    async with desk.office.database.read() as reader:
        assert await open_credits(reader, desk.clerk) == []
        assert [row.words for row in await reader.all(select(Credit))] == [None, None]
    assert [row.cents for row in await payments(desk)] == [CENTS]


async def test_a_day_is_closed_by_a_colleague_and_takes_no_cash_after_that(
    desk: CashDesk, clock: SettableClock
) -> None:
    charge = await desk.charged()
    await desk.paid(charge, 500)
    await desk.days.count(TODAY, CountCash(counted=400), by=desk.clerk)
    with pytest.raises(CashNotExplained):
        await desk.days.close(TODAY, by=desk.colleague)
    await desk.days.count(TODAY, CountCash(counted=400, explanation="A note was torn."), by=desk.clerk)
    with pytest.raises(ClosedByTheCashier):
        await desk.days.close(TODAY, by=desk.clerk)
    await desk.days.close(TODAY, by=desk.colleague)
    async with desk.office.database.read() as reader:
        found = await cash_day(reader, desk.clerk, TODAY)
    assert (found.expected, found.counted, found.difference) == (500, 400, -100)
    assert found.explanation == "A note was torn."
    with pytest.raises(DayClosed):
        await desk.paid(charge, 500)
    clock.advance(timedelta(days=1))
    await desk.paid(charge, 500)


async def test_every_act_of_money_has_its_leaf(desk: CashDesk) -> None:
    charge = await desk.charged()
    await desk.fees.order_transfer(charge, by=desk.payer)
    await desk.paid(charge)
    refund = await desk.fees.ask_refund(charge, CASH_BACK, by=desk.clerk)
    await desk.fees.decide_refund(refund, DecideRefund(decision="refuse"), by=desk.colleague)
    await desk.days.count(TODAY, CountCash(counted=CENTS), by=desk.clerk)
    assert {
        "case.fee-charged",
        "paper.transfer-ordered",
        "paper.fee-paid",
        "paper.refund-asked",
        "paper.refund-ended",
        "paper.cash-counted",
    } <= set(await kinds(desk))
