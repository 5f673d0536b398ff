"""An auditor finds entries by case, person, kind and time, and every page continues the one before."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app.audit.log import append
from app.audit.search import Wanted, entry, search
from app.kernel.errors import NotFound
from app.kernel.paging import BadCursor
from tests.actions.audit.conftest import CASE, DoorOpened, Log

USHER, JUDGE = uuid4(), uuid4()


async def found(log: Log, **wanted: object) -> list[int]:
    async with log.database.read() as reader:
        page = await search(reader, Wanted(**wanted))  # type: ignore[arg-type]
    return [one.says["number"] for one in page.items if one.says]


@pytest.mark.parametrize("oldest_first", [True, False])
async def test_entries_come_in_pages_that_miss_and_repeat_nothing(log: Log, oldest_first: bool) -> None:
    made = await log.grow(7)
    items, after = [], None
    async with log.database.read() as reader:
        while True:
            page = await search(reader, Wanted(case_id=CASE), after=after, limit=3, oldest_first=oldest_first)
            items += page.items
            if (after := page.next) is None:
                break
        with pytest.raises(BadCursor):
            await search(reader, Wanted(), after="WyJ4Il0")
    order = 1 if oldest_first else -1
    assert [one.index for one in items] == list(range(7))[::order]
    assert [one.leaf_hash for one in items] == [leaf.leaf_hash.hex() for leaf in made][::order]


async def test_entries_can_be_those_of_one_case_person_or_kind(log: Log) -> None:
    await log.act(1, by=str(USHER))
    await log.act(2, by=f"{USHER} for {JUDGE}")
    await log.act(3, by=str(JUDGE))
    async with log.database.begin() as uow:
        await append(uow, DoorOpened(number=4, case_id=UUID(int=4)), by=None, at=log.clock.now())
    await log.grow(0)
    assert await found(log, case_id=CASE) == [3, 2, 1]
    assert await found(log, case_id=uuid4()) == []
    assert await found(log, person_id=USHER) == [2, 1]
    assert await found(log, person_id=JUDGE) == [3]
    assert await found(log, person_id=JUDGE, about=True) == [2]
    assert await found(log, person_id=UUID(int=4), about=True) == [4]
    assert await found(log, kinds=(DoorOpened.kind,)) == [4, 3, 2, 1]
    assert await found(log, kinds=("cases.",)) == []


async def test_entries_can_be_those_of_a_time_and_checkpoints_only_narrow_the_search(log: Log) -> None:
    start = log.clock.now()
    for hour in range(6):
        await log.act(hour)
        await log.grow(0)
        log.clock.at = start + timedelta(hours=3 * (hour + 1))
    assert await found(log, since=start + timedelta(hours=6)) == [5, 4, 3, 2]
    assert await found(log, until=start + timedelta(hours=6)) == [1, 0]
    assert await found(log, since=start + timedelta(hours=3), until=start + timedelta(hours=9)) == [2, 1]


async def test_one_entry_is_found_once_it_has_its_place(log: Log) -> None:
    leaf = await log.act(8)
    async with log.database.read() as reader:
        with pytest.raises(NotFound):
            await entry(reader, leaf.id)
    await log.grow(0)
    async with log.database.read() as reader:
        seen = await entry(reader, leaf.id)
        with pytest.raises(NotFound):
            await entry(reader, uuid4())
    assert (seen.index, seen.says) == (0, {"case_id": str(CASE), "number": 8})
