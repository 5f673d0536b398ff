"""What a grant, a seal and a stand-in must state before they count."""

from collections.abc import Collection
from datetime import datetime, timedelta

from app.auth.terms import Desk
from app.cases.errors import (
    AlreadyAtThisLevel,
    NobodyNamed,
    NoColleague,
    OnlyTheJudgeRelaxes,
    PeriodWrong,
    PurposeMissing,
)
from app.cases.rules.seals import within
from app.cases.rules.table import WITHOUT_CONTENT
from app.cases.terms import GrantKind, Level, StandInKind

LONGEST_GRANT = timedelta(days=366)
LONGEST_ABSENCE = timedelta(days=366)
_TAKEN_OVER = frozenset({Desk.clerk, Desk.judge, Desk.counsel})
_OF_A_COURT = frozenset({Desk.clerk, Desk.judge})
_ASSISTANTS = frozenset({Desk.counsel, Desk.participant})


def check_grant(kind: GrantKind, purpose: str, order_ref: str | None, until: datetime, at: datetime) -> None:
    """Access is for a purpose and a time; the press is let in by an order. Raises PurposeMissing, PeriodWrong."""
    if not purpose.strip() or (kind is GrantKind.press and not (order_ref or "").strip()):
        raise PurposeMissing()
    if not at < until <= at + LONGEST_GRANT:
        raise PeriodWrong(days=LONGEST_GRANT.days)


def check_seal(present: Level, wanted: Level, names: Collection[object]) -> None:
    """A seal only restricts; what relaxes is the judge's.

    Raises OnlyTheJudgeRelaxes, AlreadyAtThisLevel, NobodyNamed.
    """
    if wanted is present:
        raise AlreadyAtThisLevel()
    if within(wanted, present):
        raise OnlyTheJudgeRelaxes()
    if wanted is Level.named and not names:
        raise NobodyNamed()


def check_unsealing(present: Level, wanted: Level, names: Collection[object]) -> None:
    """Relaxing lets more people read. Raises AlreadyAtThisLevel, NobodyNamed."""
    if not within(wanted, present) or wanted is present:
        raise AlreadyAtThisLevel()
    if wanted is Level.named and not names:
        raise NobodyNamed()


def check_stand_in(
    kind: StandInKind, giver: tuple[Desk, object], holder: tuple[Desk, object], *, same_person: bool
) -> None:
    """A colleague sits at the same desk of the same court; an assistant is counsel's. Each: (desk, court).

    Raises NoColleague.
    """
    if same_person or holder[0] in WITHOUT_CONTENT or giver[0] not in _TAKEN_OVER:
        raise NoColleague()
    if kind is StandInKind.assistant:
        if giver[0] is not Desk.counsel or holder[0] not in _ASSISTANTS:
            raise NoColleague()
    elif giver[0] is not holder[0] or (giver[0] in _OF_A_COURT and giver[1] != holder[1]):
        raise NoColleague()


def check_period(kind: StandInKind, since: datetime, until: datetime | None, at: datetime) -> None:
    """An absence ends; an assistant stays until counsel ends it. Raises PeriodWrong."""
    if until is None:
        if kind is StandInKind.delegate:
            raise PeriodWrong(days=LONGEST_ABSENCE.days)
    elif not max(since, at) < until <= max(since, at) + LONGEST_ABSENCE:
        raise PeriodWrong(days=LONGEST_ABSENCE.days)
