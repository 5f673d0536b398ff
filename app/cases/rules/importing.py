"""What an old system wrote about its cases, read into cases that can be brought over, with everything that is wrong.

Whoever forgot to say who may see something gets the strictest: nothing becomes readable by an omission.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar

from app.cases.commands import NewPart
from app.cases.errors import RepresentsNobody, WordsNameProtected
from app.cases.rules.opening import BEHIND_A_PSEUDONYM, check_people
from app.cases.rules.searching import fold_number
from app.cases.rules.tables import Columns, Finding, Row, read_csv, read_json
from app.cases.rules.words import check_words
from app.cases.terms import CaseState, Level, OpeningRole
from app.cases.terms.importing import Trouble
from app.cases.terms.persons import PersonKind
from app.kernel.zones import TimeDoesNotExist, resolve_local

CASES, PEOPLE, ENTRIES = "cases", "people", "entries"
COLUMNS: Mapping[str, Columns] = {
    CASES: Columns(
        frozenset({"key", "number", "type", "opened", "about", "level", "state"}),
        frozenset({"number", "type", "opened"}),
    ),
    PEOPLE: Columns(frozenset({"case", "name", "role", "kind", "represents"}), frozenset({"case", "name", "role"})),
    ENTRIES: Columns(frozenset({"case", "title", "received", "level"}), frozenset({"case", "title", "received"})),
}
STRICTEST = Level.judge
LONGEST_NUMBER, LONGEST_WORDS, MOST_PEOPLE = 60, 200, 40
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}:\d{2})(?::\d{2})?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[./-] ?(\d{1,2})[./-] ?(\d{4})(?:,? +(\d{1,2}:\d{2})(?::\d{2})?)?", re.ASCII)
_OLDEST = 1800
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class OldEntry:
    """A line of the old docket."""

    title: str
    received_at: datetime
    level: Level


@dataclass(frozen=True, slots=True)
class OldCase:
    """A case as the old system had it. `key`: what it is recognised by; `row`: where it stood in the file."""

    key: str
    number: str
    type_name: str
    opened_at: datetime
    about: str
    level: Level
    state: CaseState
    row: Row
    people: tuple[NewPart, ...] = field(repr=False)
    entries: tuple[OldEntry, ...]


@dataclass(frozen=True, slots=True)
class Old:
    """What was read: cases that can be tried, and what was found. `stood`: cases in the file, good or not."""

    cases: tuple[OldCase, ...]
    findings: tuple[Finding, ...]
    stood: int


@dataclass(frozen=True, slots=True)
class Where:
    """The court's zone, and now."""

    zone: str
    now: datetime


def read_old(files: Mapping[str, bytes], where: Where) -> Old:
    """Cases from `cases`, `people` and `entries` as CSV, or from `json` with all three in one."""
    if "json" in files:
        made, findings = read_json("json", files["json"])
        rows = [case for case, _, _ in made]
        people = {at: others for at, (_, others, _) in enumerate(made)}
        entries = {at: others for at, (_, _, others) in enumerate(made)}
        return _gathered(rows, people, entries, findings, where)
    rows, findings = read_csv(CASES, files[CASES], COLUMNS[CASES])
    at = {_key(row): place for place, row in reversed(list(enumerate(rows)))}
    people, lost = _by_case(PEOPLE, files, at)
    entries, lost_too = _by_case(ENTRIES, files, at)
    return _gathered(rows, people, entries, [*findings, *lost, *lost_too], where)


def day_of(text: str, where: Where) -> datetime | Trouble:
    """The instant that is meant, in the court's zone; a day alone begins at midnight."""
    iso, first = _ISO.fullmatch(text), _DAY_FIRST.fullmatch(text)
    try:
        if iso:
            day, hour = date(int(iso[1]), int(iso[2]), int(iso[3])), iso[4]
        elif first:
            day, hour = date(int(first[3]), int(first[2]), int(first[1])), first[4]
        else:
            meant = datetime.fromisoformat(text)
            return Trouble.day if meant.tzinfo is None else _past(meant.astimezone(UTC), where)
        clock = time.fromisoformat(hour.zfill(5)) if hour else time()
    except (ValueError, OverflowError):
        return Trouble.day
    if day.year < _OLDEST or day.year > where.now.year + 1:
        return Trouble.day if day.year < _OLDEST else Trouble.to_come
    try:
        return _past(resolve_local(day, clock, where.zone, second=False), where)
    except TimeDoesNotExist:
        return Trouble.hour


def _past(at: datetime, where: Where) -> datetime | Trouble:
    if at.year < _OLDEST:
        return Trouble.day
    return Trouble.to_come if at > where.now else at


def _by_case(
    name: str, files: Mapping[str, bytes], at: Mapping[str, int]
) -> tuple[dict[int, list[Row]], list[Finding]]:
    """The rows of another file by the place of their case."""
    rows, findings = read_csv(name, files[name], COLUMNS[name]) if name in files else ([], [])
    found: dict[int, list[Row]] = {}
    for row in rows:
        key = row.cells["case"]
        if key in at:
            found.setdefault(at[key], []).append(row)
        else:
            findings.append(row.found("case", Trouble.case_unknown))
    return found, findings


