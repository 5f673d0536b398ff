"""The command `import` reads the files of an old system, tells everything it found, and goes on where it stopped."""

import csv
import stat
from pathlib import Path

from sqlmodel import select

from app.auth.steps import NewPerson, open_account, register_person
from app.auth.terms import Desk
from app.cases.models import Case
from app.cases.models.opening import CaseType
from app.cases.models.parts import Part
from app.db.outbox import OutboxRow
from app.kernel.protected import Protected
from app.keys.port import Purpose
from app.operator.importing import import_cases
from app.operator.line import done
from tests.builders import NOW
from tests.doubles.archive import Archive

CASES = """key;number;type;opened;about;level
a1;12 C 5/19;Sale;31.5.2019;Sale of a boat;public
a2;=2+3;Sale;2019-06-01;Sale of a car;
a3;14 C 5/19;Divorce;2019-06-01;Divorce;parties
"""
PEOPLE = "case;name;role\na1;Petra Lind;victim\na2;Jon Arent;party\n"


async def _prepared(archive: Archive) -> None:
    index, court_id = archive.office.keys.cipher(Purpose.IDENTITY), archive.court.id
    async with archive.office.database.begin() as uow:
        for desk in (Desk.judge, Desk.registrar):
            person = await register_person(uow, NewPerson(Protected("Ada Berger")), by=None, at=NOW)
            open_account(uow, person, index.blind_index(f"email:{desk}@court.example"), "", desk, court_id)
        kind = {"series": "CV", "matter": "civil", "profile": "none", "level": "public", "method": "uniform"}
        uow.add(CaseType(court_id=court_id, name="Sale", **kind))


async def _run(archive: Archive, folder: Path, *more: str) -> tuple[int, list[str]]:
    said: list[str] = []
    files = {name: str(folder / f"{name}.csv") for name in ("cases", "people", "report")}
    given = {"court": archive.court.name, "by": "registrar@court.example", "source": "old", "series": "OLD", **files}
    code = await done(archive.office, import_cases, given | dict.fromkeys(more, "yes"), said.append)
    return code, said


async def test_a_dry_run_reports_and_the_run_after_it_brings_over_what_is_good_once(
    archive: Archive, tmp_path: Path
) -> None:
    await _prepared(archive)
    (tmp_path / "cases.csv").write_text(CASES)
    (tmp_path / "people.csv").write_text(PEOPLE)
    code, said = await _run(archive, tmp_path, "dry_run")
    assert code == 1
    assert said[-5:] == ["cases in the file: 3", "would be brought over: 2", "here already: 0", "left out: 1", said[-1]]
    assert said[-1] == "Nothing was changed."
    assert any(line.startswith("cases 4, type: The court has no kind of case of this name.") for line in said)
    async with archive.office.database.read() as reader:
        assert await reader.all(select(Case)) == []
    code, said = await _run(archive, tmp_path)
    assert said[-3:] == ["brought over: 2", "here already: 0", "left out: 1"]
    (tmp_path / "cases.csv").write_text(CASES.replace("Divorce;2019", "sale;2019"))
    code, said = await _run(archive, tmp_path)
    assert (code, said[-3:]) == (0, ["brought over: 1", "here already: 2", "left out: 0"])


async def test_the_report_is_for_its_reader_alone_and_holds_no_formula_and_no_name(
    archive: Archive, tmp_path: Path
) -> None:
    await _prepared(archive)
    (tmp_path / "cases.csv").write_text(CASES)
    (tmp_path / "people.csv").write_text(PEOPLE)
    _, said = await _run(archive, tmp_path)
    report = tmp_path / "report.csv"
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    text = report.read_text("utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert ["brought over", "cases", "3", "number", "'=2+3", "OLD-2026-2", ""] in rows
    assert [row[:5] for row in rows if row[0] == "problem"] == [["problem", "cases", "4", "type", "Divorce"]]
    assert [row[:4] for row in rows if row[0] == "note"] == [["note", "cases", "3", "level"]]
    assert not any(name in f"{text}{said}" for name in ("Petra", "Arent"))


async def test_nothing_is_sent_to_anybody(archive: Archive, tmp_path: Path) -> None:
    await _prepared(archive)
    (tmp_path / "cases.csv").write_text(CASES)
    (tmp_path / "people.csv").write_text(PEOPLE)
    await _run(archive, tmp_path)
    async with archive.office.database.read() as reader:
        waiting = await reader.all(select(OutboxRow))
        people = await reader.all(select(Part))
    assert people
    assert {row.handler for row in waiting} <= {"match-names"}


async def test_a_file_that_is_not_there_or_a_court_nobody_knows_ends_with_a_sentence(
    archive: Archive, tmp_path: Path
) -> None:
    await _prepared(archive)
    code, said = await _run(archive, tmp_path)
    assert (code, len(said)) == (1, 1)
    assert "No such file" in said[0]
