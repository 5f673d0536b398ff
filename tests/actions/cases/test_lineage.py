"""Cases that come out of one another or go along: nothing is lost, and nobody reads more than before."""

import pytest
from sqlmodel import select

from app.cases.commands import SetDeadline
from app.cases.commands.moves import AppealCase, GiveReason, JoinCase, SeverCase
from app.cases.errors import CaseNotFound, EntryNotFound, OnlyTheCourtSetsDeadlines, WordsNameProtected
from app.cases.errors.moves import MoveNotOpen, NothingMoves, OnlyTheCourtMoves, SomethingUnfinished
from app.cases.models import Case, CaseLink, CaseRest, DocketEntry, Part
from app.cases.models.deadlines import Deadline
from app.cases.queries import case_file, case_people
from app.cases.queries.moves import relatives_of, rests_of
from app.cases.terms import Act, Level, Unfinished
from app.db.database import Database
from app.kernel.protected import Protected
from app.protection.terms import Name
from tests import builders
from tests.builders import NOW
from tests.doubles.two_courts import EARLIER, TwoCourts, two_courts

WHY = GiveReason(reason="It is time.")


@pytest.fixture
async def world(database: Database) -> TwoCourts:
    return await two_courts(database)


async def second(world: TwoCourts, **changes: object) -> Case:
    """Another case at the first court, with a judge of its own and a party who has no part in the first."""
    case = builders.case(world.courts["here"].id, **{"profile": "none", **changes})
    async with world.database.begin() as uow:
        uow.add(case)
        await uow.flush()
        uow.add(builders.part(case.id, world.people["second accused"].person_id, "party", since=EARLIER))
    return case


async def meet_all_deadlines(world: TwoCourts, case_id: object) -> None:
    async with world.database.begin() as uow:
        for row in await uow.all(select(Deadline).where(Deadline.case_id == case_id)):
            row.state = "met"


async def part_of(world: TwoCourts, who: str) -> Part:
    async with world.database.read() as reader:
        rows = select(Part).where(Part.case_id == world.case_id, Part.person_id == world.people[who].person_id)
        found: Part = (await reader.all(rows))[0]
        return found


async def severing(
    world: TwoCourts, *goes: str, both: tuple[str, ...] = (), entries: tuple[object, ...] = ()
) -> SeverCase:
    return SeverCase(
        goes=[(await part_of(world, one)).id for one in goes],
        both=[(await part_of(world, one)).id for one in both],
        entries=entries,
        reason="The others are ready.",
    )


async def may(world: TwoCourts, who: str, act: Act, case_id: object) -> bool:
    async with world.database.read() as reader:
        try:
            return (await case_file(reader, case_id, world.people[who])).may(act)  # type: ignore[arg-type]
        except CaseNotFound:
            return False


async def test_a_severed_case_has_whoever_goes_with_their_counsel_and_a_number_of_its_own(world: TwoCourts) -> None:
    ref = await world.lineage.sever(
        world.case_id, await severing(world, "accused", both=("prosecutor", "victim")), by=world.people["clerk"]
    )
    assert ref.number != (await world.case()).number
    for who in ("accused", "counsel", "prosecutor", "victim", "interpreter", "judge"):
        assert await may(world, who, Act.see_people, ref.id), who
    for who in ("accused", "counsel"):
        assert not await may(world, who, Act.see_people, world.case_id), who
    assert not await may(world, "second accused", Act.see_people, ref.id)
    assert await may(world, "second accused", Act.see_people, world.case_id)


async def test_repeated_entries_keep_received_time_level_and_side(world: TwoCourts) -> None:
    before = await world.rows(DocketEntry)
    chosen = [row for row in before if row["level"] in (Level.public, Level.parties, Level.filer)]
    command = await severing(world, "accused", both=("prosecutor",), entries=tuple(row["id"] for row in chosen))
    ref = await world.lineage.sever(world.case_id, command, by=world.people["clerk"])
    copies = [row for row in await world.rows(DocketEntry) if row["case_id"] == ref.id]
    assert [(c["received_at"], c["level"], c["title"], c["origin_id"]) for c in copies] == [
        (row["received_at"], row["level"], row["title"], row["id"]) for row in chosen
    ]
    assert {c["side_id"] for c in copies} == {ref.id, world.people["accused"].person_id}
    assert [row for row in await world.rows(DocketEntry) if row["case_id"] == world.case_id] == before


async def test_every_deadline_runs_in_both_to_the_same_moment(world: TwoCourts) -> None:
    before = await world.rows(Deadline)
    ref = await world.lineage.sever(
        world.case_id, await severing(world, "accused", both=("prosecutor",)), by=world.people["clerk"]
    )
    there = [row for row in await world.rows(Deadline) if row["case_id"] == ref.id]
    assert sorted(row["ends_at"] for row in there) == sorted(row["ends_at"] for row in before)


