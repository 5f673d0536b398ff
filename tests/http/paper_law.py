"""The law of paper: what clerks print, label and take money for, and what the bench takes along."""

from typing import Any

from tests.http.law import PEOPLE, Law, Who

_BENCH: Who = frozenset({"clerk", "unit_clerk", "other_clerk", "judge", "other_judge"})


def clerks(_case: str) -> Who:
    """Every clerk, for their own court."""
    return frozenset({"clerk", "unit_clerk", "other_clerk"}) & PEOPLE


def told(_case: str) -> Who:
    """Everybody else who signed in is told that it is not theirs."""
    return PEOPLE - clerks(_case)


def bench(_case: str) -> Who:
    """Clerks and judges."""
    return _BENCH & PEOPLE


def not_on_the_bench(_case: str) -> Who:
    return PEOPLE - bench(_case)


def signed_in(_case: str) -> Who:
    return PEOPLE


def _get(route: str, may: Any, knows: Any) -> Law:
    return Law("GET", route, may, knows, cases=("open",))


API: tuple[Law, ...] = (
    _get("/api/v1/paper/door", clerks, told),
    _get("/api/v1/paper/door.pdf", clerks, told),
    _get("/api/v1/paper/day.pdf", bench, not_on_the_bench),
)
PAGES: tuple[Law, ...] = (
    _get("/paper", signed_in, told),
    _get("/paper/door", clerks, told),
    _get("/paper/door.pdf", clerks, told),
    _get("/paper/day", bench, not_on_the_bench),
    _get("/paper/day.pdf", bench, not_on_the_bench),
)
