"""Cases of an old system come over whole, once, under numbers of their own; a dry run changes nothing."""

import asyncio
import json
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import SQLModel, col, func, select

from app.audit.models import LogLeaf
from app.auth.models import Account, Person
from app.auth.steps import NewPerson, open_account, register_person
from app.auth.terms import Desk
from app.cases.actions.importing import Imports
from app.cases.commands import NumberCases
from app.cases.errors.importing import CourtNotNamed, OnlyTheOfficeImports, SeriesNotItsOwn, SourceMissing
from app.cases.models import Case, CaseAlias, CaseRest, DocketEntry, ImportedCase, Part
from app.cases.queries import case_by_number
from app.cases.queries.importing import Ready
from app.cases.rules.importing import OldCase, Where, read_old
from app.cases.terms.importing import Trouble
from app.db.acting import system
from app.db.database import Database
from app.kernel.clock import SettableClock
from app.kernel.protected import Protected
from tests.actions.cases.test_opening import Registry, registry
from tests.builders import NOW
from tests.doubles.blind_index import PlainIndex

ADDRESS = "office@court.example"
CASE: dict[str, object] = {
    "key": "a1",
    "number": "12 C 5/19",
    "type": "sale",
    "opened": "2019-05-31",
    "level": "public",
    "people": [
        {"name": "Petra Lind", "role": "victim"},
        {"name": "Jo Law", "role": "support_person", "represents": 1},
    ],
    "entries": [
        {"title": "Statement of claim", "received": "2019-05-31 10:00", "level": "public"},
        {"title": "Letter", "received": "2019-06-03"},
    ],
}


def old(**changes: object) -> OldCase:
    data = json.dumps({"cases": [CASE | changes]}).encode()
    (case,) = read_old({"json": data}, Where("Europe/Vienna", NOW)).cases
    return case


async def office(database: Database, desk: Desk = Desk.registrar, **kind: object) -> tuple[Registry, Imports, Ready]:
    court = await registry(database, **kind)
    imports = Imports(database, PlainIndex(), SettableClock(NOW))
    await account(database, desk, court.court_id)
    return court, imports, await imports.ready(str(court.court_id), ADDRESS, "old system", "OLD")


async def account(database: Database, desk: Desk, court_id: UUID, address: str = ADDRESS) -> None:
    async with database.begin() as uow:
        person = await register_person(uow, NewPerson(Protected("Ada Berger")), by=None, at=NOW)
        open_account(uow, person, PlainIndex().blind_index(f"email:{address}"), "", desk, court_id)


async def rows(database: Database) -> dict[str, int]:
    with system():
        async with database.read() as reader:
            tables = SQLModel.metadata.sorted_tables
            return {one.name: await reader.first(select(func.count()).select_from(one)) or 0 for one in tables}


async def test_a_case_comes_over_with_everything_and_its_old_number_leads_to_it(database: Database) -> None:
    court, imports, ready = await office(database)
    outcome = await imports.bring(old(), ready)
    assert (outcome.number, outcome.fresh, outcome.findings) == ("OLD-2026-1", True, ())
    with system():
        async with database.read() as reader:
            case = (await case_by_number(reader, "12 C 5/19", court.clerk)).case
            entries = await reader.all(
                select(DocketEntry).where(DocketEntry.case_id == case.id).order_by(col(DocketEntry.number))
            )
            people = await reader.all(select(Part).where(Part.case_id == case.id))
            names = await reader.all(select(Person).join(Part, col(Part.person_id) == col(Person.id)))
            leaves = await reader.all(select(LogLeaf.kind).where(LogLeaf.case_id == case.id))
    assert (case.number, case.level, case.opened_at) == ("OLD-2026-1", "public", datetime(2019, 5, 30, 22, tzinfo=UTC))
    assert [(one.number, one.title, one.level) for one in entries] == [
        (1, "Statement of claim", "public"),
        (2, "Letter", "judge"),
    ]
    assert entries[0].received_at == datetime(2019, 5, 31, 8, tzinfo=UTC)
    assert entries[0].entered_at == NOW
    by_role = {one.role: one for one in people}
    assert set(by_role) == {"victim", "support_person", "judge"}
    assert by_role["victim"].pseudonym
    assert by_role["support_person"].for_person_id == by_role["victim"].person_id
    assert Protected("Petra Lind") in {one.name for one in names}
    assert all(one.email is None for one in names)
    assert leaves.count("case.imported") == 1


async def test_a_case_is_brought_over_once_and_the_next_has_the_next_number(database: Database) -> None:
    _, imports, ready = await office(database)
    first, again = await imports.bring(old(), ready), await imports.bring(old(about="Something else"), ready)
    assert (again.number, again.fresh) == (first.number, False)
    second = await imports.bring(old(key="a2", number="13 C 5/19"), ready)
    assert second.number == "OLD-2026-2"
    assert (await rows(database))["cases"] == 2


async def test_two_at_once_bring_it_over_once(database: Database) -> None:
    _, imports, ready = await office(database)
    outcomes = await asyncio.gather(*(imports.bring(old(), ready) for _ in range(4)))
    assert sum(one.fresh for one in outcomes) == 1
    assert {one.number for one in outcomes} == {"OLD-2026-1"}


