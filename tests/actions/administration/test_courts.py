"""Courts and units: who adds them, where clerks work, and having work done again."""

import pytest
from sqlmodel import select

from app.auth.errors import NotYourOwnAccount, OnlyAdministrators
from app.auth.terms import Desk
from app.cases.commands import AddUnit, DescribeCourt, UnitsOfClerk
from app.cases.errors import CourtNameTaken, CourtNotFound, NotAUnitOfTheCourt, UnitNameTaken
from app.cases.models import Court
from app.cases.queries.courts import court_of_administration, units_of_clerks
from app.db.outbox import OutboxRow
from app.kernel.errors import NotFound
from app.kernel.ids import new_id
from app.kernel.protected import Protected
from app.kernel.zones import UnknownZone
from tests.doubles.administration import Office

VARDA = DescribeCourt(name="District Court of Varda", zone="Europe/Vienna")


async def test_a_court_is_added_corrected_and_has_one_name(office: Office) -> None:
    administrator, court_id = await office.administrator(), await office.court()
    with pytest.raises(CourtNameTaken):
        await office.courts.add(VARDA, by=administrator)
    esk = DescribeCourt(name="District Court of Esk", zone="America/Bogota", language="es")
    await office.courts.correct(court_id, esk, by=administrator)
    async with office.database.read() as reader:
        found = await court_of_administration(reader, court_id)
    assert (found.name, found.zone, found.language) == ("District Court of Esk", "America/Bogota", "es")
    assert "case.court-added" in await office.kinds()
    assert "case.court-corrected" in await office.kinds()


async def test_a_court_stands_in_a_zone_there_is(office: Office) -> None:
    with pytest.raises(UnknownZone):
        await office.courts.add(DescribeCourt(name="Nowhere", zone="Europe/Nowhere"), by=await office.administrator())
    assert await office.rows(Court) == []


async def test_a_clerk_works_for_the_units_they_were_given_and_signs_in_anew(office: Office) -> None:
    administrator, court_id = await office.administrator(), await office.court()
    units = [await office.courts.add_unit(court_id, AddUnit(name=name), by=administrator) for name in ("A", "B")]
    with pytest.raises(UnitNameTaken):
        await office.courts.add_unit(court_id, AddUnit(name="A"), by=administrator)
    nora = await office.staff("nora", Desk.clerk, court_id)
    assert nora.account_id is not None
    for wanted in (units, units[:1], []):
        await office.courts.assign(nora.account_id, UnitsOfClerk(units=tuple(wanted)), by=administrator)
        async with office.database.read() as reader:
            assert (await units_of_clerks(reader)).get(nora.person_id, frozenset()) == frozenset(wanted)
    assert await office.standing_sign_ins(nora.person_id) == 0


async def test_units_are_those_of_the_clerks_own_court(office: Office) -> None:
    administrator, court_id = await office.administrator(), await office.court()
    elsewhere = await office.court("District Court of Esk")
    unit = await office.courts.add_unit(elsewhere, AddUnit(name="A"), by=administrator)
    nora, judge = await office.staff("nora", Desk.clerk, court_id), await office.staff("ruiz", Desk.judge, court_id)
    assert nora.account_id is not None
    assert judge.account_id is not None
    assert administrator.account_id is not None
    with pytest.raises(NotAUnitOfTheCourt):
        await office.courts.assign(nora.account_id, UnitsOfClerk(units=(unit,)), by=administrator)
    with pytest.raises(NotAUnitOfTheCourt):
        await office.courts.assign(judge.account_id, UnitsOfClerk(), by=administrator)
    with pytest.raises(NotYourOwnAccount):
        await office.courts.assign(administrator.account_id, UnitsOfClerk(), by=administrator)


async def test_nobody_but_an_administrator_touches_courts_or_the_queue(office: Office) -> None:
    court_id = await office.court()
    nora = await office.staff("nora", Desk.registrar)
    assert nora.account_id is not None
    for act in (
        office.courts.add(VARDA, by=nora),
        office.courts.correct(court_id, VARDA, by=nora),
        office.courts.add_unit(court_id, AddUnit(name="A"), by=nora),
        office.courts.assign(nora.account_id, UnitsOfClerk(), by=nora),
        office.queue.retry(new_id(), by=nora),
    ):
        with pytest.raises(OnlyAdministrators):
            await act


async def test_a_court_there_is_not_is_not_found(office: Office) -> None:
    administrator = await office.administrator()
    with pytest.raises(CourtNotFound):
        await office.courts.correct(new_id(), VARDA, by=administrator)
    with pytest.raises(CourtNotFound):
        await office.courts.add_unit(new_id(), AddUnit(name="A"), by=administrator)


async def test_what_was_given_up_is_done_when_an_administrator_has_it_tried_again(office: Office) -> None:
    email = "nora@court.example"
    office.mailbox.delayed.add(Protected(email))
    await office.open(email, Desk.counsel)
    async with office.database.begin() as uow:
        row = await uow.first(select(OutboxRow).where(OutboxRow.handler == "send-set-up-link"))
        assert row is not None
        row.dead_at = office.clock.now()
    office.mailbox.delayed.clear()
    await office.deliver()
    assert office.mailbox.to(email) == []
    await office.queue.retry(row.id, by=await office.administrator())
    await office.deliver()
    assert len(office.mailbox.to(email)) == 1
    with pytest.raises(NotFound):
        await office.queue.retry(row.id, by=await office.administrator())
    assert "notices.work-tried-again" in await office.kinds()
