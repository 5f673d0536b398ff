"""The list on the door: one court's day on its own calendar, however far away the next court is."""

from datetime import UTC, date, datetime, timedelta

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.models import Case, Court
from app.db.database import Database
from app.desks.door import DoorList, door_list
from app.hearings.models import Hearing
from tests import builders
from tests.builders import NOW

VIENNA, AUCKLAND = "Europe/Vienna", "Pacific/Auckland"


async def hearing_at(database: Database, zone: str, starts_at: datetime, wall_time: str, **case: str) -> Court:
    """A court in this zone with one hearing."""
    court = builders.court(name=f"Court of {zone}", zone=zone)
    async with database.begin() as uow:
        uow.add(court)
        await uow.flush()
        made: Case = builders.case(court.id, about="Rent of a mooring", **case)
        uow.add(made)
        await uow.flush()
        uow.add(
            Hearing(
                court_id=court.id,
                case_id=made.id,
                kind="trial",
                status="booked",
                wall_time=wall_time,
                zone=zone,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=1),
            )
        )
    return court


async def door(database: Database, court: Court, day: date | None = None, at: datetime = NOW) -> DoorList:
    clerk = Principal(court.id, Desk.clerk, court.id)
    async with database.read() as reader:
        return await door_list(reader, clerk, day, at)


async def test_each_court_has_its_own_day_and_clock(database: Database) -> None:
    early = datetime(2026, 12, 2, 20, 30, tzinfo=UTC)  # the 3rd already in Auckland, still the 2nd in Vienna
    there = await hearing_at(database, AUCKLAND, early, "2026-12-03T09:30")
    here = await hearing_at(database, VIENNA, early, "2026-12-02T21:30")
    third, second = date(2026, 12, 3), date(2026, 12, 2)
    assert [line.begins for line in (await door(database, there, third)).lines] == ["09:30"]
    assert [line.begins for line in (await door(database, here, second)).lines] == ["21:30"]
    assert not (await door(database, there, second)).lines
    assert not (await door(database, here, third)).lines


async def test_without_a_day_it_is_today_where_the_court_is(database: Database) -> None:
    there = await hearing_at(database, AUCKLAND, NOW, "2026-11-23T22:00")
    late = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert (await door(database, there, at=late)).day == date(2026, 11, 24)
    here = await hearing_at(database, VIENNA, NOW, "2026-11-23T10:00")
    assert (await door(database, here, at=late)).day == date(2026, 11, 23)


async def test_a_case_that_is_not_public_leaves_no_line_and_no_gap(database: Database) -> None:
    court = await hearing_at(database, VIENNA, NOW, "2026-11-23T10:00", level="parties")
    found = await door(database, court)
    assert found.lines == ()
    assert found == DoorList(court=court.name, zone=VIENNA, day=date(2026, 11, 23), lines=())
