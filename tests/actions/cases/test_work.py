"""Work is what waits: taken by one, given back, given to whoever works with it, all of what was chosen or none."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from app.audit.models import LogLeaf
from app.auth.models import Account
from app.cases.errors.work import (
    ColleagueNotFound,
    NotForThisColleague,
    OnlyTheCourtOfficeWorks,
    WorkHeldByAnother,
    WorkNotFound,
    WorkNotWithYou,
    WorkStandsOtherwise,
)
from app.cases.models import Assignment, StandIn, UnitClerk
from app.cases.terms.work import DueIn, WorkScope
from app.db.acting import Acting, acting_for, system
from app.db.database import Database
from app.filings.models import Filing
from tests.actions.cases.test_wall import court
from tests.builders import NOW
from tests.doubles.office import CourtOffice, court_office

__all__ = ["court"]  # the database as an installation has it, with its second wall
WAITS = {"older filing", "filing", "unit filing", "asking", "offer", "deadline", "correction"}


@pytest.fixture
async def office(database: Database) -> CourtOffice:
    return await court_office(database)


async def test_everything_that_waits_for_this_clerk_is_listed_the_first_due_first(office: CourtOffice) -> None:
    seen = await office.seen("clerk")
    assert set(seen) == WAITS
    assert [one.due for one in seen.values()] == sorted(one.due for one in seen.values())
    assert next(iter(seen)) == "older filing"
    assert seen["older filing"].due_in is DueIn.passed
    assert seen["filing"].due_in is DueIn.later
    assert all(one.holder is None for one in seen.values())


async def test_units_are_walls_around_cases_and_what_is_in_none_is_the_whole_offices(office: CourtOffice) -> None:
    assert set(await office.seen("unit clerk")) == {"unit filing", "asking", "offer"}
    assert set(await office.seen("other clerk")) == {"foreign filing"}


@pytest.mark.parametrize("who", ["judge", "counsel"])
async def test_whoever_is_no_clerk_has_no_such_list(office: CourtOffice, who: str) -> None:
    with pytest.raises(OnlyTheCourtOfficeWorks):
        await office.seen(who)
    with pytest.raises(OnlyTheCourtOfficeWorks):
        await office.take(who, "filing")


async def test_what_is_taken_is_mine_and_everybody_sees_with_whom_it_is(office: CourtOffice) -> None:
    await office.take("clerk", "filing")
    assert set(await office.seen("clerk", WorkScope.mine)) == {"filing"}
    assert await office.seen("colleague", WorkScope.mine) == {}
    there = (await office.seen("colleague"))["filing"]
    assert (there.holder, there.mine) == ("Name of clerk", False)


async def test_what_is_given_back_is_with_nobody_and_it_is_kept_who_had_it(office: CourtOffice) -> None:
    await office.take("clerk", "filing")
    office.clock.advance(timedelta(hours=2))
    await office.give_back("clerk", "filing")
    await office.take("colleague", "filing")
    assert [(row.person_id, row.since, row.until, row.given_by) for row in await office.rows()] == [
        (clerk := office.people["clerk"].person_id, NOW, NOW + timedelta(hours=2), clerk),
        (other := office.people["colleague"].person_id, NOW + timedelta(hours=2), None, other),
    ]


async def test_only_ones_own_is_given_back(office: CourtOffice) -> None:
    await office.take("clerk", "filing")
    for who in ("colleague", "clerk"):
        with pytest.raises(WorkNotWithYou):
            await office.give_back(who, "filing", "asking")
    assert [row.until for row in await office.rows()] == [None]


async def test_work_is_given_to_a_colleague_from_nobody_and_from_another(office: CourtOffice) -> None:
    await office.give("clerk", "colleague", "filing", "offer")
    assert set(await office.seen("colleague", WorkScope.mine)) == {"filing", "offer"}
    await office.give("colleague", "clerk", "filing", seen="colleague")
    (first, _, last) = await office.rows()
    assert first.given_by == office.people["clerk"].person_id
    assert first.until is not None
    assert (last.person_id, last.given_by) == tuple(office.people[one].person_id for one in ("clerk", "colleague"))


async def test_what_changed_hands_since_it_was_seen_is_not_given(office: CourtOffice) -> None:
    await office.take("colleague", "filing")
    with pytest.raises(WorkStandsOtherwise) as refused:
        await office.give("clerk", "unit clerk", "filing")
    assert refused.value.data == {"held_by": [str(office.people["colleague"].person_id)]}


async def test_nobody_is_given_what_they_may_not_see_and_then_nothing_of_it_is_given(office: CourtOffice) -> None:
    for chosen in (("filing",), ("unit filing", "filing"), ("asking", "correction")):
        with pytest.raises(NotForThisColleague):
            await office.give("clerk", "unit clerk", *chosen)
    with pytest.raises(ColleagueNotFound):
        await office.give("clerk", "other clerk", "filing")
    with pytest.raises(ColleagueNotFound):
        await office.give("clerk", "judge", "filing")
    assert await office.rows() == []
    await office.give("clerk", "unit clerk", "unit filing", "asking")
    assert set(await office.seen("unit clerk", WorkScope.mine)) == {"unit filing", "asking"}


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("unit clerk", "filing"),
        ("clerk", "sealed filing"),
        ("clerk", "foreign filing"),
        ("clerk", "far deadline"),
        ("clerk", "correction for the judge"),
    ],
)
async def test_what_waits_for_others_is_as_if_it_were_not_there(office: CourtOffice, who: str, name: str) -> None:
    with pytest.raises(WorkNotFound):
        await office.take(who, name)
    with pytest.raises(WorkNotFound):
        await office.give(who, "colleague", name)


async def test_several_are_taken_together_or_not_at_all(office: CourtOffice) -> None:
    await office.take("colleague", "asking")
    with pytest.raises(WorkHeldByAnother):
        await office.take("clerk", "filing", "asking", "offer")
    with pytest.raises(WorkNotFound):
        await office.take("clerk", "filing", "sealed filing")
    assert len(await office.rows()) == 1
    await office.take("clerk", "filing", "offer", "correction", "deadline")
    assert len(await office.rows()) == 5


async def test_of_two_who_take_at_once_one_has_it_and_the_other_is_told_who(office: CourtOffice) -> None:
    who = ["clerk", "colleague"] * 4
    ended = await asyncio.gather(*(office.take(one, "asking", "filing") for one in who), return_exceptions=True)
    refused = [one for one in ended if one is not None]
    assert all(isinstance(one, WorkHeldByAnother) for one in refused)
    holders = {row.person_id for row in await office.rows()}
    assert len(holders) == 1
    assert {tuple(one.data["held_by"]) for one in refused if isinstance(one, WorkHeldByAnother)} == {  # type: ignore[arg-type]
        (str(next(iter(holders))),)
    }
    assert len(await office.rows()) == 2


async def test_what_is_decided_is_no_work_any_more_without_anybody_saying_so(office: CourtOffice) -> None:
    await office.take("clerk", "filing")
    with system():
        async with office.database.begin() as uow:
            done = update(Filing).where(col(Filing.id) == office.tasks["filing"].id).values(status="docketed")
            await uow.execute(done)
    assert "filing" not in await office.seen("colleague")
    assert await office.seen("clerk", WorkScope.mine) == {}
    with pytest.raises(WorkNotFound):
        await office.give_back("clerk", "filing")


async def test_whoever_works_there_no_more_has_nothing_and_it_is_there_to_be_taken(office: CourtOffice) -> None:
    await office.take("colleague", "filing")
    gone = col(Account.person_id) == office.people["colleague"].person_id
    with system():
        async with office.database.begin() as uow:
            await uow.execute(update(Account).where(gone).values(disabled_at=NOW))
    assert (await office.seen("clerk"))["filing"].holder is None
    await office.take("clerk", "filing")
    assert [row.until for row in await office.rows()] == [NOW, None]


async def test_whoever_leaves_the_unit_has_nothing_of_its_cases(office: CourtOffice) -> None:
    await office.take("colleague", "filing", "asking")
    with system():
        async with office.database.begin() as uow:
            unit_id = await uow.first(select(UnitClerk.unit_id))
            assert unit_id is not None
            who = office.people["colleague"].person_id
            uow.add(UnitClerk(unit_id=unit_id, person_id=who, since=NOW))
    seen = await office.seen("clerk")
    assert seen["filing"].holder is None
    assert seen["asking"].holder == "Name of colleague"
    assert set(await office.seen("colleague", WorkScope.mine)) == {"asking"}


async def test_whoever_stands_in_for_a_colleague_has_work_in_their_place(office: CourtOffice) -> None:
    with pytest.raises(WorkNotFound):
        await office.take("unit clerk", "filing")
    absent, present = (office.people[one].person_id for one in ("colleague", "unit clerk"))
    with system():
        async with office.database.begin() as uow:
            stand_in = StandIn(kind="delegate", for_person_id=absent, by_person_id=present, since=NOW, given_at=NOW)
            uow.add(stand_in)
    await office.take("unit clerk", "filing")
    await office.give("clerk", "unit clerk", "correction")
    assert set(await office.seen("unit clerk", WorkScope.mine)) == {"filing", "correction"}
    assert (await office.seen("clerk"))["filing"].holder == "Name of unit clerk"


async def test_every_change_of_hands_has_its_leaf(office: CourtOffice) -> None:
    await office.take("clerk", "filing", "asking")
    await office.give("clerk", "colleague", "filing", seen="clerk")
    await office.give_back("clerk", "asking")
    async with office.database.read() as reader:
        leaves = await reader.all(select(LogLeaf).where(col(LogLeaf.kind).like("work.%")).order_by(col(LogLeaf.id)))
    assert [leaf.kind for leaf in leaves] == ["work.assigned"] * 3 + ["work.given-back"]
    assert leaves[2].payload is not None
    assert leaves[2].payload["before"] == str(office.people["clerk"].person_id)
    assert leaves[2].case_id == office.cases["case"]


async def test_behind_the_second_wall_work_is_taken_given_and_seen_just_the_same(court: Database) -> None:
    office = await court_office(court)
    assert set(await office.seen("clerk")) == WAITS
    await office.take("clerk", *WAITS)
    await office.give("clerk", "unit clerk", "unit filing", "offer", seen="clerk")
    await office.give_back("clerk", "asking")
    assert set(await office.seen("unit clerk", WorkScope.mine)) == {"unit filing", "offer"}
    with pytest.raises(NotForThisColleague):
        await office.give("clerk", "unit clerk", "filing", seen="clerk")


async def test_the_second_wall_shows_who_has_what_to_the_clerks_who_work_with_it_alone(court: Database) -> None:
    office = await court_office(court)
    await office.take("clerk", "filing", "unit filing", "asking")
    everything = {office.tasks[name].id for name in ("filing", "unit filing", "asking")}
    due = {
        "clerk": everything,
        "unit clerk": everything - {office.tasks["filing"].id},
        "other clerk": set(),
        "judge": set(),
        "counsel": set(),
    }
    for who, expected in due.items():
        with office.acting(who):
            async with court.read() as reader:
                assert set(await reader.all(select(Assignment.thing_id))) == expected, who
    with acting_for(Acting()):
        async with court.read() as reader:
            assert await reader.all(select(Assignment)) == []
