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
from app.cases.terms.register import PREFIX, Matter, Profile

__all__ = [
    "LEVEL_WORDS",
    "PREFIX",
    "STRICTNESS",
    "Act",
    "GrantKind",
    "Level",
    "Matter",
    "NoticeKind",
    "NoticeState",
    "Profile",
    "Relation",
    "StandInKind",
]
