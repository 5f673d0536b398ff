"""What a clerk's decision must state, and until when a returned filing can be corrected."""

from datetime import date, datetime, time, timedelta

from app.cases.terms import STRICTNESS, Level
from app.filings.commands import Accept, SendBack
from app.filings.errors import (
    CureDateWrong,
    FilingChangedMeanwhile,
    LevelRelaxed,
    ReasonMissing,
    StepNotOpen,
    TitleMissing,
)
from app.filings.rules.envelope import Envelope, check_unread
from app.filings.rules.life import WITH_THE_COURT
from app.filings.rules.recall import takes_effect
from app.filings.terms import CURE_DAYS, LONGEST_CURE_DAYS, Act, FilingStatus
from app.kernel.errors import Refusal
from app.kernel.zones import local, resolve_local


def docket_terms(filed_title: str, filed_level: str, command: Accept) -> tuple[str, Level]:
    """Title and level as they will stand on the docket; a level is only ever made stricter."""
    level = Level(command.level or filed_level)
    if STRICTNESS[level] < STRICTNESS[Level(filed_level)]:
        raise LevelRelaxed()
    title = filed_title if command.title is None else command.title
    if not title:
        raise TitleMissing()
    return title, level


def check_seen(command: Accept, version: int) -> None:
    """Raises FilingChangedMeanwhile where the clerk saw another version than stands now."""
    if command.version not in (None, version):
        raise FilingChangedMeanwhile()


def why_not_unread(status: str, envelope: Envelope) -> Refusal | None:
    """Why a filing in this state cannot be accepted together with others; None when it can."""
    if FilingStatus(status) not in WITH_THE_COURT:
        return StepNotOpen(state=status, act=Act.accept)
    try:
        check_unread(envelope)
    except Refusal as refusal:
        return refusal
    return None


def effective_at(command: Accept, now: datetime) -> datetime:
    """When an acceptance takes effect."""
    return takes_effect(now, at_once=command.at_once)


def cure_by(command: SendBack, zone: str, now: datetime) -> datetime:
    """The last moment of the chosen day on the court's clock; raises ReasonMissing, CureDateWrong."""
    if not command.reasons:
        raise ReasonMissing()
    today = local(now, zone).date()
    if not today < command.cure_by <= today + timedelta(days=LONGEST_CURE_DAYS):
        raise CureDateWrong(latest_days=LONGEST_CURE_DAYS)
    return end_of_day(command.cure_by, zone)


def cure_after_check(zone: str, now: datetime) -> datetime:
    """The same when the check sends it back by itself."""
    return end_of_day(local(now, zone).date() + timedelta(days=CURE_DAYS), zone)


def end_of_day(day: date, zone: str) -> datetime:
    """The last second of a day where the court is (FRCP 6(a)(4)(A): until midnight in the court's zone)."""
    return resolve_local(day, time(23, 59, 59), zone, second=True)
