"""Money and things in a town: a fee in each case, a payment, a refund and a line that wait, an exhibit."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from app.auth.steps import NewPerson, register_person
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.models import Case
from app.cases.steps.fees import Payer, charge
from app.kernel.protected import Protected
from app.paper.commands import AskRefund, ReceiveExhibit, SetAccount, SetRate, TakeCash, TakeInStatement
from app.paper.queries.cash import open_credits
from app.paper.terms import Method

if TYPE_CHECKING:
    from tests.http.town import Town

WHAT, CENTS = "filing:notice", 4_500
IBAN = "AT611904300234573201"
REASON = "Moneycanary of the refund"


async def open_cash_desk(town: "Town") -> None:
    """Everything the law of money asks for, in each case."""
    services, administrator = town.app.services, town.people["administrator"]
    for court in town.courts.values():
        account = SetAccount(currency="EUR", payee=court.name, iban=IBAN)
        await services.fee_schedules.set_account(court.id, account, by=administrator)
        rate = SetRate(what=WHAT, cents=CENTS, since=date(2020, 1, 1))
        await services.fee_schedules.set_rate(court.id, rate, by=administrator)
    for case in ("open", "closed", "foreign"):
        await _fee(town, case)


async def _fee(town: "Town", case: str) -> None:
    services, clerk = town.app.services, town.people["other_clerk" if case == "foreign" else "clerk"]
    at, foreign = services.clock.now(), case == "foreign"
    side = Payer() if foreign else Payer(town.people["counsel"].person_id, town.people["accused"].person_id)
    async with services.database.begin() as uow:
        row = await uow.get(Case, town.id("case", case))
        assert row is not None
        due = await charge(uow, row, WHAT, side, by=None, at=at)
        assert due is not None
        colleague = await register_person(uow, NewPerson(Protected(f"Colleague {case}")), by=None, at=at)
    town.ids[f"charge:{case}"] = due.id
    paid = await services.fees.take_cash(due.id, TakeCash(cents=500), by=clerk, key=f"paid {case}")
    town.ids[f"payment:{case}"] = paid.payment_id
    second = Principal(colleague.id, Desk.clerk, clerk.court_id)
    ask = AskRefund(cents=100, method=Method.transfer, reason=REASON)
    town.ids[f"refund:{case}"] = await services.fees.ask_refund(due.id, ask, by=second)
    town.ids[f"credit:{case}"] = await _line(town, clerk, case)
    thing = ReceiveExhibit(description="Thingcanary, a suitcase", shelf="A 1", from_whom="Bringercanary")
    town.ids[f"exhibit:{case}"] = await services.exhibits.receive(town.id("case", case), thing, by=clerk)


async def _line(town: "Town", clerk: Principal, case: str) -> UUID:
    statement = f"date;amount;currency;text;id\n2026-11-23;1.00;EUR;Something else;line-{case}"
    await town.app.services.statements.take_in(TakeInStatement(statement=statement), by=clerk)
    async with town.app.services.database.read() as reader:
        return next(one.id for one in await open_credits(reader, clerk) if one.entry == f"line-{case}")
