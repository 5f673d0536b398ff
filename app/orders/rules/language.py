"""The language of templates: plain text with fields in double braces. It can do nothing but fill them in."""

import re
from collections.abc import Collection, Iterable, Mapping

from app.orders.commands import FreeField
from app.orders.errors import BracesUnpaired, FieldEmpty, FieldUnknown, FreeFieldUnusable
from app.orders.terms import FIELDS

_FIELD = re.compile(r"\{\{[ \t]*([^{}\r\n]*?)[ \t]*\}\}")
_BRACES = re.compile(r"\{\{|\}\}")


def check(words: str, known: Collection[str]) -> None:
    """Raises BracesUnpaired or FieldUnknown at the first place that cannot be filled in."""
    lone = _BRACES.search(_FIELD.sub(lambda found: " " * len(found[0]), words))
    wrong = next((found for found in _FIELD.finditer(words) if found[1] not in known), None)
    if lone and (wrong is None or lone.start() < wrong.start()):
        raise BracesUnpaired(**place(words, lone.start()))
    if wrong:
        raise FieldUnknown(**place(words, wrong.start()))


def fill(words: str, values: Mapping[str, str]) -> str:
    """The words with every field filled in; what is filled in is never read for fields again.

    Raises BracesUnpaired, FieldUnknown, FieldEmpty.
    """
    check(words, values)

    def value(found: re.Match[str]) -> str:
        if not values[found[1]].strip():
            raise FieldEmpty(**place(words, found.start()))
        return values[found[1]]

    return _FIELD.sub(value, words)


def place(words: str, at: int) -> dict[str, int]:
    """The line and the column of a place, counted from one."""
    before = words[:at]
    return {"line": before.count("\n") + 1, "column": at - (before.rfind("\n") + 1) + 1}


def names(free: Iterable[FreeField]) -> frozenset[str]:
    """Every field a template may use; raises FreeFieldUnusable for a name twice, or one of the court's."""
    known = set(FIELDS)
    for line, one in enumerate(free, 1):
        if one.name in known:
            raise FreeFieldUnusable(line=line)
        known.add(one.name)
    return frozenset(known)
