"""A case goes to another court whole, in one moment, or stays exactly as it was."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import col, select

from app.audit.models import LogLeaf
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.actions.deadlines import CourtDays
from app.cases.commands import DeclareHoliday
from app.cases.commands.moves import AcceptOffer, GiveReason, OfferCase
from app.cases.errors import CaseNotFound, CaseTypeNotFound, OnlyClerksOpenCases, WordsNameProtected
from app.cases.errors.moves import (
    MoveNotOpen,
    OfferAnswered,
    OfferNotFound,
    OnlyTheCourtMoves,
    OwnCourt,
    SomethingUnfinished,
)
from app.cases.models import Case, CaseOffer, DocketEntry, Grant, Part
from app.cases.models.deadlines import Deadline
from app.cases.queries import case_by_number, case_file, court_in_view
from app.cases.queries.moves import incoming, offers_of
from app.cases.terms import Act, Because, Unfinished
from app.db.database import Database
from app.kernel.errors import Forbidden, NotFound
from app.protection.models import ProtectionOrder
from tests.doubles.two_courts import TwoCourts, staff, two_courts

REFUSE = GiveReason(reason="Another court is nearer.")
OF_THE_CASE = (Case, Part, DocketEntry, Deadline, ProtectionOrder, Grant)


@pytest.fixture
async def world(database: Database) -> TwoCourts:
    return await two_courts(database)


def taking(world: TwoCourts) -> AcceptOffer:
    return AcceptOffer(type_id=world.kinds["there"])


async def may(world: TwoCourts, who: str, act: Act) -> bool:
    async with world.database.read() as reader:
        try:
            return (await case_file(reader, world.case_id, world.people[who])).may(act)
        except CaseNotFound:
            return False


async def test_a_refusal_leaves_every_row_of_the_case_exactly_as_it_was(world: TwoCourts) -> None:
    before = [await world.rows(model) for model in OF_THE_CASE]
    offer_id = await world.offer()
    assert [await world.rows(model) for model in OF_THE_CASE] == before
    await world.transfers.refuse(offer_id, REFUSE, by=world.people["other clerk"])
    assert [await world.rows(model) for model in OF_THE_CASE] == before
    async with world.database.read() as reader:
        (shown,) = await offers_of(reader, await case_file(reader, world.case_id, world.people["clerk"]))
    assert (shown.state, shown.answer) == ("refused", REFUSE.reason)


async def test_a_case_taken_over_has_its_new_court_clerk_and_judge_and_the_old_ones_have_it_no_more(
    world: TwoCourts,
) -> None:
    offer_id = await world.offer()
    assert await may(world, "clerk", Act.seal)
    assert await may(world, "judge", Act.unseal)
    await world.transfers.accept(offer_id, taking(world), by=world.people["other clerk"])
    assert (await world.case()).court_id == world.courts["there"].id
    assert await may(world, "other clerk", Act.seal)
    assert await may(world, "other judge", Act.unseal)
    assert not await may(world, "clerk", Act.read_record)
    assert not await may(world, "judge", Act.read_record)
    assert await may(world, "counsel", Act.read_record)
    async with world.database.read() as reader:
        court = await court_in_view(reader, world.people["counsel"])
    assert court is not None
    assert court.id == world.courts["there"].id


async def test_entries_received_times_parts_and_orders_go_along_untouched(world: TwoCourts) -> None:
    entries, orders = await world.rows(DocketEntry), await world.rows(ProtectionOrder)
    parts = [row for row in await world.rows(Part) if row["role"] != "judge"]
    await world.transfers.accept(await world.offer(), taking(world), by=world.people["other clerk"])
    kept = {row["id"]: row for row in await world.rows(DocketEntry)}
    assert [kept[row["id"]] for row in entries] == entries
    assert len(kept) == len(entries) + 1
    assert await world.rows(ProtectionOrder) == orders
    assert [row for row in await world.rows(Part) if row["role"] != "judge"] == parts


async def test_both_numbers_lead_to_the_case(world: TwoCourts) -> None:
    old = (await world.case()).number
    await world.transfers.accept(await world.offer(), taking(world), by=world.people["other clerk"])
    new = (await world.case()).number
    assert new.startswith("PC-PE-2026-")
    async with world.database.read() as reader:
        for number in (old, new):
            assert (await case_by_number(reader, number, world.people["counsel"])).case.id == world.case_id


async def test_a_number_the_new_court_could_have_given_stays(world: TwoCourts) -> None:
    await world.transfers.accept(await world.offer(), taking(world), by=world.people["other clerk"])
    there = (await world.case()).number
    back = await world.offer(to="here")
    with pytest.raises(OfferNotFound):
        await world.transfers.accept(back, taking(world), by=world.people["other clerk"])
    async with world.database.begin() as uow:
        await staff(uow, world, "new judge", Desk.judge, world.courts["here"].id)
    await world.transfers.accept(back, AcceptOffer(type_id=world.kinds["here"]), by=world.people["clerk"])
    assert (await world.case()).number != there  # the common form has no letters of a court


async def test_no_deadline_is_dropped_and_none_ends_sooner(world: TwoCourts) -> None:
    before = await world.rows(Deadline)
    await world.transfers.accept(await world.offer(), taking(world), by=world.people["other clerk"])
    after = await world.rows(Deadline)
    assert [row["id"] for row in after] == [row["id"] for row in before]
    assert all(row["ends_at"] > earlier["ends_at"] for row, earlier in zip(after, before, strict=True))
    assert {row["court_id"] for row in after} == {world.courts["there"].id}
    async with world.database.read() as reader:
        moved = select(LogLeaf).where(LogLeaf.kind == "case.deadline-moved", col(LogLeaf.case_id) == world.case_id)
        assert len(await reader.all(moved)) == len(before)


async def test_an_end_that_would_come_sooner_stays_and_says_why_and_a_holiday_later_does_not_take_it_back(
    world: TwoCourts,
) -> None:
    await world.transfers.accept(await world.offer(), taking(world), by=world.people["other clerk"])
    async with world.database.begin() as uow:
        await staff(uow, world, "new judge", Desk.judge, world.courts["here"].id)
    before = await world.rows(Deadline)
    back = await world.offer(to="here")
    await world.transfers.accept(back, AcceptOffer(type_id=world.kinds["here"]), by=world.people["clerk"])
    after = await world.rows(Deadline)
    assert [row["ends_at"] for row in after] == [row["ends_at"] for row in before]
    assert any(step[1] == Because.kept for step in after[0]["trace"])
    days, administrator = CourtDays(world.database, world.clock), Principal(uuid4(), Desk.administrator)
    far = DeclareHoliday(day=(world.clock.now() + timedelta(days=300)).date(), name="Harbour")
    await days.declare(world.courts["here"].id, far, by=administrator)
    assert [row["ends_at"] for row in await world.rows(Deadline)] == [row["ends_at"] for row in before]


async def test_only_the_court_that_has_the_case_offers_it_and_only_clerks_of_the_other_answer(
    world: TwoCourts,
) -> None:
    command = OfferCase(court_id=world.courts["there"].id, reason="Nearer.")
    for who in ("counsel", "accused", "victim"):
        with pytest.raises(OnlyTheCourtMoves):
            await world.transfers.offer(world.case_id, command, by=world.people[who])
    offer_id = await world.offer()
    for who in ("clerk", "judge", "other judge", "counsel"):
        with pytest.raises(OfferNotFound):
            await world.transfers.accept(offer_id, taking(world), by=world.people[who])
        with pytest.raises(OfferNotFound):
            await world.transfers.refuse(offer_id, REFUSE, by=world.people[who])
        async with world.database.read() as reader:
            if who != "clerk":
                with pytest.raises(OnlyClerksOpenCases):
                    await incoming(reader, world.people[who])
    with pytest.raises(CaseTypeNotFound):
        await world.transfers.accept(offer_id, AcceptOffer(type_id=world.kinds["here"]), by=world.people["other clerk"])
    with pytest.raises(CaseNotFound):
        await world.transfers.withdraw(uuid4(), by=world.people["clerk"])


async def test_before_it_answers_the_other_court_learns_what_the_offer_says_and_no_more(world: TwoCourts) -> None:
    async with world.database.begin() as uow:
        (await uow.lock(Case, world.case_id)).level = "parties"
    await world.offer()
    assert not await may(world, "other clerk", Act.know)
    async with world.database.read() as reader:
        (shown,) = await incoming(reader, world.people["other clerk"])
    assert (shown.about, shown.deadlines, shown.entries) == ("Trafficking in persons", 2, 5)


async def test_an_offer_is_answered_once(world: TwoCourts) -> None:
    offer_id, clerk = await world.offer(), world.people["other clerk"]
    answers = await asyncio.gather(
        *(world.transfers.accept(offer_id, taking(world), by=clerk) for _ in range(3)),
        *(world.transfers.refuse(offer_id, REFUSE, by=clerk) for _ in range(3)),
        return_exceptions=True,
    )
    assert sum(not isinstance(one, BaseException) for one in answers) == 1
    assert all(isinstance(one, OfferAnswered) for one in answers if isinstance(one, BaseException))


async def test_an_offer_taken_back_is_gone_and_another_can_be_made(world: TwoCourts) -> None:
    offer_id = await world.offer()
    with pytest.raises(MoveNotOpen):
        await world.offer()
    await world.transfers.withdraw(world.case_id, by=world.people["clerk"])
    with pytest.raises(OfferAnswered):
        await world.transfers.accept(offer_id, taking(world), by=world.people["other clerk"])
    await world.offer()
    assert len(await world.rows(CaseOffer)) == 2


async def test_a_case_with_a_hearing_to_come_stays_and_so_does_one_offered_to_its_own_court(world: TwoCourts) -> None:
    own = OfferCase(court_id=world.courts["here"].id, reason="Nearer.")
    with pytest.raises(OwnCourt):
        await world.transfers.offer(world.case_id, own, by=world.people["clerk"])
    offer_id = await world.offer()
    world.unfinished.update({Unfinished.hearing, Unfinished.filing})
    with pytest.raises(SomethingUnfinished) as refused:
        await world.transfers.accept(offer_id, taking(world), by=world.people["other clerk"])
    assert refused.value.data["unfinished"] == ["hearing"]
    assert (await world.case()).court_id == world.courts["here"].id


async def test_a_reason_names_nobody_who_is_protected(world: TwoCourts) -> None:
    named = OfferCase(court_id=world.courts["there"].id, reason="Because name of VICTIM lives there")
    with pytest.raises(WordsNameProtected):
        await world.transfers.offer(world.case_id, named, by=world.people["clerk"])
    offer_id = await world.offer()
    with pytest.raises(WordsNameProtected):
        await world.transfers.refuse(
            offer_id, GiveReason(reason="Name of victim lives elsewhere"), by=world.people["other clerk"]
        )


def test_what_is_refused_is_hidden_or_forbidden_as_the_law_has_it() -> None:
    assert issubclass(OfferNotFound, NotFound)
    assert issubclass(OnlyTheCourtMoves, Forbidden)
