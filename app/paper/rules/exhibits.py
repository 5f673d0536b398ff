"""The chain of custody of one thing: each move begins where the last one ended, and what is gone stays gone."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.paper.errors import ExhibitMoveNeeds, ExhibitMoveNotOpen
from app.paper.terms import ExhibitAct, ExhibitState

_S, _A = ExhibitState, ExhibitAct
TABLE: Mapping[tuple[ExhibitState, ExhibitAct], ExhibitState] = {
    (_S.kept, _A.shelve): _S.kept,
    (_S.kept, _A.lend): _S.lent,
    (_S.lent, _A.take_back): _S.kept,
    (_S.kept, _A.give_up): _S.returned,
    (_S.kept, _A.destroy): _S.destroyed,
}
_ON_ORDER = frozenset({_A.give_up, _A.destroy})
_TO_SOMEBODY = frozenset({_A.lend, _A.give_up})
_TO_A_SHELF = frozenset({_A.shelve, _A.take_back})


@dataclass(frozen=True, slots=True)
class Custody:
    """Where a thing is now. `shelf` is empty when it is not here."""

    state: ExhibitState
    shelf: str
    contraband: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """What is to be done: onto which shelf, into whose hands, on whose order."""

    act: ExhibitAct
    shelf: str = ""
    to: str = ""
    order_ref: str = ""


def moved(before: Custody, move: Move) -> Custody:
    """Where the thing is after the move; raises ExhibitMoveNotOpen, ExhibitMoveNeeds.

    What is forbidden to own leaves its shelf on a court's order alone.
    """
    after = TABLE.get((before.state, move.act))
    if after is None:
        raise ExhibitMoveNotOpen(state=before.state, act=move.act)
    on_order = move.act in _ON_ORDER or (before.contraband and move.act is _A.lend)
    needed = {
        "shelf": move.act in _TO_A_SHELF and not move.shelf,
        "to": move.act in _TO_SOMEBODY and not move.to,
        "order_ref": on_order and not move.order_ref,
    }
    missing = [name for name, needs in needed.items() if needs]
    if missing:
        raise ExhibitMoveNeeds(missing=missing)
    return Custody(after, move.shelf if after is _S.kept else "", before.contraband)


def open_acts(state: ExhibitState) -> list[ExhibitAct]:
    """What can be done with a thing in this state."""
    return [act for (where, act) in TABLE if where is state]
