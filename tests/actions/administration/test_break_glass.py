"""Emergency access from asking to the judge's look at it: two officers, an end, an alert, every read in the log."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from app.auth.errors import ConfirmItIsYou
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.commands.break_glass import AskBreakGlass, OrderSilence, ReviewBreakGlass
from app.cases.errors import (
    AnotherOfficerNeeded,
    BreakGlassNotFound,
    CaseNotFound,
    NoLongerRunning,
    NoLongerWaiting,
    NothingToOpen,
    OnlyJudgesOfTheCase,
    OnlyOfficers,
)
from app.cases.models import Case, Grant
from app.cases.models.break_glass import BreakGlass
from app.cases.queries import case_file
from app.cases.queries.break_glass import break_glass_file, break_glass_files, opened_under, waiting_for
from app.cases.terms import Act
from app.cases.terms.break_glass import Stage, What
from app.kernel.protected import Protected
from tests.doubles.administration import Office

REASON = "The judge of the case is in hospital and a bail order lapses tonight."
HER_NAME, HER_ADDRESS = "Zinaqua Mirelovska", "her@mail.example"
JUDGE_ADDRESS = "ruiz@court.example"


@dataclass(slots=True)
class Emergency:
    """A case sealed to its judge; a clerk who asks, a registrar and another judge who may allow."""

    office: Office
    case: Case
    clerk: Principal
    registrar: Principal
    judge: Principal
    other_judge: Principal
    far_judge: Principal
    victim: Principal

    async def ask(self, by: Principal | None = None, **changes: object) -> UUID:
        fields = {"number": self.case.number, "what": What.record, "reason": REASON, "minutes": 60}
        command = AskBreakGlass.model_validate(fields | changes)
        return await self.office.glass.ask(command, by=by or self.clerk)

    async def running(self, **changes: object) -> UUID:
        request_id = await self.ask(**changes)
        await self.office.glass.allow(request_id, by=self.registrar)
        await self.office.deliver()
        return request_id

    async def sees(self, who: Principal, act: Act = Act.read) -> bool:
        async with self.office.database.read() as reader:
            try:
                return (await case_file(reader, self.case.id, who)).may(act)
            except CaseNotFound:
                return False

    async def stage(self, request_id: UUID, who: Principal) -> Stage:
        async with self.office.database.read() as reader:
            return (await break_glass_file(reader, request_id, who, self.office.clock.now())).stage


@pytest.fixture
async def emergency(office: Office) -> Emergency:
    court_id = await office.court()
    elsewhere = await office.court("District Court of Esk")
    judge = await office.staff("ruiz", Desk.judge, court_id)
    victim = await office.person("victim", HER_NAME, HER_ADDRESS)
    office.mailbox.taken.clear()
    made = Emergency(
        office,
        await office.case(court_id, judge=judge, victim=victim),
        await office.staff("clerk", Desk.clerk, court_id),
        await office.staff("registrar", Desk.registrar),
        judge,
        await office.staff("second", Desk.judge, court_id),
        await office.staff("far", Desk.judge, elsewhere),
        victim,
    )
    office.mailbox.taken.clear()
    return made


async def test_two_officers_open_what_is_sealed_until_it_ends_by_itself(emergency: Emergency) -> None:
    assert not await emergency.sees(emergency.clerk)
    await emergency.running()
    assert await emergency.sees(emergency.clerk)
    assert not await emergency.sees(emergency.registrar)
    emergency.office.clock.advance(timedelta(minutes=59))
    assert await emergency.sees(emergency.clerk)
    emergency.office.clock.advance(timedelta(minutes=1))
    assert not await emergency.sees(emergency.clerk)


async def test_asking_alone_opens_nothing_and_tells_nobody(emergency: Emergency) -> None:
    await emergency.ask()
    await emergency.office.deliver()
    assert not await emergency.sees(emergency.clerk)
    assert emergency.office.mailbox.taken == []


async def test_nobody_is_the_second_officer_of_their_own_request(emergency: Emergency) -> None:
    request_id = await emergency.ask(by=emergency.registrar)
    with pytest.raises(AnotherOfficerNeeded):
        await emergency.office.glass.allow(request_id, by=emergency.registrar)
    assert not await emergency.sees(emergency.registrar)


async def test_a_clerk_allows_nothing_and_an_administrator_neither_asks_nor_allows(emergency: Emergency) -> None:
    administrator = await emergency.office.administrator()
    request_id = await emergency.ask()
    for act in (
        emergency.office.glass.allow(request_id, by=emergency.clerk),
        emergency.office.glass.allow(request_id, by=administrator),
        emergency.ask(by=administrator),
        emergency.ask(by=emergency.victim),
    ):
        with pytest.raises(OnlyOfficers):
            await act
    assert not await emergency.sees(emergency.clerk)


async def test_both_officers_prove_who_they_are_first(emergency: Emergency) -> None:
    request_id = await emergency.ask()
    emergency.office.clock.advance(timedelta(minutes=5))
    with pytest.raises(ConfirmItIsYou):
        await emergency.office.glass.allow(request_id, by=emergency.registrar)
    with pytest.raises(ConfirmItIsYou):
        await emergency.ask()


async def test_the_judge_and_the_person_concerned_are_told_at_once_in_words_that_tell_nothing(
    emergency: Emergency,
) -> None:
    await emergency.running()
    told = {one.to for one in emergency.office.mailbox.taken}
    assert told == {Protected(JUDGE_ADDRESS), Protected(HER_ADDRESS)}
    for message in emergency.office.mailbox.taken:
        assert emergency.case.number not in message.text
        assert "mirel" not in f"{message.subject} {message.text}".lower()
    (to_her,) = emergency.office.mailbox.to(HER_ADDRESS)
    assert "http" not in to_her.text


async def test_by_a_judges_order_the_person_is_not_told_and_the_judge_always_is(emergency: Emergency) -> None:
    silence = OrderSilence(reason="He reads her phone.")
    with pytest.raises(CaseNotFound):
        await emergency.office.glass.order_silence(emergency.case.id, silence, by=emergency.other_judge)
    await emergency.office.glass.order_silence(emergency.case.id, silence, by=emergency.judge)
    await emergency.running()
    assert {one.to for one in emergency.office.mailbox.taken} == {Protected(JUDGE_ADDRESS)}
    await emergency.office.glass.lift_silence(emergency.case.id, by=emergency.judge)
    await emergency.running()
    assert len(emergency.office.mailbox.to(HER_ADDRESS)) == 1


async def test_silence_is_the_judges_of_the_case_alone(emergency: Emergency) -> None:
    await emergency.running()
    with pytest.raises(OnlyJudgesOfTheCase):
        await emergency.office.glass.order_silence(emergency.case.id, OrderSilence(reason="No."), by=emergency.clerk)


async def test_a_number_that_is_not_there_and_one_out_of_reach_are_answered_alike(emergency: Emergency) -> None:
    absent = await emergency.ask(number="CR-2026-999999999")
    walled = await emergency.ask(by=emergency.far_judge)
    no_such_person = await emergency.ask(what=What.identity, pseudonym="Z9")
    answers = []
    for request_id in (absent, walled, no_such_person):
        with pytest.raises(NothingToOpen) as refused:
            await emergency.office.glass.allow(request_id, by=emergency.registrar)
        answers.append((refused.value.code, refused.value.data))
        with pytest.raises(NoLongerWaiting):
            await emergency.office.glass.allow(request_id, by=emergency.registrar)
    assert len({str(answer) for answer in answers}) == 1
    await emergency.office.deliver()
    assert emergency.office.mailbox.taken == []
    assert await emergency.office.rows(Grant) == []


async def test_whoever_is_of_the_case_is_no_officer_in_it(emergency: Emergency) -> None:
    court_id = emergency.clerk.court_id
    assert court_id is not None
    own = await emergency.office.case(court_id, judge=emergency.judge, party=emergency.clerk)
    request_id = await emergency.ask(number=own.number)
    with pytest.raises(NothingToOpen):
        await emergency.office.glass.allow(request_id, by=emergency.registrar)


async def test_an_officer_of_another_court_learns_of_no_request(emergency: Emergency) -> None:
    request_id = await emergency.ask()
    with pytest.raises(BreakGlassNotFound):
        await emergency.office.glass.allow(request_id, by=emergency.far_judge)
    async with emergency.office.database.read() as reader:
        at = emergency.office.clock.now()
        assert await break_glass_files(reader, emergency.far_judge, at) == []
        assert len(await break_glass_files(reader, emergency.other_judge, at)) == 1
        assert await waiting_for(reader, emergency.other_judge, at) == 1


async def test_a_request_nobody_decides_on_lapses(emergency: Emergency) -> None:
    request_id = await emergency.ask()
    emergency.office.clock.advance(timedelta(minutes=30))
    with pytest.raises(NoLongerWaiting):
        await emergency.office.glass.allow(request_id, by=emergency.registrar)
    assert await emergency.stage(request_id, emergency.clerk) is Stage.lapsed


async def test_of_officers_who_decide_at_one_moment_one_does(emergency: Emergency) -> None:
    request_id = await emergency.ask()
    tries = await asyncio.gather(
        emergency.office.glass.allow(request_id, by=emergency.registrar),
        emergency.office.glass.allow(request_id, by=emergency.other_judge),
        emergency.office.glass.refuse(request_id, by=emergency.judge),
        return_exceptions=True,
    )
    assert sum(one is None for one in tries) == 1
    assert len(await emergency.office.rows(Grant)) <= 1


@pytest.mark.parametrize("who", ["clerk", "registrar", "judge"])
async def test_both_officers_and_the_judge_end_it_at_once(emergency: Emergency, who: str) -> None:
    request_id = await emergency.running()
    emergency.office.clock.advance(timedelta(minutes=1))
    await emergency.office.glass.end(request_id, by=getattr(emergency, who))
    assert not await emergency.sees(emergency.clerk)
    with pytest.raises(NoLongerRunning):
        await emergency.office.glass.end(request_id, by=emergency.clerk)
    with pytest.raises(BreakGlassNotFound):
        await emergency.office.glass.end(request_id, by=emergency.far_judge)


async def test_what_waits_is_withdrawn(emergency: Emergency) -> None:
    request_id = await emergency.ask()
    await emergency.office.glass.end(request_id, by=emergency.clerk)
    assert await emergency.stage(request_id, emergency.clerk) is Stage.withdrawn


async def test_a_name_is_read_by_whoever_asked_and_every_reading_is_in_the_log_first(emergency: Emergency) -> None:
    request_id = await emergency.running(what=What.identity, pseudonym="b4")
    assert not await emergency.sees(emergency.clerk)
    for _ in range(2):
        assert await emergency.office.glass.identity(request_id, by=emergency.clerk) == Protected(HER_NAME)
    assert (await emergency.office.kinds()).count("case.identity-revealed") == 2
    with pytest.raises(BreakGlassNotFound):
        await emergency.office.glass.identity(request_id, by=emergency.registrar)
    emergency.office.clock.advance(timedelta(hours=1))
    with pytest.raises(NoLongerRunning):
        await emergency.office.glass.identity(request_id, by=emergency.clerk)


async def test_the_record_alone_names_nobody(emergency: Emergency) -> None:
    request_id = await emergency.running()
    with pytest.raises(BreakGlassNotFound):
        await emergency.office.glass.identity(request_id, by=emergency.clerk)


async def test_what_is_opened_while_it_runs_is_in_the_log_and_nothing_else(emergency: Emergency) -> None:
    await emergency.office.glass.note(emergency.clerk, "/cases/before")
    request_id = await emergency.running()
    await emergency.office.glass.note(emergency.clerk, "/cases/during")
    await emergency.office.glass.note(emergency.registrar, "/cases/other")
    emergency.office.clock.advance(timedelta(hours=1))
    await emergency.office.glass.note(emergency.clerk, "/cases/after")
    (row,) = await emergency.office.rows(BreakGlass)
    assert row.id == request_id
    async with emergency.office.database.read() as reader:
        assert [page for _, page in await opened_under(reader, row)] == ["/cases/during"]


async def test_the_judge_looks_at_it_afterwards(emergency: Emergency) -> None:
    request_id, note = await emergency.running(), ReviewBreakGlass(note="The need was real.")
    emergency.office.clock.advance(timedelta(hours=1))
    async with emergency.office.database.read() as reader:
        assert await waiting_for(reader, emergency.judge, emergency.office.clock.now()) == 1
    with pytest.raises(BreakGlassNotFound):
        await emergency.office.glass.review(request_id, note, by=emergency.other_judge)
    await emergency.office.glass.review(request_id, note, by=emergency.judge)
    async with emergency.office.database.read() as reader:
        assert await waiting_for(reader, emergency.judge, emergency.office.clock.now()) == 0
    assert (await emergency.office.kinds())[-1] == "case.break-glass-reviewed"
