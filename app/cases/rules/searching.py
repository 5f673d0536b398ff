"""What somebody typed into the search box: the words of a title, a number in the ways people write it, or a day."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.cases.rules.numbers import Form

LONGEST = 200
_MOST_WORDS = 12
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SHORT = re.compile(r"(\d{1,9})(?:[/ -](\d{2}|\d{4}))?")


@dataclass(frozen=True, slots=True)
class Sought:
    """`words`: folded, in order; `phrase`: they stand together. `day`: the one that was written, if one was."""

    text: str
    words: tuple[str, ...]
    phrase: bool
    day: date | None


def sought(text: str) -> Sought:
    """What was asked for; anything at all can be typed, and the worst that it gives is nothing."""
    text = " ".join(text.split())[:LONGEST]
    words = tuple(fold(text).split()[:_MOST_WORDS])
    quoted = len(text) > 2 and text[0] in '"“„«' and text[-1] in '"”“»'
    return Sought(text, words, quoted or any(_stands_alone(letter) for letter in text), _day(text))


def fold(text: str) -> str:
    """Words as they are looked up: small letters without marks, each word apart, each Chinese character a word."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    apart = (f" {c} " if _stands_alone(c) else c if c.isalnum() else " " for c in plain)
    return " ".join("".join(apart).split())


def fold_number(number: str) -> str:
    """A number as it is looked up, however its letters and spaces were typed."""
    return "".join(number.split()).upper()


def numbers_meant(text: str, forms: Iterable[Form], series: Iterable[str], year: int) -> list[str]:
    """Every number of a case that this can be short for: itself, and "17" or "17/26" in each series of a court."""
    found = ["".join(text.split()), fold_number(text)]
    short, kinds = _SHORT.fullmatch(text), list(series)
    if short is not None and int(short[1]) > 0:
        years = [_full(short[2], year)] if short[2] else [year, year - 1]
        found += [form.write(one, of, int(short[1])) for form in forms for one in kinds for of in years]
    return list(dict.fromkeys(found))


def _full(written: str, now: int) -> int:
    return int(written) if len(written) == 4 else now - now % 100 + int(written)


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _stands_alone(letter: str) -> bool:
    """Whether this is a character of a script that writes words without spaces."""
    return "\u3040" <= letter <= "\u30ff" or "\u3400" <= letter <= "\u9fff" or "\u0e00" <= letter <= "\u0e7f"