async def test_who_is_screened_in_a_case_stays_screened_in_what_comes_out_of_it(world: TwoCourts) -> None:
    async with world.database.begin() as uow:
        (await uow.lock(Case, world.case_id)).profile = "none"  # so that the order alone protects
    ref = await world.lineage.sever(
        world.case_id, await severing(world, "accused", both=("victim",)), by=world.people["clerk"]
    )
    assert await _name(world, ref.id, None) is Name.PSEUDONYM
    assert await _name(world, ref.id, "accused") == await _name(world, world.case_id, "second accused")


async def test_a_protection_reaches_the_case_that_is_joined_and_stays_when_they_part(world: TwoCourts) -> None:
    other = await second(world)
    async with world.database.begin() as uow:
        (await uow.lock(Case, world.case_id)).profile = "none"
        uow.add(builders.part(other.id, world.people["victim"].person_id, "victim", since=EARLIER, pseudonym="M2"))
    assert await _name(world, other.id, None) is Name.FULL
    command = JoinCase(number=(await world.case()).number, reason="The same events.")
    await world.lineage.join(other.id, command, by=world.people["clerk"])
    assert await _name(world, other.id, None) is Name.PSEUDONYM
    await world.lineage.separate(other.id, WHY, by=world.people["clerk"])
    assert await _name(world, other.id, None) is Name.PSEUDONYM


async def test_joining_gives_nobody_a_look_into_the_other_case(world: TwoCourts) -> None:
    other = await second(world, level="parties")
    command = JoinCase(number=(await world.case()).number, consolidated=True, reason="The same events.")
    await world.lineage.join(other.id, command, by=world.people["clerk"])
    assert not await may(world, "counsel", Act.know, other.id)
    async with world.database.read() as reader:
        for who, count in (("clerk", 1), ("second accused", 1), ("counsel", 0)):
            file = await case_file(reader, world.case_id, world.people[who])
            assert len(await relatives_of(reader, file)) == count, who


async def test_a_case_is_joined_once_and_one_that_leads_is_not_led(world: TwoCourts) -> None:
    other, third = await second(world), await second(world)
    lead = JoinCase(number=(await world.case()).number, reason="The same events.")
    clerk = world.people["clerk"]
    await world.lineage.join(other.id, lead, by=clerk)
    for case_id, number in ((other.id, lead.number), (world.case_id, third.number), (third.id, other.number)):
        with pytest.raises(MoveNotOpen):
            await world.lineage.join(case_id, JoinCase(number=number, reason="Again."), by=clerk)
    with pytest.raises(MoveNotOpen):
        await world.offer()
    await world.lineage.join(third.id, lead, by=clerk)


async def test_an_appeal_has_parties_and_entries_of_the_case_and_a_judge_of_its_own(world: TwoCourts) -> None:
    before = await world.rows(DocketEntry)
    command = AppealCase(court_id=world.courts["there"].id, type_id=world.kinds["there"], reason="The accused appeals.")
    ref = await world.instances.appeal(world.case_id, command, by=world.people["clerk"])
    assert ref.number.startswith("PC-PE-")
    for who in ("accused", "counsel", "prosecutor", "other judge", "other clerk"):
        assert await may(world, who, Act.read_record, ref.id), who
    assert not await may(world, "judge", Act.read_record, ref.id)
    assert await may(world, "judge", Act.read_record, world.case_id)
    copies = [row for row in await world.rows(DocketEntry) if row["case_id"] == ref.id]
    assert [(c["received_at"], c["level"]) for c in copies] == [(row["received_at"], row["level"]) for row in before]


async def test_what_is_sent_back_goes_on_below_and_the_appeal_rests(world: TwoCourts) -> None:
    command = AppealCase(court_id=world.courts["there"].id, type_id=world.kinds["there"], reason="The accused appeals.")
    ref = await world.instances.appeal(world.case_id, command, by=world.people["clerk"])
    await meet_all_deadlines(world, world.case_id)
    await world.instances.archive(world.case_id, WHY, by=world.people["clerk"])
    with pytest.raises(OnlyTheCourtMoves):
        await world.instances.remit(ref.id, WHY, by=world.people["clerk"])
    await world.instances.remit(ref.id, WHY, by=world.people["other clerk"])
    assert (await world.case()).state == "open"
    assert (await world.case(ref.id)).state == "archived"
    with pytest.raises(MoveNotOpen):
        await world.instances.remit(ref.id, WHY, by=world.people["other clerk"])


