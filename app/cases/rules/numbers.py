"""Case numbers in the form a court sets: which forms are good, and whether those of two courts could meet.

A number is also the address of the case in an installation with several courts. Two courts may count the same
series; a text that one of them can give must never be given by the other.
"""

import re
from dataclasses import dataclass

from app.cases.errors import NumberFormUnusable

LONGEST_FORM = 60
_SEPARATORS = re.compile(r"([-._])")
_FIELD = re.compile(r"\{(court|series|year|number)(?::([1-9]))?\}")
_LITERAL = re.compile(r"[A-Za-z0-9]+")
_CODE = re.compile(r"[A-Z]{1,8}")
_WIDTHS = {"court": {0}, "series": {0}, "year": {0, 2}, "number": set(range(10))}


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two separators: a field, or a text that is always the same."""

    field: str | None
    text: str = ""
    width: int = 0

    def takes(self, text: str) -> bool:
        """Whether this piece can come out as this text."""
        match self.field:
            case None | "court":
                return text == self.text
            case "series":
                return _CODE.fullmatch(text) is not None
            case _:
                return text.isdecimal()

    def meets(self, other: "Piece") -> bool:
        """Whether both can come out as one text."""
        if self.field in {None, "court"}:
            return other.takes(self.text)
        if other.field in {None, "court"}:
            return self.takes(other.text)
        return (self.field == "series") == (other.field == "series")


@dataclass(frozen=True, slots=True)
class Form:
    """How a court writes its numbers: fields and texts between `-`, `.` or `_`, as in `{series}-{year}-{number:5}`.

    `year` has four digits, or two as `{year:2}`; `number` is filled up with zeros to its width. Without a year
    the series never begins anew. Raises NumberFormUnusable.
    """

    text: str
    court: str  # the court's code, one to eight capital letters

    def __post_init__(self) -> None:
        fields = [piece.field for piece in self.pieces if piece.field]
        if len(self.text) > LONGEST_FORM or len(fields) != len(set(fields)) or not {"series", "number"} <= set(fields):
            raise NumberFormUnusable()

    @property
    def pieces(self) -> list[Piece]:
        return [_piece(text, self.court) for text in _SEPARATORS.split(self.text)[::2]]

    @property
    def yearly(self) -> bool:
        """Whether each year begins at 1."""
        return any(piece.field == "year" for piece in self.pieces)

    def reads(self, number: str) -> bool:
        """Whether a court that uses this form could have given the number."""
        texts, pieces = _SEPARATORS.split(number), self.pieces
        if texts[1::2] != _SEPARATORS.split(self.text)[1::2]:
            return False
        return all(piece.takes(text) for piece, text in zip(pieces, texts[::2], strict=True))

    def could_yet_give(self, number: str, year: int) -> bool:
        """Whether a court that uses this form in this year, or a later one, could still give the number."""
        if not self.reads(number):
            return False
        texts = _SEPARATORS.split(number)[::2]
        years = [
            (text, piece.width or 4) for text, piece in zip(texts, self.pieces, strict=True) if piece.field == "year"
        ]
        return all(int(text) >= year % 10**width for text, width in years)

    def write(self, series: str, year: int, number: int) -> str:
        """The number as people see it: `series` is a code as a court's is, `number` at least 1."""
        values = {"series": series, "number": str(number)}
        written = [self._written(piece, values, year) for piece in self.pieces]
        separators = [*_SEPARATORS.split(self.text)[1::2], ""]
        return "".join(piece + separator for piece, separator in zip(written, separators, strict=True))

    def counter(self, series: str, year: int) -> str:
        """The name of the counter it takes its numbers from; two forms with one counter never give one number."""
        court = f" of {self.court}" if any(piece.field == "court" for piece in self.pieces) else ""
        return f"{self.text}{court} {series}" + (f" {year}" if self.yearly else "")

    def may_stand_beside(self, other: "Form") -> bool:
        """Whether both can be used in one installation: they never meet, or count together."""
        return self.counter("A", 1) == other.counter("A", 1) or not self.meets(other)

    def meets(self, other: "Form") -> bool:
        """Whether the two could ever write the same text."""
        if _SEPARATORS.split(self.text)[1::2] != _SEPARATORS.split(other.text)[1::2]:
            return False
        return all(mine.meets(theirs) for mine, theirs in zip(self.pieces, other.pieces, strict=True))

    def _written(self, piece: Piece, values: dict[str, str], year: int) -> str:
        if piece.field == "year":
            return f"{year:04}"[-(piece.width or 4) :]
        if piece.field in values:
            return values[piece.field].zfill(piece.width)
        return piece.text


def usable_code(code: str) -> bool:
    """Whether this can be the code of a court or of a series: one to eight capital letters."""
    return _CODE.fullmatch(code) is not None


def _piece(text: str, court: str) -> Piece:
    found = _FIELD.fullmatch(text)
    if found is None:
        if _LITERAL.fullmatch(text) is None:
            raise NumberFormUnusable()
        return Piece(None, text)
    field, width = found[1], int(found[2] or 0)
    if width not in _WIDTHS[field] or not usable_code(court):
        raise NumberFormUnusable()
    return Piece(field, court if field == "court" else "", width)


COMMON = Form("{series}-{year}-{number}", "COURT")
"""The form of a court that has set none."""
