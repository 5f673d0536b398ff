"""A registrar sees every court in numbers, and nobody else does."""

from datetime import timedelta

import pytest

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.errors import OnlyRegistrars
from app.cases.models.opening import CaseType
from app.db.acting import Acting, acting_for, system
from app.db.database import Database
from app.desks.backlog import across_courts
from app.kernel.ids import new_id
from tests import builders
from tests.builders import NOW


async def test_every_court_is_counted_by_kind_and_age_whatever_is_sealed(database: Database) -> None:
    here, there = builders.court(name="A"), builders.court(name="B", zone="Asia/Tokyo", language="ar")
    with system():
        async with database.begin() as uow:
            uow.add(here, there)
            await uow.flush()
            kind = CaseType(
                court_id=here.id,
                name="Sale",
                series="CV",
                matter="civil",
                profile="none",
                level="public",
                method="uniform",
            )
            uow.add(kind)
            await uow.flush()
            for days, level in ((0, "public"), (200, "judge"), (400, "parties"), (900, "named")):
                opened = NOW - timedelta(days=days)
                uow.add(builders.case(here.id, level=level, opened_at=opened, matter="civil", type_id=kind.id))
            uow.add(builders.case(here.id))
    registrar = Principal(new_id(), Desk.registrar)
    with acting_for(Acting(registrar.person_id, registrar.desk)):
        async with database.read() as reader:
            first, second = await across_courts(reader, registrar)
    sale, other = first.kinds
    assert (first.court, first.cases, second.cases, second.language) == ("A", 5, 0, "ar")
    assert (sale.kind, sale.cases, sale.this_year) == ("Sale", 4, 2)
    assert (sale.over_six_months, sale.over_a_year, sale.over_two_years) == (3, 2, 1)
    assert (other.kind, other.matter, other.cases) == ("", "criminal", 1)


@pytest.mark.parametrize("desk", [desk for desk in Desk if desk is not Desk.registrar])
async def test_no_other_desk_sees_the_courts_in_numbers(database: Database, desk: Desk) -> None:
    async with database.read() as reader:
        with pytest.raises(OnlyRegistrars):
            await across_courts(reader, Principal(new_id(), desk))
