"""A petition or charge is received at once; the clerk who accepts it opens the case, and its time stays."""

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError
from sqlmodel import col, select

from app.audit.models import LogLeaf
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.actions.asking import Askings
from app.cases.commands.asking import AskForCase, DecideAsking
from app.cases.errors import (
    AskingDecided,
    AskingNotFound,
    LessProtectedThanItsKind,
    OnlyClerksOpenCases,
    OnlyCounselAsks,
    RefusedWithoutReason,
    WordsNameProtected,
)
from app.cases.models import Asking, Case, DocketEntry, Part
from app.cases.models.fees import Charge, FeeRate
from app.cases.models.opening import CaseType
from app.cases.rules.fees import of_opening
from app.cases.views import AskingRef
from app.db.database import Database
from app.desks.asking import listed, shown, to_ask
from app.kernel.clock import SettableClock
from tests.actions.cases.test_opening import Index, Registry, _holder, registry
from tests.builders import NOW

ACCEPT = DecideAsking(decision="accept")


@dataclass
class Office:
    """A court, and counsel who asks it for cases."""

    court: Registry
    askings: Askings
    clock: SettableClock
    counsel: Principal

    async def ask(self, key: str | None = None, **changes: Any) -> AskingRef:
        said = {
            "court_id": self.court.court_id,
            "type_id": self.court.type_id,
            "kind": "petition",
            "about": "Sale of a boat",
            "title": "Statement of claim",
            "statement": "The seller is asked to hand over the boat.",
            "people": [{"name": "Petra Lind", "role": "party"}],
            "represents": 0,
            **changes,
        }
        return await self.askings.ask(AskForCase.model_validate(said), by=self.counsel, key=key or uuid4().hex)


@pytest.fixture
async def office(database: Database) -> Office:
    court, clock = await registry(database), SettableClock(NOW)
    async with database.begin() as uow:
        counsel = await _holder(uow, Desk.counsel, court.court_id)
    return Office(court, Askings(database, Index(), clock), clock, Principal(counsel.id, Desk.counsel))


async def _case(office: Office, ref: AskingRef) -> Case:
    made = await office.askings.decide(ref.id, ACCEPT, by=office.court.clerk)
    assert made is not None
    async with office.court.database.read() as reader:
        case = await reader.get(Case, made.id)
    assert case is not None
    return case


async def test_an_accepted_petition_is_a_case_that_keeps_the_time_it_was_received(office: Office) -> None:
    ref = await office.ask()
    office.clock.advance(timedelta(days=3))
    case = await _case(office, ref)
    async with office.court.database.read() as reader:
        (entry,) = await reader.all(select(DocketEntry).where(DocketEntry.case_id == case.id))
        parts = {part.role: part for part in await reader.all(select(Part).where(Part.case_id == case.id))}
    assert (entry.title, entry.received_at, entry.kind) == ("Statement of claim", NOW, "petition")
    assert case.opened_at == NOW + timedelta(days=3)
    assert parts["defence_counsel"].person_id == entry.filer_id == office.counsel.person_id
    assert parts["defence_counsel"].for_person_id == parts["party"].person_id == entry.side_id
    assert await office.court.judge(case) in office.court.judges


async def test_a_charge_makes_the_prosecutor_of_the_case_and_shows_the_number_of_the_prosecution(
    office: Office,
) -> None:
    ref = await office.ask(kind="charge", reference="St 77/26", represents=None, title="Indictment")
    case = await _case(office, ref)
    async with office.court.database.read() as reader:
        (entry,) = await reader.all(select(DocketEntry).where(DocketEntry.case_id == case.id))
        prosecutor = await reader.first(select(Part).where(Part.case_id == case.id, Part.role == "prosecutor"))
    assert entry.title == "Indictment (St 77/26)"
    assert entry.side_id == case.id
    assert prosecutor is not None
    assert prosecutor.person_id == office.counsel.person_id


async def test_whoever_asked_reads_what_opening_costs_before_and_owes_it_only_when_the_case_is_opened(
    office: Office,
) -> None:
    court = office.court
    async with court.database.begin() as uow:
        kind = await uow.get(CaseType, court.type_id)
        assert kind is not None
        rate = FeeRate(court_id=court.court_id, what=of_opening(kind.series), cents=12_000, since=date(2020, 1, 1))
        rate.set_at, rate.set_by = NOW, court.clerk.person_id
        uow.add(rate)
    async with court.database.read() as reader:
        (asked,) = [one for one in await to_ask(reader, office.counsel, NOW) if one.id == court.court_id]
    assert [(fee.type_id, fee.cents) for fee in asked.fees] == [(court.type_id, 12_000)]
    ref = await office.ask()
    assert await _charges(office) == []
    await _case(office, ref)
    (charge,) = await _charges(office)
    assert (charge.cents, charge.payer_id) == (12_000, office.counsel.person_id)


async def _charges(office: Office) -> list[Charge]:
    async with office.court.database.read() as reader:
        return list(await reader.all(select(Charge).where(Charge.court_id == office.court.court_id)))


async def test_numbers_are_given_when_a_case_is_opened_and_not_when_it_is_asked_for(office: Office) -> None:
    first, second = await office.ask(), await office.ask()
    before = int((await office.court.open()).number.rpartition("-")[2])
    assert (await _case(office, second)).number.endswith(f"-{before + 1}")
    assert (await _case(office, first)).number.endswith(f"-{before + 2}")


