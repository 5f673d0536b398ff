"""Whose clock and name a page wears in an installation of several courts."""

from app.auth.models import Person
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.models import Court
from app.cases.queries import court_in_view
from app.db.acting import as_system
from app.db.database import Database
from tests import builders


async def _seen_by(database: Database, person: Person, desk: Desk = Desk.counsel) -> Court | None:
    async with database.read() as reader:
        return await court_in_view(reader, Principal(person.id, desk, None))


@as_system
async def test_whoever_has_cases_in_one_court_sees_that_court_and_nobody_else_does(database: Database) -> None:
    here, there = builders.court(), builders.court(name="Tribunal of Esk", zone="America/Bogota")
    counsel, both, stranger = (builders.person(name) for name in ("Ada Berger", "Bela Cerny", "Cem Dal"))
    cases = [builders.case(here.id), builders.case(there.id)]
    async with database.begin() as uow:
        for row in (here, there, counsel, both, stranger, *cases):
            uow.add(row)
            await uow.flush()
        uow.add(builders.part(cases[1].id, counsel.id, "defence_counsel"))
        uow.add(*(builders.part(case.id, both.id, "defence_counsel") for case in cases))
    found = await _seen_by(database, counsel)
    assert found is not None
    assert found.id == there.id
    assert await _seen_by(database, both) is None
    assert await _seen_by(database, stranger) is None
    async with database.read() as reader:
        assert await court_in_view(reader, None) is None
