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
from app.cases.terms.opening import BAR_WORDS, MATTER_WORDS, METHOD_WORDS, PROFILE_WORDS, Bar, Method, OpeningRole
from app.cases.terms.register import PREFIX, Matter, Profile

__all__ = [
    "BAR_WORDS",
    "LEVEL_WORDS",
    "MATTER_WORDS",
    "METHOD_WORDS",
    "PREFIX",
    "PROFILE_WORDS",
    "STRICTNESS",
    "Act",
    "Bar",
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
]
