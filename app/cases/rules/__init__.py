"""Who may do what in a case: the table, read as a question; seals."""

from app.cases.rules.access import Actor, Held, Right, Stand, Thing, counts, may, own_side, relations, right_to, stands
from app.cases.rules.seals import Sealed, opens, strictest, within
from app.cases.rules.table import (
    COUNSEL,
    FROM_PARTS,
    GRANTED,
    HELPERS,
    OF_THE_CASE,
    PARTIES,
    PERSONAL,
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
    "PERSONAL",
    "SIGNED",
    "TABLE",
    "WITHOUT_CONTENT",
    "Actor",
    "Held",
    "Right",
    "Rule",
    "Sealed",
    "Stand",
    "Thing",
    "counts",
    "may",
    "opens",
    "own_side",
    "relations",
    "right_to",
    "stands",
    "strictest",
    "within",
]
