"""Deadlines follow the calendar of their court at once, and nothing else moves them."""

import asyncio
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.actions.deadlines import CourtDays, Deadlines
from app.cases.commands import ChangeDeadline, DeclareHoliday, PublishClosure, SetDeadline
from app.cases.errors import (
    ClosureEndsFirst,
    CourtNotFound,
    DeadlineChangedMeanwhile,
    DeadlineStepNotOpen,
    HolidayDeclared,
    OnlyTheCourtSetsDeadlines,
    WordsNameProtected,
)
from app.cases.models.deadlines import Deadline, Holiday
from app.cases.terms import Because, DeadlineState
from app.db.database import Database
from app.kernel.clock import SettableClock
from app.kernel.errors import NotFound
from tests import builders
from tests.builders import NOW

ADMINISTRATOR = Principal(uuid4(), Desk.administrator)
ANSWER = SetDeadline(title="Answer to the motion", event_at=NOW, length=14)  # Monday 23 November: ends 7 December


class Registry:
    """A court with one case and its clerk."""

    def __init__(self, database: Database) -> None:
        self.database, self.clock = database, SettableClock(NOW)
        self.deadlines, self.days = Deadlines(database, self.clock), CourtDays(database, self.clock)

    async def open(self) -> "Registry":
        court = builders.court(name=f"Court {uuid4().hex[:8]}")
        person = builders.person()
        async with self.database.begin() as uow:
            uow.add(court, person)
            await uow.flush()
            case = builders.case(court.id)
            uow.add(case)
        self.court_id, self.case_id = court.id, case.id
        self.clerk = Principal(person.id, Desk.clerk, court.id)
        return self

    async def ends(self, deadline_id: UUID) -> date:
        return (await self.row(deadline_id)).ends_at.astimezone(ZoneInfo("Europe/Vienna")).date()

    async def row(self, deadline_id: UUID) -> Deadline:
        async with self.database.read() as reader:
            row = await reader.get(Deadline, deadline_id)
        assert row is not None
        return row


async def test_a_late_holiday_moves_what_runs_says_so_and_tells_how_many(database: Database) -> None:
    court = await Registry(database).open()
    first = await court.deadlines.set(court.case_id, ANSWER, by=court.clerk)
    other = await court.deadlines.set(court.case_id, ANSWER.model_copy(update={"length": 3}), by=court.clerk)
    declared = await court.days.declare(
        court.court_id, DeclareHoliday(day=date(2026, 12, 7), name="Day of the harbour"), by=ADMINISTRATOR
    )
    assert (declared.deadlines, declared.cases) == (1, 1)
    assert await court.ends(first) == date(2026, 12, 8)
    assert (await court.row(other)).moved_from is None
    row = await court.row(first)
    assert row.moved_from is not None
    assert [Because.holiday.value, "Day of the harbour"] in [step[1:] for step in row.trace]


async def test_taking_a_holiday_back_undoes_what_it_did(database: Database) -> None:
    court = await Registry(database).open()
    deadline = await court.deadlines.set(court.case_id, ANSWER, by=court.clerk)
    await court.days.declare(court.court_id, DeclareHoliday(day=date(2026, 12, 7), name="Strike"), by=court.clerk)
    async with database.read() as reader:
        holiday = await reader.first(select(Holiday).where(Holiday.court_id == court.court_id))
    assert holiday is not None
    await court.days.withdraw(court.court_id, holiday.id, by=court.clerk)
    assert await court.ends(deadline) == date(2026, 12, 7)
    again = await court.days.withdraw(court.court_id, holiday.id, by=court.clerk)
    assert again.deadlines == 0


async def test_a_time_without_filing_moves_what_ended_in_it(database: Database) -> None:
    court = await Registry(database).open()
    deadline = await court.deadlines.set(court.case_id, ANSWER, by=court.clerk)
    night = PublishClosure(begins=datetime(2026, 12, 7, 20, tzinfo=ZoneInfo("UTC")), ends=NOW + timedelta(days=15))
    assert (await court.days.publish(court.court_id, night, by=court.clerk)).deadlines == 1
    assert await court.ends(deadline) == date(2026, 12, 8)
    with pytest.raises(ClosureEndsFirst):
        await court.days.publish(court.court_id, PublishClosure(begins=NOW, ends=NOW), by=court.clerk)


