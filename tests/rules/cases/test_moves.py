"""Which moves a case permits, and who goes when one is severed."""

from itertools import product
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.errors.moves import MoveNotOpen, NothingMoves, SomethingUnfinished
from app.cases.rules.moves import FINISHED, Player, Standing, check_move, permitted, split
from app.cases.rules.numbers import COMMON, Form
from app.cases.terms.moves import CaseState, Move, Unfinished

PEOPLE = [UUID(int=number) for number in range(1, 8)]
STANDINGS = [Standing(state, *flags) for state, flags in product(CaseState, product((False, True), repeat=4))]


@pytest.mark.parametrize("standing", STANDINGS)
def test_while_another_court_is_asked_the_case_is_only_taken_over_refused_or_taken_back(standing: Standing) -> None:
    answers = {Move.accept, Move.refuse, Move.withdraw_offer}
    can = permitted(standing)
    assert can <= answers if standing.offered else not can & answers


@pytest.mark.parametrize("standing", STANDINGS)
def test_an_archived_case_is_opened_again_or_appealed_and_nothing_else(standing: Standing) -> None:
    if standing.state is CaseState.archived:
        assert permitted(standing) <= {Move.reopen, Move.appeal}
    else:
        assert Move.reopen not in permitted(standing)


@pytest.mark.parametrize("standing", STANDINGS)
def test_a_case_that_goes_along_is_neither_handed_over_nor_archived(standing: Standing) -> None:
    if standing.led or standing.leads:
        assert not permitted(standing) & {Move.offer, Move.accept, Move.archive, Move.remit, Move.together}


@given(st.sampled_from(STANDINGS), st.sampled_from(Move), st.sets(st.sampled_from(Unfinished)))
def test_what_is_not_in_the_table_is_refused(standing: Standing, move: Move, unfinished: set[Unfinished]) -> None:
    if move not in permitted(standing):
        with pytest.raises(MoveNotOpen):
            check_move(move, standing, unfinished)
    elif FINISHED.get(move, frozenset()) & unfinished:
        with pytest.raises(SomethingUnfinished):
            check_move(move, standing, unfinished)
    else:
        check_move(move, standing, unfinished)


@st.composite
def players(draw: st.DrawFn) -> list[Player]:
    made = [Player(PEOPLE[0], bench=True), Player(PEOPLE[1]), Player(PEOPLE[2])]
    for one in PEOPLE[3:]:
        serves = draw(st.sets(st.sampled_from(PEOPLE[1:3]), max_size=2))
        made.append(Player(one, frozenset(serves)))
    return made


@given(players(), st.sets(st.sampled_from(PEOPLE)), st.sets(st.sampled_from(PEOPLE)))
def test_nobody_loses_whom_they_act_for_and_a_judge_is_in_both(
    people: list[Player], goes: set[UUID], both: set[UUID]
) -> None:
    try:
        found = split(people, goes, both)
    except NothingMoves:
        return
    assert PEOPLE[0] in found.there - found.gone
    assert found.gone <= found.there
    for one in people:
        if one.serves:
            assert (one.person_id in found.there) == bool(one.serves & found.there)
            assert (one.person_id in found.gone) == (one.serves <= found.gone)
    assert {one.person_id for one in people if not one.bench} - found.gone
    assert found.there - {PEOPLE[0]}


def test_nobody_goes_alone_from_an_empty_case() -> None:
    with pytest.raises(NothingMoves):
        split([Player(uuid4(), bench=True)], [], [])


@given(st.integers(2000, 2099), st.integers(1, 10**6))
def test_a_form_reads_every_number_it_writes(year: int, number: int) -> None:
    own = Form("{court}-{series}-{year}-{number:4}", "PC")
    for form in (own, COMMON, Form("{series}.{year:2}.{number}", "PC")):
        assert form.reads(form.write("PE", year, number))
    assert not COMMON.reads(own.write("PE", year, number))
    assert not Form(own.text, "VAR").reads(own.write("PE", year, number))
