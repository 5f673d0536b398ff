"""The list of somebody's cases: the newest first, page by page, each case once, and found by number or subject."""

from datetime import timedelta
from uuid import UUID

import pytest

from app.auth.models import Person
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.models import Case, Court
from app.cases.queries.desk import PAGE
from app.cases.terms import Level
from app.db.database import Database
from app.desks.cases import my_cases
from app.kernel.paging import BadCursor, to_cursor
from tests import builders
from tests.builders import NOW

MANY = 2 * PAGE + 20


async def _court(database: Database) -> tuple[Court, Person, Person]:
    """A court with many cases, every second one a lawyer's, opened two at a moment; and a clerk."""
    court, lawyer, clerk = builders.court(), builders.person(), builders.person()
    async with database.begin() as uow:
        uow.add(court, lawyer, clerk)
        await uow.flush()
        for number in range(2 * MANY):
            case = _case(court, number)
            uow.add(case)
            await uow.flush()
            if number % 2:
                uow.add(builders.part(case.id, lawyer.id, "defence_counsel"))
    return court, lawyer, clerk


def _case(court: Court, number: int) -> Case:
    about = {5: "Änderung eines Vertrags", 7: "100% of a share", 9: "Theft_of_post"}.get(number, "Theft")
    opened_at = NOW + timedelta(minutes=number // 4)
    return builders.case(
        court.id, number=f"CR-2026-{number}", about=about, level=Level.parties.value, opened_at=opened_at
    )


def _as(person: Person, desk: Desk, court_id: UUID | None = None) -> Principal:
    return Principal(person.id, desk, court_id)


async def _read(database: Database, principal: Principal, search: str = "") -> list[list[str]]:
    pages, after = list[list[str]](), ""
    async with database.read() as reader:
        while True:
            page = await my_cases(reader, principal, search, after)
            pages.append([line.number for line in page.items])
            if page.next is None:
                return pages
            after = page.next


async def test_the_pages_of_a_list_hold_each_case_once_and_the_newest_first(database: Database) -> None:
    court, lawyer, clerk = await _court(database)
    for principal, count in ((_as(lawyer, Desk.counsel), MANY), (_as(clerk, Desk.clerk, court.id), 2 * MANY)):
        pages = await _read(database, principal)
        found = [number for page in pages for number in page]
        assert all(len(page) == PAGE for page in pages[:-1])
        assert len(found) == len(set(found)) == count
        opened = [int(number.rpartition("-")[2]) // 4 for number in found]
        assert opened == sorted(opened, reverse=True)


async def test_a_case_with_two_ways_in_is_listed_once(database: Database) -> None:
    court, lawyer, _ = await _court(database)
    found = [number for page in await _read(database, _as(lawyer, Desk.clerk, court.id)) for number in page]
    assert len(found) == len(set(found)) == 2 * MANY


@pytest.mark.parametrize(
    ("search", "numbers"),
    [
        ("2026-213", ["CR-2026-213"]),
        (" cr-2026-213 ", ["CR-2026-213"]),
        ("änderung", ["CR-2026-5"]),
        ("ÄNDERUNG", ["CR-2026-5"]),
        ("Änderung  eines", ["CR-2026-5"]),
        ("%", ["CR-2026-7"]),
        ("t_o", ["CR-2026-9"]),
        ("robbery", []),
    ],
)
async def test_a_case_is_found_by_a_part_of_its_number_or_subject(
    database: Database, search: str, numbers: list[str]
) -> None:
    _, lawyer, _ = await _court(database)
    assert await _read(database, _as(lawyer, Desk.counsel), search) == [numbers]


async def test_a_search_goes_on_over_pages_and_finds_nothing_of_others(database: Database) -> None:
    _, lawyer, _ = await _court(database)
    pages = await _read(database, _as(lawyer, Desk.counsel), "theft")
    assert [len(page) for page in pages] == [PAGE, PAGE, MANY - 2 * PAGE - 2]
    assert await _read(database, _as(lawyer, Desk.counsel), "CR-2026-212") == [[]]


@pytest.mark.parametrize("keys", [("yesterday", "x"), (NOW.isoformat(), "x"), ("2026-11-23", str(UUID(int=1)))])
async def test_a_place_in_the_list_that_we_did_not_give_is_refused(database: Database, keys: tuple[str, str]) -> None:
    async with database.read() as reader:
        with pytest.raises(BadCursor):
            await my_cases(reader, _as(builders.person(), Desk.counsel), after=to_cursor(*keys))