async def test_what_was_met_or_lifted_stays_where_it_was(database: Database) -> None:
    court = await Registry(database).open()
    ids = [await court.deadlines.set(court.case_id, ANSWER, by=court.clerk) for _ in range(2)]
    for deadline, state in zip(ids, (DeadlineState.met, DeadlineState.lifted), strict=True):
        await court.deadlines.change(deadline, ChangeDeadline(state=state, version=1), by=court.clerk)
    declared = await court.days.declare(
        court.court_id, DeclareHoliday(day=date(2026, 12, 7), name="Late"), by=court.clerk
    )
    assert declared.deadlines == 0
    assert [await court.ends(deadline) for deadline in ids] == [date(2026, 12, 7)] * 2


async def test_days_of_a_stay_are_added(database: Database) -> None:
    court = await Registry(database).open()
    deadline = await court.deadlines.set(court.case_id, ANSWER, by=court.clerk)
    await court.deadlines.change(deadline, ChangeDeadline(state=DeadlineState.stayed, version=1), by=court.clerk)
    court.clock.advance(timedelta(days=9))
    await court.deadlines.change(deadline, ChangeDeadline(state=DeadlineState.running, version=2), by=court.clerk)
    assert await court.ends(deadline) == date(2026, 12, 17)


async def test_nobody_overwrites_what_another_did_meanwhile(database: Database) -> None:
    court = await Registry(database).open()
    deadline = await court.deadlines.set(court.case_id, ANSWER, by=court.clerk)
    met = ChangeDeadline(state=DeadlineState.met, version=1)
    await court.deadlines.change(deadline, met, by=court.clerk)
    with pytest.raises(DeadlineChangedMeanwhile):
        await court.deadlines.change(deadline, met, by=court.clerk)
    with pytest.raises(DeadlineStepNotOpen):
        await court.deadlines.change(deadline, ChangeDeadline(state=DeadlineState.stayed, version=2), by=court.clerk)


async def test_only_the_court_sets_deadlines_and_only_its_own_people_change_its_days(database: Database) -> None:
    court, elsewhere = await Registry(database).open(), await Registry(database).open()
    with pytest.raises((OnlyTheCourtSetsDeadlines, NotFound)):
        await court.deadlines.set(court.case_id, ANSWER, by=Principal(uuid4(), Desk.counsel))
    holiday = DeclareHoliday(day=date(2026, 12, 7), name="Late")
    for somebody in (elsewhere.clerk, Principal(uuid4(), Desk.judge, court.court_id)):
        with pytest.raises(CourtNotFound):
            await court.days.declare(court.court_id, holiday, by=somebody)
    await court.days.declare(court.court_id, holiday, by=court.clerk)
    with pytest.raises(HolidayDeclared):
        await court.days.declare(court.court_id, holiday, by=court.clerk)


async def test_a_deadline_set_while_a_holiday_is_declared_ends_where_the_calendar_has_it(database: Database) -> None:
    court = await Registry(database).open()
    holiday = DeclareHoliday(day=date(2026, 12, 7), name="Late")
    made = await asyncio.gather(
        *(court.deadlines.set(court.case_id, ANSWER, by=court.clerk) for _ in range(6)),
        court.days.declare(court.court_id, holiday, by=court.clerk),
    )
    assert {await court.ends(deadline) for deadline in made if isinstance(deadline, UUID)} == {date(2026, 12, 8)}


async def test_what_is_due_names_nobody_who_is_to_be_kept_safe(database: Database) -> None:
    court = await Registry(database).open()
    victim = builders.person("Petra Lind")
    async with database.begin() as uow:
        uow.add(victim)
        await uow.flush()
        uow.add(builders.part(court.case_id, victim.id, "victim"))
    named = ANSWER.model_copy(update={"title": "Answer of petra lind"})
    with pytest.raises(WordsNameProtected):
        await court.deadlines.set(court.case_id, named, by=court.clerk)
