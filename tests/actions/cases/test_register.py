"""Numbers of cases and docket entries: in order, each once, none left out, however many come at one moment."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from app.audit.models import LogLeaf
from app.cases.errors import PersonAlreadyInCase
from app.cases.models import Case, Court, DocketEntry
from app.cases.steps import NewCase, enter_on_docket, give_part, next_number, open_case
from app.cases.terms import Level, Matter
from app.db.database import Database
from tests import builders
from tests.builders import NOW


async def _add(database: Database, *rows: Court | Case) -> None:
    async with database.begin() as uow:
        for row in rows:
            uow.add(row)
            await uow.flush()


async def _open(database: Database, court: Court, matter: Matter = Matter.criminal) -> str:
    async with database.begin() as uow:
        case = await open_case(uow, court, NewCase(matter=matter, about="Theft"), by=None, at=NOW)
        return case.number


class DiskFull(RuntimeError):
    pass


async def _open_and_fail(database: Database, court: Court) -> None:
    async with database.begin() as uow:
        await open_case(uow, court, NewCase(matter=Matter.criminal, about="Theft"), by=None, at=NOW)
        raise DiskFull()


async def _enter(database: Database, case_id: UUID, *, numbered: bool = True) -> DocketEntry:
    async with database.begin() as uow:
        return await enter_on_docket(
            uow, case_id, kind="filing", title="A motion", level=Level.public, by=None, at=NOW, numbered=numbered
        )


async def _all(database: Database, case_id: UUID) -> list[DocketEntry]:
    async with database.read() as reader:
        rows: list[DocketEntry] = await reader.all(select(DocketEntry).where(DocketEntry.case_id == case_id))
    return sorted(rows, key=lambda row: row.sequence)


async def _at_once(count: int, make: Callable[[], Awaitable[object]]) -> Sequence[object]:
    return await asyncio.gather(*(make() for _ in range(count)))


async def test_thirty_two_openings_at_one_moment_get_the_numbers_one_to_thirty_two(database: Database) -> None:
    court = builders.court()
    await _add(database, court)
    numbers = await _at_once(32, lambda: _open(database, court))
    assert sorted(numbers, key=str) == sorted(f"CR-2026-{n}" for n in range(1, 33))


async def test_no_number_is_lost_with_an_opening_that_fails(database: Database) -> None:
    court = builders.court()
    await _add(database, court)
    await _open(database, court)
    with pytest.raises(DiskFull):
        await _open_and_fail(database, court)
    assert await _open(database, court) == "CR-2026-2"


async def test_two_courts_never_give_one_number(database: Database) -> None:
    here, there = builders.court(), builders.court(name="Regional Court of Esk")
    await _add(database, here, there)
    assert await _open(database, here) != await _open(database, there)


async def test_each_kind_of_matter_counts_by_itself_and_the_year_is_the_one_of_the_court(database: Database) -> None:
    court = builders.court(zone="Pacific/Kiritimati")  # fourteen hours ahead
    await _add(database, court)
    assert await _open(database, court, Matter.civil) == "CV-2026-1"
    async with database.begin() as uow:
        eve = NOW.replace(month=12, day=31, hour=11)
        late = await open_case(uow, court, NewCase(matter=Matter.civil, about="Rent"), by=None, at=eve)
    assert late.number == "CV-2027-1"


async def test_a_series_is_counted_without_gaps_by_callers_at_one_moment(database: Database) -> None:
    async def count() -> int:
        async with database.begin() as uow:
            return await next_number(uow, "tests/2026")

    assert sorted(await _at_once(32, count), key=str) == sorted(range(1, 33), key=str)


@pytest.mark.parametrize("count", [10, 50])
async def test_entries_made_at_one_moment_get_consecutive_numbers(database: Database, count: int) -> None:
    court = builders.court()
    case = builders.case(court.id)
    await _add(database, court, case)
    await _at_once(count, lambda: _enter(database, case.id))
    rows = await _all(database, case.id)
    assert [row.number for row in rows] == list(range(1, count + 1))
    assert [row.sequence for row in rows] == list(range(1, count + 1))


async def test_a_line_without_a_number_keeps_its_place_and_takes_no_number(database: Database) -> None:
    court = builders.court()
    case = builders.case(court.id)
    await _add(database, court, case)
    for numbered in (True, False, True):
        await _enter(database, case.id, numbered=numbered)
    rows = await _all(database, case.id)
    assert [(row.sequence, row.number) for row in rows] == [(1, 1), (2, None), (3, 2)]


async def test_every_entry_has_its_leaf_in_the_log(database: Database) -> None:
    court = builders.court()
    case = builders.case(court.id)
    await _add(database, court, case)
    entry = await _enter(database, case.id)
    assert entry.leaf_id is not None
    async with database.read() as reader:
        leaf = await reader.get(LogLeaf, entry.leaf_id)
    assert leaf is not None
    assert leaf.kind == "case.entry-made"


async def test_the_database_itself_refuses_a_number_given_twice(database: Database) -> None:
    court = builders.court()
    case = builders.case(court.id)
    await _add(database, court, case)
    first = await _enter(database, case.id)
    async with database.read() as reader:
        row = await reader.get(DocketEntry, first.id)
    assert row is not None
    fields = row.model_dump(exclude={"id"})
    with pytest.raises(IntegrityError):
        async with database.begin() as uow:
            uow.add(DocketEntry(**fields | {"sequence": 2}))


async def test_a_person_has_a_part_once_and_may_take_it_again_after_it_ended(database: Database) -> None:
    court, who = builders.court(), builders.person()
    case = builders.case(court.id)
    await _add(database, court, case)
    async with database.begin() as uow:
        uow.add(who)
        await uow.flush()
        held = await give_part(uow, builders.part(case.id, who.id, "judge"), by=None, at=NOW)
    with pytest.raises(PersonAlreadyInCase):
        async with database.begin() as uow:
            await give_part(uow, builders.part(case.id, who.id, "judge"), by=None, at=NOW)
    async with database.begin() as uow:
        (await uow.lock(type(held), held.id)).until = NOW
        await uow.flush()
        await give_part(uow, builders.part(case.id, who.id, "judge"), by=None, at=NOW)