def _gathered(
    rows: Sequence[Row],
    people: Mapping[int, Sequence[Row]],
    entries: Mapping[int, Sequence[Row]],
    findings: Sequence[Finding],
    where: Where,
) -> Old:
    found, cases, seen = list(findings), list[OldCase](), set[str]()
    broken = {(one.file, one.line) for one in findings if one.stops}
    whose = any(one.stops and one.file in {PEOPLE, ENTRIES} for one in findings)  # nobody can tell which case it is of
    for at, row in enumerate(rows):
        case, troubles = _case(row, people.get(at, ()), entries.get(at, ()), where)
        for column, value in (
            ("key", f"key {_key(row)}"),
            ("number", f"number {fold_number(row.cells.get('number', ''))}"),
        ):
            if value in seen:
                troubles.append(row.found(column, Trouble.twice))
            seen.add(value)
        found += troubles
        if case and not whose and (row.file, row.line) not in broken and not any(one.stops for one in troubles):
            cases.append(case)
    return Old(tuple(cases), tuple(found), len(rows))


def _case(
    row: Row, people: Sequence[Row], entries: Sequence[Row], where: Where
) -> tuple[OldCase | None, list[Finding]]:
    found: list[Finding] = []
    note = found.append
    number, kind = _text(row, "number", LONGEST_NUMBER, note), _text(row, "type", LONGEST_WORDS, note)
    opened = _day(row, "opened", where, note)
    about = _text(row, "about", LONGEST_WORDS, note) if row.cells.get("about") else kind
    if len(_key(row)) > LONGEST_NUMBER:
        note(row.found("key", Trouble.too_long))
    state = _word(row, "state", CaseState, Trouble.state_unknown, note, CaseState.open)
    level = _level(row, note)
    parts = _people(people, note)
    lines = [_entry(one, where, note) for one in entries]
    _check_names(row, about or "", parts, entries, note)
    if opened is None or any(one.stops for one in found):
        return None, found
    made = tuple(one for one in lines if one)
    return (
        OldCase(_key(row), number, kind, opened, about, level, state or CaseState.open, row, tuple(parts), made),
        found,
    )


Note = Callable[[Finding], None]


def _people(rows: Sequence[Row], note: Note) -> list[NewPart]:
    made = [one for row in rows if (one := _person(row, len(rows), note))]
    if len(rows) > MOST_PEOPLE:
        note(rows[MOST_PEOPLE].found("case", Trouble.many_people))
    if len(made) == len(rows):
        try:
            check_people(made)
        except RepresentsNobody:
            note(rows[0].found("represents", Trouble.represents, silent=True))
    return made


def _person(row: Row, of: int, note: Note) -> NewPart | None:
    name = _text(row, "name", LONGEST_WORDS, note, silent=True)
    role = _word(row, "role", OpeningRole, Trouble.role_unknown, note)
    kind = _word(row, "kind", PersonKind, Trouble.kind_unknown, note, PersonKind.natural)
    place = row.cells.get("represents", "")
    if place and not (
        place.isascii() and place.isdecimal() and len(place) < 4 and 1 <= int(place) <= min(of, MOST_PEOPLE)
    ):
        note(row.found("represents", Trouble.represents, silent=True))
        return None
    if not name or role is None or kind is None:
        return None
    return NewPart(name=name, role=role, kind=kind, represents=int(place) - 1 if place else None)


def _entry(row: Row, where: Where, note: Note) -> OldEntry | None:
    title, received = _text(row, "title", LONGEST_WORDS, note), _day(row, "received", where, note)
    level = _level(row, note)
    return OldEntry(title, received, level) if title and received else None


def _check_names(row: Row, about: str, people: Iterable[NewPart], entries: Sequence[Row], note: Note) -> None:
    """Words that everybody may come to read name nobody who is protected; what they say is not repeated."""
    named = [one.name for one in people if one.role in BEHIND_A_PSEUDONYM]
    for where, column, words in (
        (row, "about", about),
        *((one, "title", one.cells.get("title", "")) for one in entries),
    ):
        try:
            check_words(words, named)
        except WordsNameProtected:
            note(where.found(column, Trouble.names_somebody, silent=True))


def _key(row: Row) -> str:
    return row.cells.get("key") or row.cells.get("number", "")


def _text(row: Row, column: str, longest: int, note: Note, *, silent: bool = False) -> str:
    text = row.cells.get(column, "")
    if not text:
        note(row.found(column, Trouble.missing))
    if len(text) > longest:
        note(row.found(column, Trouble.too_long, silent=silent))
    return text


def _day(row: Row, column: str, where: Where, note: Note) -> datetime | None:
    text = row.cells.get(column, "")
    meant = day_of(text, where) if text else Trouble.missing
    if isinstance(meant, Trouble):
        note(row.found(column, meant))
        return None
    return meant


def _level(row: Row, note: Note) -> Level:
    try:
        return Level(row.cells.get("level", "").casefold())
    except ValueError:
        note(row.found("level", Trouble.level_unknown))
        return STRICTEST


def _word(
    row: Row, column: str, words: type[Word], trouble: Trouble, note: Note, otherwise: Word | None = None
) -> Word | None:
    text = row.cells.get(column, "").casefold().replace(" ", "_")
    if not text and otherwise is not None:
        return otherwise
    try:
        return words(text)
    except ValueError:
        note(row.found(column, trouble))
        return None
