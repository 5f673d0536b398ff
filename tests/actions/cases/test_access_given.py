"""Giving and ending access, counsel of record, seals, and acting for another: what is allowed, logged, refused."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from app.audit.models import LogLeaf
from app.auth.errors import ConfirmItIsYou
from app.auth.views import Principal
from app.cases.actions.counsel import Counsel
from app.cases.actions.grants import Grants
from app.cases.actions.seals import Seals
from app.cases.actions.stand_ins import StandIns
from app.cases.commands.access import (
    DecideNotice,
    GiveAccess,
    GiveStandIn,
    LiftSeal,
    NamePerson,
    PutSeal,
    RecordCounsel,
    SuspendCounsel,
    TellCourt,
)
from app.cases.errors import (
    AlreadyAtThisLevel,
    CaseNotFound,
    ClientMissing,
    GrantNotFound,
    NobodyNamed,
    NoColleague,
    NoSuchAccount,
    NotCounsel,
    NoticeNotFound,
    NotYoursToGive,
    OnlyTheJudgeRelaxes,
    PartNotFound,
    PeriodWrong,
    PurposeMissing,
    StandInNotFound,
    ThingNotFound,
)
from app.cases.models import Case, CounselNotice, Part
from app.cases.queries import case_file, still_may
from app.cases.terms import Act, GrantKind, Level, NoticeKind, StandInKind
from app.db.database import Database
from app.kernel.clock import SettableClock
from tests.builders import NOW
from tests.doubles import access_rows as rows
from tests.doubles.access_facts import CASE, key
from tests.doubles.access_law import Fact, Matter, Office, World

OFFICES = {
    "judge": Office("judge", here=True),
    "colleague": Office("judge", here=True),
    "clerk": Office("clerk", here=True),
    "lawyer": Office("counsel"),
    "second lawyer": Office("counsel"),
    "secretary": Office("participant"),
    "accused": Office("participant"),
    "auditor": Office("auditor"),
}
WORLD = World(
    OFFICES, [Fact("judge", "judge"), Fact("accused", "accused"), Fact("lawyer", "defence_counsel", client="accused")]
)
A_WEEK = NOW + timedelta(days=7)


class ByName:
    """Finds the account whose address is the name."""

    def blind_index(self, text: str) -> bytes:
        return key(text.removeprefix("email:")).bytes


class Courthouse:
    """One case for the parties, and the acts on it."""

    def __init__(self, database: Database, clock: SettableClock) -> None:
        self.database, self.clock = database, clock
        self.grants, self.counsel = Grants(database, ByName(), clock), Counsel(database, ByName(), clock)
        self.seals, self.stand_ins = Seals(database, ByName(), clock), StandIns(database, ByName(), clock)

    def by(self, who: str) -> Principal:
        found = rows.principal(WORLD, who)
        assert found is not None
        return replace(found, proved_at=self.clock.now())

    async def may(self, who: str, act: Act) -> bool:
        async with self.database.read() as reader:
            return await still_may(reader, self.by(who), act, CASE)

    async def logged(self, kind: str) -> list[str | None]:
        async with self.database.read() as reader:
            return [leaf.by for leaf in await reader.all(select(LogLeaf).where(LogLeaf.kind == kind))]

    async def lawyers_part(self) -> UUID:
        async with self.database.read() as reader:
            parts = await reader.all(select(Part).where(Part.person_id == key("lawyer")))
        found: UUID = parts[0].id
        return found


@pytest.fixture
async def office(database: Database) -> Courthouse:
    database.clock = clock = SettableClock(NOW)
    async with database.begin() as uow:
        await rows.people(uow, WORLD)
        await rows.case(uow, WORLD, CASE, Matter((("parties", frozenset()),)))
    return Courthouse(database, clock)


def guest(**changes: object) -> GiveAccess:
    fields = {"email": "second lawyer", "kind": GrantKind.guest, "purpose": "An opinion", "until": A_WEEK}
    return GiveAccess.model_validate(fields | changes)


async def test_a_guest_sees_the_case_for_the_time_given_and_not_a_moment_longer(office: Courthouse) -> None:
    assert not await office.may("second lawyer", Act.know)
    grant = await office.grants.give(CASE, guest(), by=office.by("clerk"))
    assert await office.may("second lawyer", Act.read)
    office.clock.at = A_WEEK
    assert not await office.may("second lawyer", Act.know)
    office.clock.at = NOW + timedelta(days=1)
    await office.grants.recall(CASE, grant, by=office.by("judge"))
    assert not await office.may("second lawyer", Act.know)
    assert await office.logged("case.access-given") == [str(key("clerk"))]
    assert await office.logged("case.access-recalled") == [str(key("judge"))]


async def test_access_is_for_a_purpose_and_a_time_and_given_by_the_court(office: Courthouse) -> None:
    for by, command, refusal in (
        ("lawyer", guest(), NotYoursToGive),
        ("second lawyer", guest(), CaseNotFound),
        ("clerk", guest(email="nobody at all"), NoSuchAccount),
        ("clerk", guest(until=NOW), PeriodWrong),
        ("clerk", guest(kind=GrantKind.press), PurposeMissing),
        ("clerk", guest(kind=GrantKind.advocate), ClientMissing),
        ("clerk", guest(document_id=CASE), ThingNotFound),
    ):
        with pytest.raises(refusal):
            await office.grants.give(CASE, command, by=office.by(by))
    with pytest.raises(GrantNotFound):
        await office.grants.recall(CASE, CASE, by=office.by("clerk"))


async def test_a_notice_of_appearance_says_nothing_about_the_case_until_the_court_confirms(office: Courthouse) -> None:
    async with office.database.read() as reader:
        case = await reader.get(Case, CASE)
    assert case is not None
    for number in (case.number, "CR-1999-1"):
        await office.counsel.tell(TellCourt(number=number, role="defence_counsel"), by=office.by("second lawyer"))
    assert not await office.may("second lawyer", Act.know)
    notice = await _notice(office)
    with pytest.raises(NotYoursToGive):
        await office.counsel.decide(CASE, notice, DecideNotice(confirm=True), by=office.by("lawyer"))
    with pytest.raises(ClientMissing):
        await office.counsel.decide(CASE, notice, DecideNotice(confirm=True), by=office.by("clerk"))
    yes = DecideNotice(confirm=True, person_id=key("accused"))
    await office.counsel.decide(CASE, notice, yes, by=office.by("clerk"))
    assert await office.may("second lawyer", Act.submit_filing)
    with pytest.raises(NoticeNotFound):
        await office.counsel.decide(CASE, notice, yes, by=office.by("clerk"))
    with pytest.raises(NotCounsel):
        await office.counsel.tell(TellCourt(number=case.number, role="prosecutor"), by=office.by("accused"))


async def test_a_substitution_ends_the_part_of_earlier_counsel_in_the_same_act(office: Courthouse) -> None:
    async with office.database.read() as reader:
        case = await reader.get(Case, CASE)
    assert case is not None
    tell = TellCourt(number=case.number, kind=NoticeKind.substitution, role="defence_counsel")
    await office.counsel.tell(tell, by=office.by("second lawyer"))
    replaces = DecideNotice(confirm=True, person_id=key("accused"), replaces=await office.lawyers_part())
    await office.counsel.decide(CASE, await _notice(office), replaces, by=office.by("clerk"))
    assert await office.may("second lawyer", Act.submit_filing)
    assert not await office.may("lawyer", Act.know)


async def test_counsel_withdraws_by_leave_of_the_judge_and_acts_until_then(office: Courthouse) -> None:
    notice = await office.counsel.ask_leave(CASE, by=office.by("lawyer"))
    assert await office.counsel.ask_leave(CASE, by=office.by("lawyer")) == notice
    assert await office.may("lawyer", Act.submit_filing)
    with pytest.raises(NotYoursToGive):
        await office.counsel.decide(CASE, notice, DecideNotice(confirm=True), by=office.by("clerk"))
    await office.counsel.decide(CASE, notice, DecideNotice(confirm=True), by=office.by("judge"))
    assert not await office.may("lawyer", Act.know)
    with pytest.raises(PartNotFound):
        await office.counsel.ask_leave(CASE, by=office.by("accused"))


async def test_suspended_counsel_sees_nothing_until_it_is_lifted(office: Courthouse) -> None:
    part = await office.lawyers_part()
    await office.counsel.suspend(CASE, part, SuspendCounsel(order_ref="Bar 1/26"), by=office.by("clerk"))
    assert not await office.may("lawyer", Act.know)
    await office.counsel.restore(CASE, part, by=office.by("clerk"))
    assert await office.may("lawyer", Act.submit_filing)
    with pytest.raises(PartNotFound):
        await office.counsel.suspend(CASE, CASE, SuspendCounsel(order_ref="Bar 1/26"), by=office.by("clerk"))
    record = RecordCounsel(email="secretary", role="defence_counsel", person_id=key("accused"))
    with pytest.raises(NotCounsel):
        await office.counsel.record(CASE, record, by=office.by("clerk"))


async def test_the_court_restricts_at_once_and_only_the_judge_relaxes_after_a_fresh_proof(office: Courthouse) -> None:
    sealed = PutSeal(thing="case", level=Level.filer, reason="A motion pends", provisional=True)
    seal = await office.seals.seal(CASE, sealed, by=office.by("clerk"))
    for level, refusal in ((Level.filer, AlreadyAtThisLevel), (Level.public, OnlyTheJudgeRelaxes)):
        with pytest.raises(refusal):
            await office.seals.seal(CASE, sealed.model_copy(update={"level": level}), by=office.by("judge"))
    with pytest.raises(NobodyNamed):
        await office.seals.seal(CASE, sealed.model_copy(update={"level": Level.named}), by=office.by("judge"))
    lift = LiftSeal(thing="case", level=Level.public, reason="A ruling")
    with pytest.raises(OnlyTheJudgeRelaxes):
        await office.seals.unseal(CASE, lift, by=office.by("clerk"))
    stale = replace(office.by("judge"), proved_at=NOW - timedelta(minutes=5))
    for act in (
        office.seals.unseal(CASE, lift, by=stale),
        office.seals.settle(CASE, seal, keep=False, by=stale),
        office.seals.name(CASE, NamePerson(thing="case", email="lawyer"), by=stale),
    ):
        with pytest.raises(ConfirmItIsYou):
            await act
    await office.seals.settle(CASE, seal, keep=False, by=office.by("judge"))
    assert await _level(office) == "parties"  # what stood before stands again
    await office.seals.unseal(CASE, lift, by=office.by("judge"))
    assert await office.may("second lawyer", Act.read)
    with pytest.raises(ThingNotFound):
        await office.seals.settle(CASE, seal, keep=True, by=office.by("judge"))


async def test_a_provisional_seal_that_is_kept_stays_and_is_lifted_by_a_ruling_alone(office: Courthouse) -> None:
    sealed = PutSeal(thing="case", level=Level.judge, reason="A motion pends", provisional=True)
    seal = await office.seals.seal(CASE, sealed, by=office.by("clerk"))
    assert not await office.may("clerk", Act.know)
    await office.seals.settle(CASE, seal, keep=True, by=office.by("judge"))
    with pytest.raises(ThingNotFound):
        await office.seals.settle(CASE, seal, keep=False, by=office.by("judge"))
    assert await _level(office) == "judge"


async def test_what_a_colleague_does_shows_both_names_and_ends_with_the_absence(office: Courthouse) -> None:
    give = GiveStandIn(kind=StandInKind.delegate, email="colleague", until=A_WEEK, reason="Leave")
    await office.stand_ins.give(give, by=office.by("judge"))
    await office.grants.give(CASE, guest(), by=office.by("colleague"))
    assert await office.logged("case.access-given") == [f"{key('colleague')} for {key('judge')}"]
    office.clock.at = A_WEEK
    assert not await office.may("colleague", Act.know)


async def test_an_assistant_prepares_and_signs_only_when_counsel_lets_them(office: Courthouse) -> None:
    give = GiveStandIn(kind=StandInKind.assistant, email="secretary")
    made = await office.stand_ins.give(give, by=office.by("lawyer"))
    assert await office.may("secretary", Act.prepare_filing)
    assert not await office.may("secretary", Act.submit_filing)
    await office.stand_ins.end(made, by=office.by("secretary"))
    assert not await office.may("secretary", Act.know)
    await office.stand_ins.give(give.model_copy(update={"may_sign": True}), by=office.by("lawyer"))
    assert await office.may("secretary", Act.submit_filing)


async def test_nobody_hands_their_part_to_a_stranger_to_it_or_for_ever(office: Courthouse) -> None:
    delegate = GiveStandIn(kind=StandInKind.delegate, email="colleague", until=A_WEEK)
    for by, command, refusal in (
        ("judge", delegate.model_copy(update={"email": "clerk"}), NoColleague),
        ("judge", delegate.model_copy(update={"email": "judge"}), NoColleague),
        ("judge", delegate.model_copy(update={"kind": StandInKind.assistant, "email": "secretary"}), NoColleague),
        ("lawyer", delegate.model_copy(update={"kind": StandInKind.assistant, "email": "auditor"}), NoColleague),
        ("accused", delegate.model_copy(update={"email": "secretary"}), NoColleague),
        ("judge", delegate.model_copy(update={"until": None}), PeriodWrong),
        ("second lawyer", delegate.model_copy(update={"case_id": CASE}), CaseNotFound),
    ):
        with pytest.raises(refusal):
            await office.stand_ins.give(command, by=office.by(by))
    made = await office.stand_ins.give(delegate, by=office.by("judge"))
    with pytest.raises(StandInNotFound):
        await office.stand_ins.end(made, by=office.by("clerk"))


async def test_an_answer_about_a_case_is_asked_anew_of_the_rows_each_time(office: Courthouse) -> None:
    async with office.database.read() as reader:
        file = await case_file(reader, CASE, office.by("lawyer"))
    assert file.may(Act.read)
    async with office.database.begin() as uow:
        part = await uow.get(Part, await office.lawyers_part())
        assert part is not None
        part.until = NOW
    assert not await office.may("lawyer", Act.read)
    assert file.may(Act.read), "a file once opened is of its moment; what lasts longer asks still_may"


async def _notice(office: Courthouse) -> UUID:
    async with office.database.read() as reader:
        found = await reader.all(select(CounselNotice).order_by(col(CounselNotice.id)))
    assert len(found) == 1
    made: UUID = found[0].id
    return made


async def _level(office: Courthouse) -> str:
    async with office.database.read() as reader:
        case = await reader.get(Case, CASE)
    assert case is not None
    return case.level
