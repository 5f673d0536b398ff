"""The filter of the docket gives each standing exactly the entries that the rule lets them read."""

from dataclasses import dataclass
from itertools import product
from uuid import UUID, uuid4

import pytest

from app.cases.errors import EntryNotFound
from app.cases.models import Case, Court, DocketEntry
from app.cases.queries import CaseFile, docket, entry
from app.cases.rules import Standing, may_read
from app.cases.terms import Level
from app.db.database import Database
from tests import builders
from tests.builders import NOW

ROLES = ("judge", "prosecutor", "defence_counsel", "accused", "victim", "witness", "interpreter", "support_person")
CELLS = list(product(Level, Level, (True, False)))


@dataclass(slots=True)
class Shelf:
    """One case of each level, and in each an entry of each level, filed by me and by somebody else."""

    database: Database
    court: Court
    me: UUID
    cases: dict[Level, Case]
    entries: dict[tuple[Level, Level, bool], UUID]

    def file(self, level: Level, roles: frozenset[str], *, of_the_court: bool, anonymous: bool = False) -> CaseFile:
        me = None if anonymous else self.me
        return CaseFile(self.cases[level], self.court, Standing(me, roles, of_the_court))


@pytest.fixture
async def shelf(database: Database) -> Shelf:
    court, me, other = builders.court(), builders.person(), builders.person("Somebody Else")
    made = Shelf(database, court, me.id, {}, {})
    async with database.begin() as uow:
        uow.add(court, me, other)
        await uow.flush()
        for level in Level:
            made.cases[level] = builders.case(court.id, level=level.value)
            uow.add(made.cases[level])
        await uow.flush()
        for number, (case, level, mine) in enumerate(CELLS):
            row = _entry(made.cases[case].id, number, level, me.id if mine else other.id)
            made.entries[case, level, mine] = row.id
            uow.add(row)
    return made


def _entry(case_id: UUID, number: int, level: Level, filer: UUID) -> DocketEntry:
    return DocketEntry(
        case_id=case_id,
        sequence=number,
        number=number,
        kind="filing",
        title="A motion",
        level=level.value,
        filer_id=filer,
        entered_at=NOW,
    )


STANDINGS = [
    *(
        (frozenset[str](), of_the_court, anonymous)
        for of_the_court, anonymous in ((False, True), (False, False), (True, False))
    ),
    *((frozenset({role}), of_the_court, False) for role in ROLES for of_the_court in (False, True)),
    *((frozenset({one, other}), False, False) for one, other in (("witness", "accused"), ("interpreter", "judge"))),
]


async def test_the_docket_shows_each_standing_what_the_rule_lets_it_read_and_nothing_else(shelf: Shelf) -> None:
    async with shelf.database.read() as reader:
        for (roles, of_the_court, anonymous), level in product(STANDINGS, Level):
            file = shelf.file(level, roles, of_the_court=of_the_court, anonymous=anonymous)
            shown = {view.id for view in await docket(reader, file)}
            assert shown == _lawful(shelf, file, level), (roles, of_the_court, level)


async def test_an_entry_is_found_by_whoever_reads_it_on_the_docket_and_by_nobody_else(shelf: Shelf) -> None:
    async with shelf.database.read() as reader:
        for (roles, of_the_court, anonymous), level in product(STANDINGS, Level):
            file = shelf.file(level, roles, of_the_court=of_the_court, anonymous=anonymous)
            lawful = _lawful(shelf, file, level)
            for (case, _, _), entry_id in shelf.entries.items():
                if case is level and entry_id in lawful:
                    assert (await entry(reader, file, entry_id)).id == entry_id
                else:
                    with pytest.raises(EntryNotFound):
                        await entry(reader, file, entry_id)


def _lawful(shelf: Shelf, file: CaseFile, case: Level) -> set[UUID]:
    return {
        entry_id
        for (of, level, mine), entry_id in shelf.entries.items()
        if of is case and may_read(file.standing, (case, level), shelf.me if mine else uuid4())
    }
