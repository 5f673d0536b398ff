"""The register's words."""

from app.cases.terms.access import (
    LEVEL_WORDS,
    STRICTNESS,
    Act,
    GrantKind,
    Level,
    NoticeKind,
    NoticeState,
    Relation,
    StandInKind,
)
from app.cases.terms.deadlines import STATE_WORDS, UNIT_WORDS, WAY_WORDS, Because, DeadlineState, Unit, Way
from app.cases.terms.opening import BAR_WORDS, MATTER_WORDS, METHOD_WORDS, PROFILE_WORDS, Bar, Method, OpeningRole
from app.cases.terms.register import PREFIX, Matter, Profile

__all__ = [
    "BAR_WORDS",
    "LEVEL_WORDS",
    "MATTER_WORDS",
    "METHOD_WORDS",
    "PREFIX",
    "PROFILE_WORDS",
    "STATE_WORDS",
    "STRICTNESS",
    "UNIT_WORDS",
    "WAY_WORDS",
    "Act",
    "Bar",
    "Because",
    "DeadlineState",
    "GrantKind",
    "Level",
    "Matter",
    "Method",
    "NoticeKind",
    "NoticeState",
    "OpeningRole",
    "Profile",
    "Relation",
    "StandInKind",
    "Unit",
    "Way",
]
