"""Numbers and addresses in a text that say who somebody is: cards, accounts, identity numbers, births.

Card numbers need the Luhn digit (ISO/IEC 7812-1), accounts the IBAN check (ISO 13616, ISO 7064 mod 97-10).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding's code and where it stands in the text; the last `shown` characters may be shown."""

    code: str
    start: int
    end: int
    shown: int = 0


_BORN = (
    r"date of birth|d\.?o\.?b\b\.?|birth ?date|born(?: on)?|geboren(?: am)?|geb\.|geburtsdatum|"
    r"n[ée]e? le|date de naissance|nato il|nata il|data di nascita|fecha de nacimiento|nacid[oa] el|"
    r"data urodzenia|ur\.|datum narození|nar\.|születési|født|född|geboortedatum|"
    r"дата рождения|дата народження|рожд[её]н\w*|ημερομηνία γέννησης|γεννηθ\w*|تاريخ الميلاد|doğum tarihi"
)
_NUMBERED = (
    r"ssn|social security(?: number| no\.?)?|national id(?:entity)?(?: number| no\.?)?|id(?:entity)? card(?: no\.?)?|"
    r"passport(?: number| no\.?)?|personal(?: identity)? (?:number|code)|tax id|svnr|sozialversicherungsnummer|"
    r"steuer-?id|reisepass(?:nummer)?|personalausweis\w*|rodné číslo|pesel|codice fiscale|dni|nie|bsn|cpr|"
    r"снилс|инн|паспорт|рнокпп|αφμ|αμκα"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}\b")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]){11,30}\b")
_CARD = re.compile(r"(?<![\d.,-])\d(?:[ -]?\d){12,18}(?![\d])")
_PHONE = re.compile(r"(?<![\w.])(?:\+|00)[1-9]\d{0,2}[ ./-]?(?:\(\d{1,5}\)[ ./-]?)?\d(?:[ ./-]?\d){5,12}(?!\d)")
_DATE = (
    r"(?:\d{1,2}[./-] ?\d{1,2}[./-] ?(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|"
    r"\d{1,2}\.? [^\W\d]{3,12} (?:19|20)\d\d|[^\W\d]{3,12} \d{1,2},? (?:19|20)\d\d)"
)
_BIRTH = re.compile(rf"\b(?:{_BORN})[\s:]{{0,4}}({_DATE})", re.IGNORECASE)
_LABELLED = re.compile(rf"\b(?:{_NUMBERED})[\s:#.]{{0,4}}([A-Z0-9][A-Z0-9 ./-]{{4,20}}\d\b)", re.IGNORECASE)
_SSN = re.compile(r"(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\d-])")


def luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit of the others."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def iban(text: str) -> bool:
    """Whether the two check digits fit; spaces do not matter."""
    compact = text.replace(" ", "")
    if not 15 <= len(compact) <= 34:
        return False
    return int("".join(str(int(c, 36)) for c in compact[4:] + compact[:4])) % 97 == 1


def identifiers(text: str) -> list[Hit]:
    """Every identifier in `text`, by place, none inside another."""
    found = sorted(_candidates(text), key=lambda hit: (hit.start, hit.start - hit.end))
    kept: list[Hit] = []
    for hit in found:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _candidates(text: str) -> Iterator[Hit]:
    yield from _matches("email", _EMAIL, text)
    yield from _ibans(text)
    yield from _matches("card-number", _CARD, text, shown=4, holds=_is_card)
    yield from _matches("birth-date", _BIRTH, text, group=1)
    yield from _matches("national-id", _LABELLED, text, group=1, shown=2)
    yield from _matches("national-id", _SSN, text, shown=2)
    yield from _matches("phone", _PHONE, text, shown=2)


def _matches(
    code: str,
    pattern: re.Pattern[str],
    text: str,
    *,
    group: int = 0,
    shown: int = 0,
    holds: Callable[[str], bool] = bool,
) -> Iterator[Hit]:
    for match in pattern.finditer(text):
        if holds(match[group]):
            yield Hit(code, match.start(group), match.end(group), shown)


def _ibans(text: str) -> Iterator[Hit]:
    """The longest prefix that checks: the pattern may have swallowed a following word in capitals."""
    for match in _IBAN.finditer(text):
        for end in range(match.end(), match.start() + 14, -1):
            if text[end - 1] != " " and iban(text[match.start() : end]):
                yield Hit("iban", match.start(), end, 4)
                break


def _is_card(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    return digits[0] in "23456" and len(set(digits)) > 1 and luhn(digits)