async def test_a_dry_run_says_what_would_be_and_changes_nothing(database: Database) -> None:
    _, imports, ready = await office(database)
    before = await rows(database)
    good = await imports.look_over(old(), ready)
    bad = await imports.look_over(old(type="Divorce"), ready)
    assert (good.number, good.fresh, good.findings) == (None, True, ())
    assert [one.trouble for one in bad.findings] == [Trouble.type_unknown]
    assert await rows(database) == before
    await imports.bring(old(), ready)
    assert (await imports.look_over(old(), ready)).number == "OLD-2026-1"


async def test_a_number_that_is_taken_or_that_the_court_could_still_give_stays_out(database: Database) -> None:
    court, imports, ready = await office(database)
    taken = (await court.open()).number
    await imports.bring(old(), ready)
    for number, trouble in (
        (taken, Trouble.taken),
        ("12c5/19", Trouble.taken),
        ("CV-2026-900", Trouble.ours),
    ):
        for act in (imports.look_over, imports.bring):
            outcome = await act(old(key="a2", number=number), ready)
            assert outcome.number is None
            assert trouble in {one.trouble for one in outcome.findings}, number
    past = await imports.bring(old(key="a3", number="CV-2019-900"), ready)
    assert past.number == "OLD-2026-2"


async def test_a_case_is_never_less_protected_than_its_kind(database: Database) -> None:
    _, imports, ready = await office(database, level="parties")
    outcome = await imports.bring(old(), ready)
    assert [one.trouble for one in outcome.findings] == [Trouble.level_raised]
    assert (await imports.look_over(old(key="a2", number="2"), ready)).findings == tuple(outcome.findings)
    with system():
        async with database.read() as reader:
            (case,) = await reader.all(select(Case))
            levels = await reader.all(select(DocketEntry.level).where(DocketEntry.case_id == case.id))
    assert case.level == "parties"
    assert sorted(levels) == ["judge", "parties"]


async def test_a_court_without_judges_is_told_so_and_nothing_is_left_of_the_try(database: Database) -> None:
    _, imports, ready = await office(database)
    with system():
        async with database.begin() as uow:
            for one in await uow.all(select(Account).where(Account.desk == "judge")):
                one.disabled_at = NOW
    before = await rows(database)
    assert [one.trouble for one in (await imports.bring(old(), ready)).findings] == [Trouble.nobody_to_draw]
    assert await rows(database) == before


async def test_a_case_that_is_over_comes_as_archived(database: Database) -> None:
    _, imports, ready = await office(database)
    await imports.bring(old(state="archived"), ready)
    with system():
        async with database.read() as reader:
            (case,) = await reader.all(select(Case))
            (rest,) = await reader.all(select(CaseRest))
    assert (case.state, rest.state, rest.made_by) == ("archived", "archived", ready.by.person_id)


async def test_only_the_office_of_the_court_answers_for_it(database: Database) -> None:
    court, imports, _ = await office(database)
    other = await registry(database)
    await account(database, Desk.clerk, court.court_id, "clerk@court.example")
    await account(database, Desk.counsel, court.court_id, "counsel@court.example")
    where = str(court.court_id)
    assert (await imports.ready(where, " Clerk@court.example", "old", "OLD")).by.desk is Desk.clerk
    for address, place in (
        ("counsel@court.example", where),
        ("clerk@court.example", str(other.court_id)),
        ("no", where),
    ):
        with pytest.raises(OnlyTheOfficeImports):
            await imports.ready(place, address, "old", "OLD")
    with pytest.raises(CourtNotNamed):
        await imports.ready("Nowhere", ADDRESS, "old", "OLD")
    with pytest.raises(SourceMissing):
        await imports.ready(where, ADDRESS, " ", "OLD")


@pytest.mark.parametrize("series", ["CV", "old", "", "TOOLONGER"])
async def test_the_series_is_of_no_kind_of_case(database: Database, series: str) -> None:
    court, imports, _ = await office(database)
    with pytest.raises(SeriesNotItsOwn):
        await imports.ready(str(court.court_id), ADDRESS, "old", series)


async def test_an_import_killed_again_and_again_loses_nothing_and_doubles_nothing(
    database: Database, tmp_path: Path
) -> None:
    court, _, ready = await office(database)
    form = NumberCases(code="KILL", text="{court}-{series}-{number}")
    await court.kinds.number(court.court_id, form, by=court.administrator)
    file, keys = tmp_path / "old.json", [f"k{number}" for number in range(20)]
    file.write_text(json.dumps({"cases": [CASE | {"key": key, "number": f"12 C {key}"} for key in keys]}))
    told: dict[str, str] = {}
    for stop in (3, 9, 14, 0):
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.doubles.import_worker", database.url),
            *(str(court.court_id), str(ready.by.person_id), str(file)),
            stdout=asyncio.subprocess.PIPE,
        )
        assert child.stdout is not None
        heard = 0
        async for line in child.stdout:
            key, number = line.decode().split()
            assert told.setdefault(key, number) == number
            heard += 1
            if heard == stop:
                child.send_signal(signal.SIGKILL)
        assert await child.wait() == (-signal.SIGKILL if stop else 0)
    with system():
        async with database.read() as reader:
            cases = {one.id: one.number for one in await reader.all(select(Case))}
            made = await reader.all(select(ImportedCase))
            parts, entries = await reader.all(select(Part)), await reader.all(select(DocketEntry))
            aliases = await reader.all(select(CaseAlias))
    assert {one.key: cases[one.case_id] for one in made} == told
    assert sorted(cases.values()) == sorted(f"KILL-OLD-{number}" for number in range(1, 21))
    assert (len(made), len(aliases), len(parts), len(entries)) == (20, 20, 60, 40)
