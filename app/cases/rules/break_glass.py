"""Emergency access takes two officers, a reason and an end: who may ask, allow, end and review it, and who is told.

An administrator is no officer of the court: they neither ask nor allow.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.auth.terms import Desk
from app.cases.errors import (
    AnotherOfficerNeeded,
    BreakGlassNotFound,
    BreakGlassTooLong,
    NoLongerRunning,
    NoLongerWaiting,
    NotYetOver,
    OnlyJudgesOfTheCase,
    OnlyOfficers,
)
from app.cases.terms.break_glass import LONGEST, MAY_ALLOW, MAY_ASK, SHORTEST, WAITS, Decision, Stage


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it stands: who asked from which court, what was decided, until when it runs."""

    asked_by: UUID
    asked_court_id: UUID | None
    asked_at: datetime
    decision: Decision | None = None
    decided_by: UUID | None = None
    until: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody of a court, or of all of them."""

    person_id: UUID
    desk: Desk
    court_id: UUID | None


def stage(asked: Asked, at: datetime) -> Stage:
    """How the request stands; it lapses and ends by itself."""
    match asked.decision:
        case None:
            return Stage.waiting if at - asked.asked_at < WAITS else Stage.lapsed
        case Decision.allowed:
            ends = asked.ended_at or asked.until
            return Stage.running if ends is None or at < ends else Stage.over
        case other:
            return Stage(other.value)


def check_asking(desk: Desk, minutes: int) -> None:
    """Raises OnlyOfficers, BreakGlassTooLong."""
    if desk not in MAY_ASK:
        raise OnlyOfficers()
    if not _minutes(SHORTEST) <= minutes <= _minutes(LONGEST):
        raise BreakGlassTooLong(shortest=_minutes(SHORTEST), longest=_minutes(LONGEST))


def sees_waiting(officer: Officer, asked: Asked) -> bool:
    """Whether an officer is shown a request: their own, and those they could decide on."""
    return officer.person_id == asked.asked_by or (officer.desk in MAY_ALLOW and _same_house(officer, asked))


def check_deciding(officer: Officer, asked: Asked, at: datetime) -> None:
    """Raises OnlyOfficers, BreakGlassNotFound, AnotherOfficerNeeded, NoLongerWaiting."""
    if officer.desk not in MAY_ALLOW:
        raise OnlyOfficers()
    if not sees_waiting(officer, asked):
        raise BreakGlassNotFound()
    if officer.person_id == asked.asked_by:
        raise AnotherOfficerNeeded()
    if stage(asked, at) is not Stage.waiting:
        raise NoLongerWaiting()


def opens(asker: UUID, allower: Officer, asked: Asked, court_id: UUID, parties: Collection[UUID]) -> bool:
    """Whether it opens this case: one of a court they both stand in, and neither is of the case itself."""
    of_it = all(place in (None, court_id) for place in (asked.asked_court_id, allower.court_id))
    return of_it and not {asker, allower.person_id} & set(parties)


def check_ending(officer: Officer, asked: Asked, is_judge: bool, at: datetime) -> None:
    """Whoever asked, whoever allowed it and the judge of the case may end it: BreakGlassNotFound, NoLongerRunning."""
    if not is_judge and officer.person_id not in {asked.asked_by, asked.decided_by}:
        raise BreakGlassNotFound()
    if stage(asked, at) not in {Stage.running, Stage.waiting}:
        raise NoLongerRunning()


def check_reviewing(is_judge: bool, asked: Asked, at: datetime) -> None:
    """A judge of the case looks at it once it is over: BreakGlassNotFound, NotYetOver."""
    if not is_judge or asked.decision is not Decision.allowed:
        raise BreakGlassNotFound()
    if stage(asked, at) is Stage.running:
        raise NotYetOver()


def check_reading(reader: UUID, asked: Asked, at: datetime) -> None:
    """Only whoever asked reads by it, and only while it runs: BreakGlassNotFound, NoLongerRunning."""
    if reader != asked.asked_by or asked.decision is not Decision.allowed:
        raise BreakGlassNotFound()
    if stage(asked, at) is not Stage.running:
        raise NoLongerRunning()


def require_judge_of_the_case(is_judge: bool) -> None:
    """Raises OnlyJudgesOfTheCase."""
    if not is_judge:
        raise OnlyJudgesOfTheCase()


def whom_it_concerns(
    identity_of: UUID | None, protected: Collection[UUID], parties: Collection[UUID]
) -> frozenset[UUID]:
    """Who is told beside the judges: whose name was asked for, else the protected people, else the parties."""
    if identity_of is not None:
        return frozenset({identity_of})
    return frozenset(protected or parties)


def _same_house(officer: Officer, asked: Asked) -> bool:
    return officer.court_id is None or asked.asked_court_id in (None, officer.court_id)


def _minutes(length: timedelta) -> int:
    return length // timedelta(minutes=1)
