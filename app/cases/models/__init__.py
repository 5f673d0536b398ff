"""Rows of the register: courts, cases, parts, docket entries, and who may see them."""

from app.cases.models.access import Grant, Seal, SealName, StandIn
from app.cases.models.asking import Asking
from app.cases.models.break_glass import BreakGlass, Silence
from app.cases.models.docket import DocketEntry
from app.cases.models.importing import ImportedCase
from app.cases.models.moves import CaseLink, CaseOffer, CaseRest
from app.cases.models.parts import CounselNotice, Part
from app.cases.models.persons import Likeness, NameKey, OtherName, PersonLink
from app.cases.models.register import Case, Court, Series, Unit, UnitClerk
from app.cases.models.searching import CaseAlias, DocketWords
from app.cases.models.work import Assignment

__all__ = [
    "Asking",
    "Assignment",
    "BreakGlass",
    "Case",
    "CaseAlias",
    "CaseLink",
    "CaseOffer",
    "CaseRest",
    "CounselNotice",
    "Court",
    "DocketEntry",
    "DocketWords",
    "Grant",
    "ImportedCase",
    "Likeness",
    "NameKey",
    "OtherName",
    "Part",
    "PersonLink",
    "Seal",
    "SealName",
    "Series",
    "Silence",
    "StandIn",
    "Unit",
    "UnitClerk",
]
