"""Which moves a case permits as it stands: what is not in the table is refused, and nothing has changed then."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from app.cases.errors.moves import MoveNotOpen, NothingMoves, SomethingUnfinished
from app.cases.terms.moves import CaseState, Move, Unfinished

_M = Move


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands. `offered`: another court has been asked to take it; `leads`, `led`: it goes along with others.

    `appealed`: it came out of another case by appeal, and was not sent back yet.
    """

    state: CaseState = CaseState.open
    offered: bool = False
    leads: bool = False
    led: bool = False
    appealed: bool = False


_OPEN = frozenset({_M.offer, _M.together, _M.consolidate, _M.separate, _M.sever, _M.appeal, _M.remit, _M.archive})
PERMITTED: Mapping[CaseState, frozenset[Move]] = {
    CaseState.open: _OPEN | {_M.withdraw_offer, _M.accept, _M.refuse},
    CaseState.archived: frozenset({_M.reopen, _M.appeal}),  # an appeal comes when the case is over
}
_WHILE_OFFERED = frozenset({_M.withdraw_offer, _M.accept, _M.refuse})
_ALONE = frozenset({_M.offer, _M.accept, _M.remit, _M.archive})
"""Not with a case that goes along with others: it is separated first."""
FINISHED: Mapping[Move, frozenset[Unfinished]] = {
    _M.offer: frozenset({Unfinished.hearing}),
    _M.accept: frozenset({Unfinished.hearing}),
    _M.remit: frozenset(Unfinished),
    _M.archive: frozenset(Unfinished),
}
"""What must be over first. A filing that waits, and a deadline, go along to another court."""


def permitted(standing: Standing) -> frozenset[Move]:
    """Every move the case permits."""
    return frozenset(move for move in PERMITTED[standing.state] if _fits(move, standing))


def check_move(move: Move, standing: Standing, unfinished: Collection[Unfinished] = ()) -> None:
    """Raises MoveNotOpen, SomethingUnfinished."""
    if move not in permitted(standing):
        raise MoveNotOpen(state=standing.state.value)
    left = FINISHED.get(move, frozenset()) & set(unfinished)
    if left:
        raise SomethingUnfinished(unfinished=sorted(left))


def check_lead(standing: Standing) -> None:
    """Whether another case may go along with this one. Raises MoveNotOpen."""
    if standing.state is not CaseState.open or standing.offered or standing.led:
        raise MoveNotOpen(state=standing.state.value)


def _fits(move: Move, standing: Standing) -> bool:
    if standing.offered != (move in _WHILE_OFFERED):
        return False
    together = standing.leads or standing.led
    if together and move in _ALONE:
        return False
    match move:
        case Move.together | Move.consolidate:
            return not together
        case Move.separate:
            return standing.led
        case Move.remit:
            return standing.appealed
        case _:
            return True


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody with parts in a case, and whom they act for in it. `bench`: a judge of it."""

    person_id: UUID
    serves: frozenset[UUID] = frozenset()
    bench: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """Who plays a part in the severed case, and who plays none in the old one any more."""

    there: frozenset[UUID]
    gone: frozenset[UUID]


def split(players: Collection[Player], goes: Collection[UUID], both: Collection[UUID]) -> Split:
    """Who goes, when these go and those are in both. Judges are in both; whoever acts for others follows them.

    Raises NothingMoves when nobody would go, or nobody would stay.
    """
    known = {one.person_id for one in players}
    gone, there = set(goes) & known, (set(goes) | set(both)) & known
    for one in players:
        if one.bench:
            gone.discard(one.person_id)
            there.add(one.person_id)
        elif one.serves:
            gone.discard(one.person_id)
            there.discard(one.person_id)
    helpers = [one for one in players if one.serves and not one.bench]
    for one in helpers:
        if one.serves & there:
            there.add(one.person_id)
        if one.serves <= gone:
            gone.add(one.person_id)
    plain = {one.person_id for one in players if not one.bench}
    if not there & plain or plain <= gone:
        raise NothingMoves()
    return Split(frozenset(there), frozenset(gone))
