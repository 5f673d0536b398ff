"""A file of an old system as lines and cells: CSV (RFC 4180, with comma, semicolon or tab) and JSON, and what is wrong.

Nothing here knows what a cell means. A file can hold anything at all; the worst that it gives is troubles.
"""

import csv
import io
import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.cases.terms.importing import NOTES, Trouble

SEPARATORS = ",;\t"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNREADABLE = {"Cc", "Cs"}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found in a file. `line`: from 1, in JSON which case; `read`: what stood there, never a name."""

    file: str
    line: int
    column: str
    trouble: Trouble
    read: str = ""

    @property
    def stops(self) -> bool:
        """Whether the case stays out because of it."""
        return self.trouble not in NOTES


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its cells by column, without spaces around them. They may be names: a row never shows them."""

    file: str
    line: int
    cells: Mapping[str, str] = field(repr=False)

    def found(self, column: str, trouble: Trouble, *, silent: bool = False) -> Finding:
        """A finding in one of its cells; `silent`: what stood there may be a name."""
        return Finding(self.file, self.line, column, trouble, "" if silent else self.cells.get(column, "")[:100])


@dataclass(frozen=True, slots=True)
class Columns:
    """What a file may have in its first line, and what it must have."""

    known: frozenset[str]
    needed: frozenset[str]


def read_csv(file: str, data: bytes, columns: Columns) -> tuple[list[Row], list[Finding]]:
    """The rows of a CSV file, and everything that is wrong with it as a table."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        return [], [Finding(file, data[: reason.start].count(b"\n") + 1, "", Trouble.not_text)]
    lines, rows, findings = _lines(text), list[Row](), list[Finding]()
    try:
        header = next(lines, (1, []))[1]
        names = [_name(cell) for cell in header]
        findings += _of_header(file, names, columns)
        if any(one.stops for one in findings):
            return [], findings
        for line, cells in lines:
            if len(cells) != len(names):
                findings.append(Finding(file, line, "", Trouble.cells))
                continue
            row = Row(file, line, {name: _plain(cell) for name, cell in zip(names, cells, strict=True)})
            unreadable = _unreadable(row)
            findings += unreadable
            rows += [] if unreadable else [row]
    except csv.Error:
        findings.append(Finding(file, (rows[-1].line if rows else 0) + 1, "", Trouble.not_a_table))
    return rows, findings


def read_json(file: str, data: bytes) -> tuple[list[tuple[Row, list[Row], list[Row]]], list[Finding]]:
    """The cases of a JSON file, each with its people and its entries. The line is the place of the case, from 1."""
    try:
        held = json.loads(data.decode("utf-8-sig"))
        cases = held["cases"]
        made = [
            (_row(file, at, one), _rows(file, at, one, "people"), _rows(file, at, one, "entries"))
            for at, one in enumerate(cases, 1)
        ]
    except UnicodeDecodeError:
        return [], [Finding(file, 1, "", Trouble.not_text)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return [], [Finding(file, 1, "", Trouble.not_json)]
    return made, [
        finding for case, *others in made for row in (case, *others[0], *others[1]) for finding in _unreadable(row)
    ]


def written(rows: Sequence[Sequence[object]]) -> str:
    """Rows as CSV that a spreadsheet only shows: a cell that would be a formula begins with an apostrophe."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[defused(str(cell)) for cell in row] for row in rows])
    return "\ufeff" + out.getvalue()


def defused(cell: str) -> str:
    """A cell that no spreadsheet calculates."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each line that says something, with where it begins: a cell may hold several lines."""
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1


def _of_header(file: str, names: list[str], columns: Columns) -> Iterator[Finding]:
    for name in sorted(columns.needed - set(names)):
        yield Finding(file, 1, name, Trouble.column_missing, name)
    for at, name in enumerate(names):
        if name in names[:at]:
            yield Finding(file, 1, name[:100], Trouble.cells, name[:100])
        elif name not in columns.known:
            yield Finding(file, 1, name[:100], Trouble.column_unknown, name[:100])


def _name(cell: str) -> str:
    return "_".join(cell.casefold().split())


def _plain(cell: str) -> str:
    return " ".join(cell.split())


def _row(file: str, line: int, held: Mapping[str, Any]) -> Row:
    cells = {_name(key): _plain(_word(value)) for key, value in held.items() if not isinstance(value, list | dict)}
    return Row(file, line, cells)


def _rows(file: str, line: int, held: Mapping[str, Any], name: str) -> list[Row]:
    return [_row(file, line, one) for one in held.get(name) or ()]


def _word(value: Any) -> str:
    return "" if value is None else str(value)


def _unreadable(row: Row) -> list[Finding]:
    return [
        row.found(column, Trouble.unreadable, silent=True)
        for column, cell in row.cells.items()
        if any(unicodedata.category(letter) in _UNREADABLE for letter in cell)
    ]