async def test_an_archived_case_is_read_as_before_and_changed_by_nobody_until_its_judge_opens_it(
    world: TwoCourts,
) -> None:
    clerk, due = world.people["clerk"], SetDeadline(title="Answer", event_at=NOW, length=3)
    with pytest.raises(SomethingUnfinished) as refused:
        await world.instances.archive(world.case_id, WHY, by=clerk)
    assert refused.value.data["unfinished"] == [Unfinished.deadline]
    await meet_all_deadlines(world, world.case_id)
    await world.instances.archive(world.case_id, WHY, by=clerk)
    assert await may(world, "counsel", Act.read_record, world.case_id)
    assert not await may(world, "counsel", Act.prepare_filing, world.case_id)
    with pytest.raises(OnlyTheCourtSetsDeadlines):
        await world.deadlines.set(world.case_id, due, by=clerk)
    with pytest.raises(OnlyTheCourtMoves):
        await world.instances.reopen(world.case_id, WHY, by=clerk)
    await world.instances.reopen(world.case_id, WHY, by=world.people["judge"])
    await world.deadlines.set(world.case_id, due, by=clerk)


async def test_why_cases_part_rest_and_go_on_is_kept_and_read_by_the_court_alone(world: TwoCourts) -> None:
    other, clerk = await second(world), world.people["clerk"]
    command = JoinCase(number=(await world.case()).number, reason="The same events.")
    await world.lineage.join(other.id, command, by=clerk)
    await world.lineage.separate(other.id, GiveReason(reason="One of them is ill."), by=clerk)
    await meet_all_deadlines(world, world.case_id)
    await world.instances.archive(world.case_id, GiveReason(reason="Judgment is final."), by=clerk)
    await world.instances.reopen(world.case_id, GiveReason(reason="A witness came."), by=world.people["judge"])
    async with world.database.read() as reader:
        for who, told in (("clerk", True), ("judge", True), ("second accused", False)):
            file = await case_file(reader, world.case_id, world.people[who])
            (kin,) = await relatives_of(reader, file)
            assert kin.until is not None
            assert kin.end_reason == ("One of them is ill." if told else "")
            rests = [(one.state.value, one.reason) for one in await rests_of(reader, file)]
            assert rests == ([("open", "A witness came."), ("archived", "Judgment is final.")] if told else []), who
    kept = [row["reason"] for row in await world.rows(CaseRest)]
    kept += [row["end_reason"] for row in await world.rows(CaseLink)]
    assert all(isinstance(words, Protected) for words in kept)


@pytest.mark.parametrize("move", ["separate", "archive", "reopen"])
async def test_a_reason_that_names_somebody_protected_is_not_kept(world: TwoCourts, move: str) -> None:
    other, clerk, judge = await second(world), world.people["clerk"], world.people["judge"]
    async with world.database.begin() as uow:
        uow.add(builders.part(other.id, world.people["victim"].person_id, "victim", since=EARLIER, pseudonym="M2"))
        uow.add(builders.part(other.id, judge.person_id, "judge", since=EARLIER))
    if move == "separate":
        command = JoinCase(number=(await world.case()).number, reason="The same events.")
        await world.lineage.join(other.id, command, by=clerk)
    if move == "reopen":
        await world.instances.archive(other.id, WHY, by=clerk)
    acts = {"separate": world.lineage.separate, "archive": world.instances.archive, "reopen": world.instances.reopen}
    before = [await world.rows(model) for model in (Case, CaseLink, CaseRest)]
    naming = GiveReason(reason="Name of victim is safe now.")
    with pytest.raises(WordsNameProtected):
        await acts[move](other.id, naming, by=judge if move == "reopen" else clerk)
    assert [await world.rows(model) for model in (Case, CaseLink, CaseRest)] == before


async def test_what_cannot_be_done_changes_nothing(world: TwoCourts) -> None:
    models = (Case, Part, DocketEntry, Deadline)
    before, clerk = [await world.rows(model) for model in models], world.people["clerk"]
    with pytest.raises(NothingMoves):
        await world.lineage.sever(world.case_id, await severing(world), by=clerk)
    judge_only = next(row["id"] for row in await world.rows(DocketEntry) if row["level"] == Level.judge)
    with pytest.raises(EntryNotFound):
        await world.lineage.sever(world.case_id, await severing(world, "accused", entries=(judge_only,)), by=clerk)
    for who in ("counsel", "accused"):
        with pytest.raises(OnlyTheCourtMoves):
            await world.lineage.sever(world.case_id, await severing(world, "accused"), by=world.people[who])
    assert [await world.rows(model) for model in models] == before


async def _name(world: TwoCourts, case_id: object, who: str | None) -> Name:
    async with world.database.read() as reader:
        case = await reader.get(Case, case_id)  # type: ignore[arg-type]
        assert case is not None
        people = await case_people(reader, case)
        viewer = people.viewer(world.people[who] if who else None)
        return people.label(viewer, world.people["victim"].person_id, reader.at).name
