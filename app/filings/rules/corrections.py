"""Corrections of the docket: what can be corrected in which entry, by whom, and what stands there afterwards.

The slip rule of most courts (CPR 40.12, FRCP 60(a)): a slip is corrected at any time, by a judge where it is in an
order. An entry keeps its number, its place and, unless it was typed from paper, the time at which it came in.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.cases.rules import strictest
from app.cases.terms import Act, EntryState, Level
from app.filings.errors import (
    CorrectionStepNotOpen,
    CorrectionUnderWay,
    EntryIsStruck,
    NotCorrectedSo,
    NothingToCorrect,
    ReceivedInFuture,
)
from app.filings.terms import CorrectionKind, CorrectionState

_K = CorrectionKind
JUDICIAL = frozenset({"order", "minute"})
"""Entries that a judge made: only a judge corrects them."""
_FITS = {
    "filing": frozenset({_K.heading, _K.type, _K.party, _K.case, _K.strike}),
    "paper": frozenset({_K.heading, _K.date, _K.party, _K.case, _K.strike}),
    "order": frozenset({_K.heading, _K.slip, _K.strike}),
    "minute": frozenset({_K.heading, _K.slip, _K.strike}),
    "hearing": frozenset({_K.heading, _K.strike}),
}
_VALUES = frozenset({_K.heading, _K.type, _K.date, _K.party})
_STEPS = {
    (CorrectionState.asked, True): CorrectionState.due,
    (CorrectionState.asked, False): CorrectionState.refused,
}


@dataclass(frozen=True, slots=True)
class Entered:
    """One line of a docket as far as a correction touches it. `type`: the kind of document, where it was filed."""

    kind: str
    title: str
    level: Level
    received_at: datetime | None
    filer_id: UUID | None = None
    side_id: UUID | None = None
    type: str | None = None
    state: EntryState = EntryState.stands


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction does to a line; only what its kind names is looked at."""

    kind: CorrectionKind
    title: str = ""
    type: str = ""
    received_at: datetime | None = None
    person_id: UUID | None = None
    side_id: UUID | None = None


def kinds_for(entry: Entered) -> frozenset[CorrectionKind]:
    """What can be corrected in this entry."""
    return frozenset() if entry.state is EntryState.struck else _FITS.get(entry.kind, frozenset())


def decided_by(entry: Entered, kind: CorrectionKind) -> Act:
    """The act that decides: clerical slips are the clerk's; orders, and who may read something sealed, the judge's."""
    reveals = kind is _K.party and entry.level is not Level.public and entry.level is not Level.parties
    return Act.order_correction if entry.kind in JUDICIAL or reveals else Act.correct


def check_change(entry: Entered, change: Change, now: datetime) -> None:
    """Raises EntryIsStruck, NotCorrectedSo, NothingToCorrect, ReceivedInFuture."""
    if entry.state is EntryState.struck:
        raise EntryIsStruck()
    if change.kind not in kinds_for(entry):
        raise NotCorrectedSo()
    if change.received_at is not None and change.received_at > now:
        raise ReceivedInFuture()
    after = corrected(entry, change)
    if change.kind in _VALUES and replace(after, state=entry.state) == entry:
        raise NothingToCorrect()


def corrected(entry: Entered, change: Change) -> Entered:
    """The line afterwards. Whoever filed something stays the one who filed it: their receipt is theirs."""
    marked = replace(entry, state=EntryState.corrected)
    match change.kind:
        case _K.heading:
            return replace(marked, title=change.title)
        case _K.type:
            return replace(marked, type=change.type)
        case _K.date:
            return replace(marked, received_at=change.received_at)
        case _K.party:
            filer = change.person_id if entry.kind == "paper" else entry.filer_id
            return replace(marked, filer_id=filer, side_id=change.side_id)
        case _K.case | _K.strike:
            return replace(entry, state=EntryState.struck)
        case _:
            return marked


def level_elsewhere(entry_level: str, case_level: str) -> Level:
    """Under which seal something is docketed in another case: nobody reads it there who could not before."""
    return strictest((entry_level, case_level))


def decided(state: str, *, grant: bool) -> CorrectionState:
    """What becomes of something asked; raises CorrectionStepNotOpen."""
    step = (CorrectionState(state), grant)
    if step not in _STEPS:
        raise CorrectionStepNotOpen()
    return _STEPS[step]


def check_alone(states: Iterable[str]) -> None:
    """Only one correction of an entry waits for its minute; raises CorrectionUnderWay."""
    if CorrectionState.due in states:
        raise CorrectionUnderWay()