async def test_what_is_refused_opens_nothing_and_its_reason_is_read_by_whoever_asked(office: Office) -> None:
    ref = await office.ask()
    with pytest.raises(RefusedWithoutReason):
        await office.askings.decide(ref.id, DecideAsking(decision="refuse"), by=office.court.clerk)
    refusal = DecideAsking(decision="refuse", reason="This court does not decide it.")
    assert await office.askings.decide(ref.id, refusal, by=office.court.clerk) is None
    async with office.court.database.read() as reader:
        view = await shown(reader, ref.id, office.counsel)
        cases = await reader.all(select(Case).where(Case.court_id == office.court.court_id))
    assert (view.state, view.reason, view.decides, cases) == ("refused", "This court does not decide it.", False, [])


async def test_of_clerks_who_decide_at_once_one_opens_the_case(office: Office) -> None:
    ref = await office.ask()
    decided = await asyncio.gather(
        *(office.askings.decide(ref.id, ACCEPT, by=office.court.clerk) for _ in range(6)), return_exceptions=True
    )
    assert sum(isinstance(one, AskingDecided) for one in decided) == 5
    async with office.court.database.read() as reader:
        assert len(await reader.all(select(Case).where(Case.court_id == office.court.court_id))) == 1


async def test_what_was_withdrawn_is_not_decided_and_what_was_decided_is_not_withdrawn(office: Office) -> None:
    first, second = await office.ask(), await office.ask()
    await office.askings.withdraw(first.id, by=office.counsel)
    with pytest.raises(AskingDecided):
        await office.askings.decide(first.id, ACCEPT, by=office.court.clerk)
    await _case(office, second)
    with pytest.raises(AskingDecided):
        await office.askings.withdraw(second.id, by=office.counsel)


async def test_nobody_but_the_filer_and_the_clerks_of_that_court_knows_of_it(office: Office) -> None:
    ref, elsewhere = await office.ask(), await registry(office.court.database)
    stranger = Principal(uuid4(), Desk.counsel)
    async with office.court.database.read() as reader:
        for other in (stranger, elsewhere.clerk, Principal(office.court.judges[0], Desk.judge, office.court.court_id)):
            with pytest.raises(AskingNotFound):
                await shown(reader, ref.id, other)
        assert await listed(reader, stranger) == await listed(reader, elsewhere.clerk) == []
        assert [line.id for line in await listed(reader, office.court.clerk)] == [ref.id]
    with pytest.raises(AskingNotFound):
        await office.askings.decide(ref.id, ACCEPT, by=elsewhere.clerk)
    with pytest.raises(OnlyClerksOpenCases):
        await office.askings.decide(ref.id, ACCEPT, by=office.counsel)
    with pytest.raises(OnlyCounselAsks):
        await office.askings.ask(AskForCase.model_validate(_least(office)), by=office.court.clerk, key="k")


async def test_the_same_petition_sent_twice_is_one(office: Office) -> None:
    assert await office.ask("one key") == await office.ask("one key")
    async with office.court.database.read() as reader:
        assert len(await reader.all(select(Asking))) == 1


async def test_a_name_that_must_not_stand_in_a_title_is_refused_before_anything_is_kept(office: Office) -> None:
    victim = [{"name": "Petra Lind", "role": "victim"}]
    for words in ({"title": "Petition of Petra Lind"}, {"about": "Lind, Petra"}):
        with pytest.raises(WordsNameProtected):
            await office.ask(people=victim, **words)
    async with office.court.database.read() as reader:
        assert await reader.all(select(Asking)) == []


async def test_a_petition_cannot_ask_for_less_protection_than_its_kind(database: Database) -> None:
    court = await registry(database, level="parties")
    askings = Askings(database, Index(), SettableClock(NOW))
    office = Office(court, askings, SettableClock(NOW), Principal(uuid4(), Desk.counsel))
    with pytest.raises(LessProtectedThanItsKind):
        await office.ask(level="public")


@pytest.mark.parametrize("wrong", [{"kind": "charge"}, {"represents": None}, {"represents": 1}, {"people": []}])
async def test_a_charge_has_a_number_and_a_petition_somebody_it_is_filed_for(
    office: Office, wrong: dict[str, object]
) -> None:
    with pytest.raises(ValidationError):
        await office.ask(**wrong)


async def test_receipt_and_decision_are_in_the_log(office: Office) -> None:
    case = await _case(office, await office.ask())
    async with office.court.database.read() as reader:
        kinds = await reader.all(select(LogLeaf.kind).where(col(LogLeaf.kind).startswith("case.asking")))
        of_case = await reader.all(select(LogLeaf.kind).where(LogLeaf.case_id == case.id))
    assert sorted(kinds) == ["case.asking-accepted", "case.asking-received"]
    assert "case.asking-accepted" in of_case


def _least(office: Office) -> dict[str, object]:
    return {
        "court_id": office.court.court_id,
        "type_id": office.court.type_id,
        "kind": "petition",
        "about": "Sale",
        "title": "Claim",
        "statement": "Hand it over.",
        "people": [{"name": "P", "role": "party"}],
        "represents": 0,
    }
