"""A case comes into being whole: number, people, judge and first entry together, or nothing at all."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from app.auth.errors import OnlyAdministrators
from app.auth.models import Person
from app.auth.steps import NewPerson, open_account, register_person
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.actions.kinds import Kinds
from app.cases.actions.opening import Openings
from app.cases.actions.relations import Relations
from app.cases.commands import (
    DescribeCaseType,
    DescribeJudgeList,
    NewPart,
    NumberCases,
    OpenCase,
    Paper,
    ReplaceJudge,
    ShareOfJudge,
)
from app.cases.commands.relations import DeclareRelation
from app.cases.errors import (
    CaseTypeNotFound,
    CourtCodeTaken,
    LessProtectedThanItsKind,
    NobodyToAllot,
    NotAJudgeOfTheCourt,
    NumberFormsMeet,
    OnlyClerksOpenCases,
    OnlyJudgesDeclare,
    OnlyTheCourtReplaces,
    ReasonMissing,
    ReceivedLater,
    RelationNotFound,
    RepresentsNobody,
    WordsNameProtected,
)
from app.cases.models import Case, DocketEntry, Part
from app.cases.models.opening import Draw
from app.cases.rules.allotment import pick
from app.cases.terms import Level, Matter, Method, OpeningRole, Profile
from app.db.database import Database, UnitOfWork
from app.desks.relations import declared
from app.kernel.clock import SettableClock
from app.kernel.errors import NotFound
from app.kernel.protected import Protected
from tests import builders
from tests.builders import NOW


class Index:
    """A keyed hash as the identity cipher gives one; the key does not matter here."""

    def blind_index(self, text: str) -> bytes:
        return text.encode()


@dataclass
class Registry:
    """A court with a clerk, three judges and a kind of case."""

    database: Database
    openings: Openings
    kinds: Kinds
    court_id: UUID
    clerk: Principal
    judges: list[UUID]
    type_id: UUID = field(default_factory=uuid4)
    administrator: Principal = field(default_factory=lambda: Principal(uuid4(), Desk.administrator))

    async def open(self, key: str | None = None, **changes: object) -> Case:
        command = OpenCase.model_validate({"type_id": self.type_id, "about": "Sale of a boat", **changes})
        ref = await self.openings.open(command, by=self.clerk, key=key or uuid4().hex)
        async with self.database.read() as reader:
            case = await reader.get(Case, ref.id)
        assert case is not None
        return case

    async def parts(self, case: Case, role: str) -> list[Part]:
        async with self.database.read() as reader:
            rows = await reader.all(select(Part).where(Part.case_id == case.id, Part.role == role))
        return [row for row in rows if row.until is None]

    async def judge(self, case: Case) -> UUID:
        (one,) = await self.parts(case, "judge")
        return one.person_id


async def registry(database: Database, judges: int = 3, **kind: object) -> Registry:
    clock = SettableClock(NOW)
    court = builders.court(name=f"Court {uuid4().hex[:8]}")
    async with database.begin() as uow:
        uow.add(court)
        await uow.flush()
        people = [await _holder(uow, Desk.judge, court.id) for _ in range(judges)]
        clerk = await _holder(uow, Desk.clerk, court.id)
    made = Registry(
        database,
        Openings(database, Index(), clock),
        Kinds(database, clock),
        court.id,
        Principal(clerk.id, Desk.clerk, court.id),
        [one.id for one in people],
    )
    command = DescribeCaseType.model_validate({"name": "Sale", "series": "CV", "matter": "civil", **kind})
    made.type_id = await made.kinds.describe(court.id, command, by=made.administrator)
    return made


async def _holder(uow: UnitOfWork, desk: Desk, court_id: UUID, email: str = "") -> Person:
    person = await register_person(uow, NewPerson(Protected("Ada Berger")), by=None, at=NOW)
    address = email or f"{uuid4().hex}@varda.example"
    open_account(uow, person, f"email:{address}".encode(), "no hash", desk, court_id)
    return person


async def test_a_case_from_paper_has_number_people_judge_and_the_time_the_court_got_it(database: Database) -> None:
    court = await registry(database)
    received = NOW - timedelta(days=3)
    case = await court.open(
        people=[
            {"name": "Petra Lind", "role": "victim"},
            {"name": "Jon Arent", "role": "victim_counsel", "represents": 0},
            {"name": "Petra Lind", "role": "party"},
        ],
        paper={"title": "Statement of claim", "received_at": received},
    )
    assert case.number.startswith("CV-2026-")
    assert await court.judge(case) in court.judges
    (victim,) = await court.parts(case, "victim")
    (counsel,) = await court.parts(case, "victim_counsel")
    assert counsel.for_person_id == victim.person_id
    assert victim.pseudonym
    assert not counsel.pseudonym
    async with database.read() as reader:
        (entry,) = await reader.all(select(DocketEntry).where(DocketEntry.case_id == case.id))
    assert (entry.number, entry.title, entry.received_at) == (1, "Statement of claim", received)


async def test_somebody_with_an_account_is_that_person_and_nobody_new(database: Database) -> None:
    court = await registry(database)
    async with database.begin() as uow:
        holder = await _holder(uow, Desk.counsel, court.court_id, "jon@chambers.example")
    case = await court.open(people=[{"name": "J. Arent", "role": "prosecutor", "email": "Jon@chambers.example "}])
    (part,) = await court.parts(case, "prosecutor")
    assert part.person_id == holder.id


async def test_the_same_request_sent_twice_opens_one_case(database: Database) -> None:
    court = await registry(database)
    first, again = await court.open("one key"), await court.open("one key")
    assert first.id == again.id


async def test_forty_cases_opened_by_eight_at_once_have_forty_numbers_in_a_row(database: Database) -> None:
    court = await registry(database)
    await court.kinds.number(
        court.court_id, NumberCases(code=_letters(court), text="{court}-{series}-{number}"), by=court.administrator
    )
    gate = asyncio.Semaphore(8)

    async def one() -> str:
        async with gate:
            return (await court.open()).number

    numbers = await asyncio.gather(*(one() for _ in range(40)))
    assert sorted(int(number.rpartition("-")[2]) for number in numbers) == list(range(1, 41))


async def test_courts_count_apart_when_the_number_names_the_court_and_together_when_not(database: Database) -> None:
    one, other = await registry(database), await registry(database)
    before = int((await one.open()).number.rpartition("-")[2])
    assert (await other.open()).number.endswith(f"-{before + 1}")
    for court in (one, other):
        form = NumberCases(code=_letters(court), text="{court}-{series}-{year}-{number:3}")
        await court.kinds.number(court.court_id, form, by=court.administrator)
        assert (await court.open()).number == f"{_letters(court)}-CV-2026-001"


async def test_two_courts_never_get_forms_that_could_meet(database: Database) -> None:
    one, other = await registry(database), await registry(database)
    await one.kinds.number(
        one.court_id, NumberCases(code="ONE", text="{court}-{series}-{number}"), by=one.administrator
    )
    with pytest.raises(NumberFormsMeet):
        await other.kinds.number(
            other.court_id, NumberCases(code="TWO", text="{series}-{court}-{number}"), by=other.administrator
        )
    with pytest.raises(CourtCodeTaken):
        await other.kinds.number(
            other.court_id, NumberCases(code="ONE", text="{series}.{court}.{number}"), by=other.administrator
        )


async def test_only_a_clerk_of_the_court_opens_a_case_there(database: Database) -> None:
    court, elsewhere = await registry(database), await registry(database)
    command = OpenCase(type_id=court.type_id, about="Sale of a boat")
    for desk in Desk:
        if desk is not Desk.clerk:
            with pytest.raises(OnlyClerksOpenCases):
                await court.openings.open(command, by=Principal(uuid4(), desk, court.court_id), key=uuid4().hex)
    with pytest.raises(CaseTypeNotFound):
        await court.openings.open(command, by=elsewhere.clerk, key=uuid4().hex)


async def test_only_an_administrator_sets_how_a_court_opens_cases(database: Database) -> None:
    court = await registry(database)
    with pytest.raises(OnlyAdministrators):
        await court.kinds.number(court.court_id, NumberCases(code="A", text="{series}-{number}"), by=court.clerk)
    with pytest.raises(OnlyAdministrators):
        await court.kinds.put_on_list(court.court_id, DescribeJudgeList(name="List"), by=court.clerk)


async def test_a_case_is_never_more_open_than_its_kind(database: Database) -> None:
    court = await registry(database, matter=Matter.family, level=Level.parties, profile=Profile.child)
    with pytest.raises(LessProtectedThanItsKind):
        await court.open(level="public")
    assert (await court.open()).level == Level.parties
    assert (await court.open(level="judge")).level == Level.judge
    assert (await court.open()).profile == Profile.child


@pytest.mark.parametrize(
    ("people", "paper", "refusal"),
    [
        ([NewPart(name="A", role=OpeningRole.party, represents=0)], None, RepresentsNobody),
        ([NewPart(name="A", role=OpeningRole.interpreter, represents=3)], None, RepresentsNobody),
        ([NewPart(name="A", role=OpeningRole.interpreter, represents=0)], None, RepresentsNobody),
        ([], Paper(title="Claim", received_at=NOW + timedelta(hours=1)), ReceivedLater),
    ],
)
async def test_what_cannot_be_is_refused_and_leaves_no_number_behind(
    database: Database, people: list[NewPart], paper: Paper | None, refusal: type[Exception]
) -> None:
    court = await registry(database)
    before = int((await court.open()).number.rpartition("-")[2])
    with pytest.raises(refusal):
        await court.open(people=people, paper=paper)
    assert (await court.open()).number.endswith(f"-{before + 1}")


async def test_a_court_without_judges_opens_nothing(database: Database) -> None:
    court = await registry(database, judges=0)
    with pytest.raises(NobodyToAllot):
        await court.open()
    async with database.read() as reader:
        assert await reader.first(select(Case.id).where(Case.court_id == court.court_id)) is None


async def test_only_judges_of_the_list_are_drawn_and_the_draw_can_be_made_again(database: Database) -> None:
    court = await registry(database)
    wanted = (ShareOfJudge(person_id=court.judges[1]), ShareOfJudge(person_id=court.judges[2], share=50))
    command = DescribeJudgeList(name="Boats", judges=wanted)
    list_id = await court.kinds.put_on_list(court.court_id, command, by=court.administrator)
    kind = DescribeCaseType(name="Boat", series="CV", matter=Matter.civil, list_id=list_id, method=Method.by_workload)
    court.type_id = await court.kinds.describe(court.court_id, kind, by=court.administrator)
    for _ in range(6):
        case = await court.open()
        async with database.read() as reader:
            draw = await reader.first(select(Draw).where(Draw.case_id == case.id))
        assert draw is not None
        assert draw.seed is not None
        assert {UUID(person) for person, _ in draw.weights} == {one.person_id for one in wanted}
        assert draw.chosen_id == await court.judge(case)
        assert pick([(UUID(person), weight) for person, weight in draw.weights], draw.seed) == draw.chosen_id


async def test_naming_a_judge_by_hand_needs_a_reason_and_a_judge_of_the_court(database: Database) -> None:
    court = await registry(database)
    with pytest.raises(ReasonMissing):
        await court.open(judge_id=court.judges[0])
    with pytest.raises(NotAJudgeOfTheCourt):
        await court.open(judge_id=court.clerk.person_id, reason="Sits in the related case.")
    case = await court.open(judge_id=court.judges[0], reason="Sits in the related case.")
    assert await court.judge(case) == court.judges[0]


async def test_a_judge_who_is_recused_is_not_drawn_again_in_this_case(database: Database) -> None:
    court = await registry(database)
    case = await court.open()
    gone = []
    for _ in range(2):
        gone.append(await court.judge(case))
        command = ReplaceJudge(judge_id=gone[-1], recused=True, reason="Knows a party.")
        await court.openings.replace_judge(case.id, command, by=court.clerk)
        assert await court.judge(case) not in gone
    last = await court.judge(case)
    command = ReplaceJudge(judge_id=last, recused=True, reason="Knows a party.")
    with pytest.raises(NobodyToAllot):
        await court.openings.replace_judge(case.id, command, by=court.clerk)
    assert await court.judge(case) == last


async def test_a_judge_who_has_another_part_in_the_case_is_left_out(database: Database) -> None:
    court = await registry(database)
    async with database.begin() as uow:
        witness = await _holder(uow, Desk.judge, court.court_id, "sees@varda.example")
    for _ in range(6):
        case = await court.open(people=[{"name": "W", "role": "witness", "email": "sees@varda.example"}])
        assert await court.judge(case) != witness.id


async def test_nobody_but_the_court_replaces_a_judge(database: Database) -> None:
    court, elsewhere = await registry(database), await registry(database)
    case = await court.open()
    command = ReplaceJudge(judge_id=await court.judge(case), reason="Is ill for long.")
    with pytest.raises((OnlyTheCourtReplaces, NotFound)):
        await court.openings.replace_judge(case.id, command, by=elsewhere.clerk)
    with pytest.raises((OnlyTheCourtReplaces, NotFound)):
        await court.openings.replace_judge(case.id, command, by=Principal(uuid4(), Desk.counsel))


def _letters(court: Registry) -> str:
    return "".join(chr(ord("A") + byte % 26) for byte in court.court_id.bytes[-7:])


@pytest.mark.parametrize(
    "words", [{"about": "Claim of Petra  LIND"}, {"paper": {"title": "Lind, Petra", "received_at": NOW}}]
)
async def test_the_name_of_somebody_with_a_pseudonym_stands_in_no_title(
    database: Database, words: dict[str, Any]
) -> None:
    court = await registry(database)
    with pytest.raises(WordsNameProtected):
        await court.open(people=[{"name": "Petra Lind", "role": "victim"}], **words)


async def test_a_panel_of_three_is_drawn_one_by_one_and_the_first_presides(database: Database) -> None:
    court = await registry(database, judges=4, panel=3)
    case = await court.open()
    sitting = [part.person_id for part in await court.parts(case, "judge")]
    async with database.read() as reader:
        draws = await reader.all(select(Draw).where(Draw.case_id == case.id).order_by(col(Draw.id)))
    assert len(set(sitting)) == 3
    assert [draw.chosen_id for draw in draws] == sitting
    assert [draw.presides for draw in draws] == [True, False, False]
    assert [len(draw.weights) for draw in draws] == [4, 3, 2]
    assert {UUID(person): bars for person, bars in draws[2].left_out} == {one: ["sits"] for one in sitting[:2]}


async def test_whoever_follows_a_presiding_judge_presides(database: Database) -> None:
    court = await registry(database, judges=5, panel=3)
    case = await court.open(judge_id=court.judges[0], reason="Sits in the related case.")
    command = ReplaceJudge(judge_id=court.judges[0], recused=True, reason="Knows a party.")
    await court.openings.replace_judge(case.id, command, by=court.clerk)
    async with database.read() as reader:
        last = await reader.first(select(Draw).where(Draw.case_id == case.id).order_by(col(Draw.id).desc()))
    assert last is not None
    assert last.presides
    assert last.chosen_id not in {court.judges[0]}
    assert len(await court.parts(case, "judge")) == 3


async def test_a_court_with_two_judges_opens_no_case_for_three(database: Database) -> None:
    court = await registry(database, judges=2, panel=3)
    with pytest.raises(NobodyToAllot):
        await court.open()


async def test_a_judge_who_declared_a_relation_is_not_drawn_for_a_case_of_that_person(database: Database) -> None:
    court = await registry(database)
    relations = Relations(database, Index(), SettableClock(NOW))
    judge = Principal(court.judges[0], Desk.judge, court.court_id)
    relation_id = await relations.declare(DeclareRelation(name="LIND, Pétra"), by=judge)
    for _ in range(6):
        case = await court.open(people=[{"name": "Petra  Lind", "role": "party"}])
        assert await court.judge(case) != judge.person_id
        async with database.read() as reader:
            draw = await reader.first(select(Draw).where(Draw.case_id == case.id))
        assert draw is not None
        assert draw.left_out == [[str(judge.person_id), ["related"]]]
    await relations.end(relation_id, by=judge)
    case = await court.open(people=[{"name": "Petra Lind", "role": "party"}])
    async with database.read() as reader:
        draw = await reader.first(select(Draw).where(Draw.case_id == case.id))
    assert draw is not None
    assert draw.left_out == []


async def test_what_a_judge_declared_is_theirs_alone(database: Database) -> None:
    court = await registry(database)
    relations = Relations(database, Index(), SettableClock(NOW))
    judge, other = (Principal(one, Desk.judge, court.court_id) for one in court.judges[:2])
    relation_id = await relations.declare(DeclareRelation(name="Petra Lind"), by=judge)
    async with database.read() as reader:
        assert [row.name for row in await declared(reader, judge)] == ["Petra Lind"]
        assert await declared(reader, other) == []
        with pytest.raises(OnlyJudgesDeclare):
            await declared(reader, court.clerk)
    with pytest.raises(RelationNotFound):
        await relations.end(relation_id, by=other)
    with pytest.raises(OnlyJudgesDeclare):
        await relations.declare(DeclareRelation(name="Petra Lind"), by=court.clerk)
