"""Custody is a chain: each move begins where the last one ended, and what is gone comes back by no moves at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.paper.errors import ExhibitMoveNeeds, ExhibitMoveNotOpen
from app.paper.rules.exhibits import Custody, Move, moved, open_acts
from app.paper.terms import ExhibitAct, ExhibitState

WORDS = st.sampled_from(["", "B 12"])
MOVES = st.builds(Move, st.sampled_from(ExhibitAct), WORDS, WORDS, WORDS)
GONE = {ExhibitState.returned, ExhibitState.destroyed}


@given(st.lists(MOVES, max_size=30), st.booleans())
def test_a_thing_is_in_one_place_and_what_is_gone_stays_gone(moves: list[Move], contraband: bool) -> None:
    now = Custody(ExhibitState.kept, "A 1", contraband)
    for move in moves:
        before = now
        try:
            now = moved(now, move)
        except (ExhibitMoveNotOpen, ExhibitMoveNeeds):
            assert now == before
            continue
        assert before.state not in GONE
        assert (now.shelf != "") == (now.state is ExhibitState.kept)
        assert now.contraband == contraband
        if now.state in GONE:
            assert move.order_ref
        if now.state is ExhibitState.lent:
            assert move.to
            assert move.order_ref or not contraband


@given(MOVES, st.sampled_from(ExhibitState))
def test_what_is_offered_is_what_is_open(move: Move, state: ExhibitState) -> None:
    where = Custody(state, "A 1" if state is ExhibitState.kept else "")
    full = Move(move.act, "B 12", "Somebody", "Order 1")
    if move.act in open_acts(state):
        assert moved(where, full).state in ExhibitState
    else:
        with pytest.raises(ExhibitMoveNotOpen):
            moved(where, full)


def test_what_is_lent_comes_back_before_anything_else() -> None:
    lent = moved(Custody(ExhibitState.kept, "A 1"), Move(ExhibitAct.lend, to="Institute"))
    for act in (ExhibitAct.give_up, ExhibitAct.destroy, ExhibitAct.shelve, ExhibitAct.lend):
        with pytest.raises(ExhibitMoveNotOpen):
            moved(lent, Move(act, "B 1", "Somebody", "Order 1"))
    assert moved(lent, Move(ExhibitAct.take_back, "B 1")) == Custody(ExhibitState.kept, "B 1")
