"""Files of an old system are read whole or with what is wrong with them, and never make anything easier to see."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.rules.importing import Old, Where, day_of, read_old
from app.cases.rules.numbers import COMMON, Form
from app.cases.rules.tables import FORMULA, defused, written
from app.cases.terms import CaseState, Level, OpeningRole
from app.cases.terms.importing import TROUBLE_WORDS, Trouble

WHERE = Where("Europe/Vienna", datetime(2026, 11, 23, 9, tzinfo=UTC))
HEAD = "key,number,type,opened,about,level,state\n"
LINE = "a1,12 C 5/19,Sale,2019-05-31,Sale of a boat,public,open\n"
PEOPLE = "case,name,role,kind,represents\n"
ENTRIES = "case,title,received,level\n"


def read(cases: str = HEAD + LINE, people: str = "", entries: str = "") -> Old:
    files = {"cases": cases.encode()}
    files |= {"people": (PEOPLE + people).encode()} if people else {}
    files |= {"entries": (ENTRIES + entries).encode()} if entries else {}
    return read_old(files, WHERE)


def troubles(old: Old) -> list[tuple[str, int, str, Trouble]]:
    return [(one.file, one.line, one.column, one.trouble) for one in old.findings]


def test_a_case_comes_with_its_people_and_its_docket() -> None:
    people = "a1,Petra Lind,witness,,\na1,Jo Law,support person,,1\n"
    old = read(people=people, entries="a1,Statement of claim,3.6.2019 14:30,parties\n")
    (case,) = old.cases
    assert troubles(old) == []
    assert (case.key, case.number, case.level, case.state) == ("a1", "12 C 5/19", Level.public, CaseState.open)
    assert case.opened_at == datetime(2019, 5, 30, 22, tzinfo=UTC)
    assert [(one.role, one.represents) for one in case.people] == [
        (OpeningRole.witness, None),
        (OpeningRole.support_person, 0),
    ]
    (entry,) = case.entries
    assert (entry.received_at, entry.level) == (datetime(2019, 6, 3, 12, 30, tzinfo=UTC), Level.parties)
    assert "Petra" not in repr(old)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_mark_of_byte_order_any_separator_and_either_end_of_line_are_read(separator: str) -> None:
    text = (HEAD + LINE).replace(",", separator).replace("\n", "\r\n")
    old = read_old({"cases": b"\xef\xbb\xbf" + text.encode()}, WHERE)
    assert [case.about for case in old.cases] == ["Sale of a boat"]
    assert old.findings == ()


@pytest.mark.parametrize(
    ("line", "column", "trouble"),
    [
        ("a1,,Sale,2019-05-31,,public,", "number", Trouble.missing),
        ("a1,1,,2019-05-31,,public,", "type", Trouble.missing),
        ("a1,1,Sale,05/31/2019,,public,", "opened", Trouble.day),
        ("a1,1,Sale,2019-02-30,,public,", "opened", Trouble.day),
        ("a1,1,Sale,2026-11-24,,public,", "opened", Trouble.to_come),
        ("a1,1,Sale,2019-03-31 02:30,,public,", "opened", Trouble.hour),
        ("a1,1,Sale,2019-05-31,,public,sleeping", "state", Trouble.state_unknown),
        (f"a1,{'1' * 61},Sale,2019-05-31,,public,", "number", Trouble.too_long),
        ("a1,1\x00,Sale,2019-05-31,,public,", "number", Trouble.unreadable),
        ("a1,1,Sale,2019-05-31", "", Trouble.cells),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_column_and_keeps_that_case_alone_out(
    line: str, column: str, trouble: Trouble
) -> None:
    old = read(f"{HEAD}{line}\nb2,2,Sale,2019-05-31,,public,\n")
    assert ("cases", 2, column, trouble) in troubles(old)
    assert [case.key for case in old.cases] == ["b2"]


def test_a_line_says_where_it_begins_though_a_cell_before_it_holds_several() -> None:
    old = read(HEAD + 'a1,1,Sale,2019-05-31,"Sale\nof a\nboat",public,\nb2,2,Sale,never,,public,\n')
    assert troubles(old) == [("cases", 5, "opened", Trouble.day)]
    assert old.cases[0].about == "Sale of a boat"


@pytest.mark.parametrize("said", ["", "everybody", "2", "PUBLIC?"])
def test_who_does_not_say_clearly_who_may_see_gets_the_strictest(said: str) -> None:
    old = read(f"{HEAD}a1,1,Sale,2019-05-31,,{said},\n", entries=f"a1,Letter,2019-06-01,{said}\n")
    (case,) = old.cases
    assert (case.level, case.entries[0].level) == (Level.judge, Level.judge)
    assert {one.trouble for one in old.findings} == {Trouble.level_unknown}
    without = read_old({"cases": b"number,type,opened\n1,Sale,2019-05-31\n"}, WHERE)
    assert [one.level for one in without.cases] == [Level.judge]


def test_keys_and_numbers_stand_once_however_a_number_is_typed() -> None:
    old = read(HEAD + LINE + LINE.replace("a1", "a2").replace("12 C 5/19", "12c5/19") + LINE.replace("12 C", "13 C"))
    assert troubles(old) == [("cases", 3, "number", Trouble.twice), ("cases", 4, "key", Trouble.twice)]
    assert [case.key for case in old.cases] == ["a1"]


def test_a_line_that_belongs_to_no_case_keeps_everything_out_since_it_may_be_of_any() -> None:
    old = read(people="a9,Petra Lind,party,,\n")
    assert troubles(old) == [("people", 2, "case", Trouble.case_unknown)]
    assert old.cases == ()


@pytest.mark.parametrize(
    ("people", "column", "trouble"),
    [
        ("a1,Petra Lind,queen,,\n", "role", Trouble.role_unknown),
        ("a1,Petra Lind,party,ghost,\n", "kind", Trouble.kind_unknown),
        ("a1,,party,,\n", "name", Trouble.missing),
        ("a1,Petra Lind,defence_counsel,,7\n", "represents", Trouble.represents),
        ("a1,Petra Lind,party,,1\n", "represents", Trouble.represents),
    ],
)
def test_a_case_whose_people_are_not_clear_stays_out_and_no_name_is_repeated(
    people: str, column: str, trouble: Trouble
) -> None:
    old = read(people=people)
    assert troubles(old) == [("people", 2, column, trouble)]
    assert old.cases == ()
    assert "Petra" not in repr(old.findings)


def test_words_that_name_somebody_protected_keep_the_case_out_and_are_not_repeated() -> None:
    old = read(people="a1,Petra Lind,victim,,\n", entries="a1,Letter of Petra Lind,2019-06-01,public\n")
    assert troubles(old) == [("entries", 2, "title", Trouble.names_somebody)]
    assert "Petra" not in repr(old)


def test_a_file_that_is_no_table_is_told_of() -> None:
    assert troubles(read_old({"cases": "número".encode("latin-1")}, WHERE)) == [("cases", 1, "", Trouble.not_text)]
    assert troubles(read("")) == [
        ("cases", 1, column, Trouble.column_missing) for column in ("number", "opened", "type")
    ]
    assert troubles(read(HEAD + LINE + 'b2,"1'))[-1][3] is Trouble.not_a_table


def test_json_says_the_same() -> None:
    case = {"key": "a1", "number": 5, "type": "Sale", "opened": "2019-05-31T08:00:00+02:00", "level": "public"}
    people = [{"name": "Petra Lind", "role": "party"}]
    entries = [{"title": "Letter", "received": "2019-06-01", "level": "public"}]
    old = read_old({"json": json.dumps({"cases": [{**case, "people": people, "entries": entries}]}).encode()}, WHERE)
    assert old.findings == ()
    (one,) = old.cases
    assert (one.number, one.about, len(one.people), len(one.entries)) == ("5", "Sale", 1, 1)
    assert one.opened_at == datetime(2019, 5, 31, 6, tzinfo=UTC)
    assert troubles(read_old({"json": b'{"cases": 3}'}, WHERE)) == [("json", 1, "", Trouble.not_json)]


@given(st.binary(max_size=300), st.sampled_from(["cases", "people", "entries", "json"]))
def test_nothing_at_all_can_be_a_file_that_breaks_the_reader(data: bytes, name: str) -> None:
    files = {"json": data} if name == "json" else {"cases": (HEAD + LINE).encode(), name: data}
    read_old(files, WHERE)


_CELL = st.text(st.characters(codec="utf-8"), max_size=20)


@given(st.lists(st.tuples(_CELL, _CELL, _CELL, _CELL, _CELL, _CELL, _CELL), max_size=6))
def test_every_line_of_a_table_is_a_case_or_has_a_finding(lines: list[tuple[str, ...]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([HEAD.strip().split(","), *lines])
    old = read_old({"cases": out.getvalue().encode()}, WHERE)
    assert len(old.cases) == old.stood or any(one.stops for one in old.findings)
    assert {case.row.line for case in old.cases}.isdisjoint(one.line for one in old.findings if one.stops)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["cases", "people", "entries", "number", "name"]), inner, max_size=3)
    ),
)


@given(_JSON)
def test_nor_can_any_json(held: object) -> None:
    read_old({"json": json.dumps(held).encode()}, WHERE)


@given(st.dates(date(1850, 1, 1), date(2026, 11, 1)))
def test_a_day_is_the_same_day_in_each_form(day: date) -> None:
    forms = [f"{day:%Y-%m-%d}", f"{day.day}.{day.month}.{day.year}", f"{day:%d/%m/%Y}", f"{day:%d-%m-%Y}"]
    read_as = {day_of(form, WHERE) for form in forms}
    assert len(read_as) == 1
    assert not isinstance(read_as.pop(), Trouble)


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=8), min_size=2, max_size=3), max_size=4))
def test_no_cell_of_a_report_is_a_formula(rows: list[list[str]]) -> None:
    text = written(rows).removeprefix("\ufeff")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell.startswith(FORMULA) for cell in row)
    assert defused("=1+1") == "'=1+1"
    assert defused("12 C 5/19") == "12 C 5/19"


def test_a_number_the_court_has_yet_to_give_is_told_from_one_of_a_year_that_is_over() -> None:
    assert COMMON.could_yet_give("CV-2026-99", 2026)
    assert COMMON.could_yet_give("CV-2027-1", 2026)
    assert not COMMON.could_yet_give("CV-2019-99", 2026)
    assert not COMMON.could_yet_give("12C5/19", 2026)
    assert Form("{series}-{number}", "A").could_yet_give("CV-7", 2026)
    assert not Form("{series}-{year:2}-{number}", "A").could_yet_give("CV-19-7", 2026)


def test_each_trouble_has_words_and_advice() -> None:
    assert set(TROUBLE_WORDS) == set(Trouble)
