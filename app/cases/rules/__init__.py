"""Who may do what in a case: the table, read as a question; seals."""

from app.cases.rules.access import Actor, Held, Stand, Thing, counts, may, own_side, relations, stands, through
from app.cases.rules.seals import Sealed, opens, strictest, within
from app.cases.rules.standing import Standing, may_read, may_see_case, readable_levels
from app.cases.rules.table import (
    COUNSEL,
    FROM_PARTS,
    GRANTED,
    HELPERS,
    OF_THE_CASE,
    PARTIES,
    SIGNED,
    TABLE,
    WITHOUT_CONTENT,
    Rule,
)

__all__ = [
    "COUNSEL",
    "FROM_PARTS",
    "GRANTED",
    "HELPERS",
    "OF_THE_CASE",
    "PARTIES",
    "SIGNED",
    "TABLE",
    "WITHOUT_CONTENT",
    "Actor",
    "Held",
    "Rule",
    "Sealed",
    "Stand",
    "Standing",
    "Thing",
    "counts",
    "may",
    "may_read",
    "may_see_case",
    "opens",
    "own_side",
    "readable_levels",
    "relations",
    "stands",
    "strictest",
    "through",
    "within",
]
