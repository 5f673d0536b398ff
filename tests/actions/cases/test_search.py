"""Searching finds what one may know, by number, day and words, and what one may not know like what is not there."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.models import Case, CaseAlias, Court, DocketEntry, Unit, UnitClerk
from app.cases.rules.searching import fold_number
from app.cases.steps import enter_on_docket
from app.cases.terms import Level
from app.cases.views import Found
from app.db.acting import Acting, acting_for, system
from app.db.database import Database, UnitOfWork
from app.desks.search import search
from tests import builders
from tests.builders import NOW

TITLES = {
    "claim": "Statement of claim",
    "answer": "Änderung des Antrags",
    "chinese": "刑事起诉书",
}


@dataclass
class Shelf:
    """Three cases at one court, one at another; a lawyer in one of them, and a clerk at each court."""

    database: Database
    courts: tuple[Court, Court]
    cases: dict[str, Case]
    lawyer: Principal
    clerks: tuple[Principal, Principal]
    unit_clerk: Principal

    async def find(self, principal: Principal, text: str) -> Found:
        with acting_for(Acting(principal.person_id, principal.desk, principal.court_id)):
            async with self.database.read() as reader:
                return await search(reader, principal, text)

    async def numbers(self, principal: Principal, text: str) -> set[str]:
        found = await self.find(principal, text)
        names = {case.id: name for name, case in self.cases.items()}
        return {names[hit.id] for hit in found.cases} | {names[hit.case_id] for hit in found.entries}


@pytest.fixture
async def shelf(database: Database) -> Shelf:
    with system():
        async with database.begin() as uow:
            made = await _shelf(uow, database)
    return made


async def _shelf(uow: UnitOfWork, database: Database) -> Shelf:
    courts = (builders.court(), builders.court(name="Elsewhere"))
    people = [builders.person() for _ in range(4)]
    uow.add(*courts, *people)
    await uow.flush()
    unit = Unit(court_id=courts[0].id, name="One")
    uow.add(unit)
    await uow.flush()
    cases = {
        "mine": builders.case(courts[0].id, number="CR-2026-1", level="parties", unit_id=unit.id),
        "open": builders.case(courts[0].id, number="CR-2026-2"),
        "judges": builders.case(courts[0].id, number="CR-2026-3", level="judge"),
        "there": builders.case(courts[1].id, number="CR-2026-4", level="parties", opened_at=NOW - timedelta(days=9)),
    }
    uow.add(*cases.values(), UnitClerk(unit_id=unit.id, person_id=people[3].id, since=NOW))
    await uow.flush()
    uow.add(builders.part(cases["mine"].id, people[0].id, "defence_counsel"))
    for case in cases.values():
        for title in TITLES.values():
            level = Level.judge if case.number == "CR-2026-2" and title == TITLES["answer"] else Level(case.level)
            await enter_on_docket(uow, case.id, kind="filing", title=title, level=level, by=None, at=case.opened_at)
        old = f"OLD {case.number[-1]}/99"
        uow.add(CaseAlias(case_id=case.id, court_id=case.court_id, number=old, folded=fold_number(old), since=NOW))
    clerks = tuple(Principal(one.id, Desk.clerk, court.id) for one, court in zip(people[1:3], courts, strict=True))
    unit_clerk = Principal(people[3].id, Desk.clerk, courts[0].id)
    return Shelf(database, courts, cases, Principal(people[0].id, Desk.counsel), (clerks[0], clerks[1]), unit_clerk)


@pytest.mark.parametrize(
    "text", ["statement of", "CLAIM", '"statement of claim"', "anderung", "起诉", "claim statement"]
)
async def test_words_are_found_on_ones_own_desk(shelf: Shelf, text: str) -> None:
    assert await shelf.numbers(shelf.lawyer, text) == {"mine"}
    open_too = set() if text == "anderung" else {"open"}
    assert await shelf.numbers(shelf.clerks[0], text) == {"mine"} | open_too
    assert await shelf.numbers(shelf.clerks[1], text) == {"there"}
    assert await shelf.numbers(shelf.unit_clerk, text) == {"mine"}


@pytest.mark.parametrize("text", ['"claim statement"', "claims", "诉起", "", "   ", '"', "* OR words : a", "') --"])
async def test_what_is_not_there_is_not_found_and_breaks_nothing(shelf: Shelf, text: str) -> None:
    found = await shelf.find(shelf.clerks[0], text)
    assert (found.cases, found.entries) == ((), ())


async def test_a_number_is_found_by_whoever_may_know_of_the_case(shelf: Shelf) -> None:
    for text in ("CR-2026-{}", "cr-2026-{} ", "OLD {}/99", "old{}/99"):
        found = [await shelf.numbers(shelf.lawyer, text.format(number)) for number in (1, 2, 3, 4)]
        assert found == [{"mine"}, {"open"}, set(), set()], text
        found = [await shelf.numbers(shelf.clerks[1], text.format(number)) for number in (1, 2, 3, 4)]
        assert found == [set(), {"open"}, set(), {"there"}], text


async def test_a_day_gives_what_was_opened_and_what_came_in_then(shelf: Shelf) -> None:
    assert await shelf.numbers(shelf.clerks[0], "2026-11-23") == {"mine", "open"}
    assert await shelf.numbers(shelf.lawyer, "23.11.2026") == {"mine"}
    assert await shelf.numbers(shelf.clerks[1], "14.11.2026") == {"there"}
    assert await shelf.numbers(shelf.clerks[0], "14.11.2026") == set()


async def test_what_one_may_not_know_answers_in_every_way_like_what_is_not_there(shelf: Shelf) -> None:
    for who in (shelf.lawyer, shelf.clerks[1], shelf.unit_clerk):
        for hidden, absent in (("CR-2026-3", "CR-2026-9"), ("OLD 3/99", "OLD 9/99")):
            mine, none = await shelf.find(who, hidden), await shelf.find(who, absent)
            assert mine.model_dump(exclude={"text"}) == none.model_dump(exclude={"text"})


async def test_the_words_follow_a_title_that_is_corrected_and_a_case_that_moves(shelf: Shelf) -> None:
    with system():
        async with shelf.database.begin() as uow:
            case = await uow.lock(Case, shelf.cases["mine"].id)
            case.court_id = shelf.courts[1].id
            first: UUID | None = await uow.first(select(DocketEntry.id).where(DocketEntry.case_id == case.id))
            assert first is not None
            (await uow.lock(DocketEntry, first)).title = "Motion for costs"
    assert await shelf.numbers(shelf.clerks[1], "costs") == {"mine"}
    assert await shelf.numbers(shelf.clerks[0], "costs") == set()
    assert await shelf.numbers(shelf.lawyer, "costs") == {"mine"}
    assert await shelf.numbers(shelf.lawyer, "claim") == set()
    assert await shelf.numbers(shelf.clerks[1], "claim") == {"there"}
