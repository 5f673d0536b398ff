"""Every test starts with a database of its own that has the present schema."""

from sqlalchemy import LargeBinary, column, select, table

from app.auth.models import Person
from app.db.database import Database
from app.kernel.protected import Protected
from tests.builders import person


async def test_a_test_finds_an_empty_database_and_can_write_to_it(database: Database) -> None:
    async with database.begin() as uow:
        uow.add(person())
    async with database.read() as reader:
        assert [row.name for row in await reader.all(select(Person))] == [Protected("Ada Berger")]


async def test_what_another_test_wrote_is_not_there(database: Database) -> None:
    async with database.read() as reader:
        assert await reader.all(select(Person)) == []


async def test_a_protected_name_is_not_readable_in_the_row(database: Database) -> None:
    async with database.begin() as uow:
        uow.add(person("Ada Berger"))
    async with database.read() as reader:
        (stored,) = await reader.all(select(column("name", LargeBinary)).select_from(table("persons")))
    assert len(stored) > len("Ada Berger")
    assert b"Ada" not in bytes(stored)
