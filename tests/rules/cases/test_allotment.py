"""A judge is drawn, not chosen: alike within the list, never one who is barred, and the draw can be repeated."""

from collections import Counter
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.errors import NobodyToAllot
from app.cases.rules.allotment import Candidate, allot
from app.cases.terms import Bar, Method

CANDIDATES = st.lists(
    st.builds(
        Candidate,
        person_id=st.uuids(),
        share=st.integers(1, 100),
        open_cases=st.integers(0, 400),
        bars=st.frozensets(st.sampled_from(Bar), max_size=1),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda one: one.person_id,
)
METHODS = st.sampled_from(Method)


def judges(*open_cases: int, share: int = 100) -> list[Candidate]:
    return [Candidate(UUID(int=n), share, cases) for n, cases in enumerate(open_cases, 1)]


def drawn(candidates: list[Candidate], method: Method, times: int = 6000) -> Counter[UUID]:
    return Counter(allot(candidates, method, f"seed {n}").chosen for n in range(times))


@given(CANDIDATES, METHODS, st.text(max_size=20))
def test_nobody_who_is_barred_is_ever_drawn_and_each_is_named_with_the_reason(
    candidates: list[Candidate], method: Method, seed: str
) -> None:
    barred = {one.person_id: one.bars for one in candidates if one.bars}
    if len(barred) == len(candidates):
        with pytest.raises(NobodyToAllot):
            allot(candidates, method, seed)
        return
    made = allot(candidates, method, seed)
    assert made.chosen not in barred
    assert dict(made.left_out) == barred
    assert {person for person, _ in made.weights} == {one.person_id for one in candidates} - set(barred)


@given(CANDIDATES, METHODS, st.text(max_size=20), st.randoms())
def test_the_order_in_which_judges_are_listed_does_not_matter(
    candidates: list[Candidate], method: Method, seed: str, random: Random
) -> None:
    if all(one.bars for one in candidates):
        return
    shuffled = random.sample(candidates, len(candidates))
    assert allot(candidates, method, seed) == allot(shuffled, method, seed)


def test_a_uniform_draw_is_uniform_whatever_the_workload() -> None:
    found = drawn(judges(0, 10, 200, 3, 50, 1), Method.uniform)
    chi_square = sum((count - 1000) ** 2 / 1000 for count in found.values())
    assert len(found) == 6
    assert chi_square < 20.5  # five degrees of freedom, p = 0.001


def test_a_draw_by_workload_follows_its_weights_and_nothing_else() -> None:
    candidates = [
        Candidate(UUID(int=n), share, cases)
        for n, (share, cases) in enumerate([(100, 0), (100, 4), (50, 4), (100, 19), (20, 60), (80, 9)], 1)
    ]
    found = drawn(candidates, Method.by_workload, times=20_000)
    weights = dict(allot(candidates, Method.by_workload, "any").weights)
    expected = {person: 20_000 * weight / sum(weights.values()) for person, weight in weights.items()}
    chi_square = sum((found[person] - wanted) ** 2 / wanted for person, wanted in expected.items())
    assert min(expected.values()) > 20
    assert chi_square < 20.5  # five degrees of freedom, p = 0.001


def test_by_workload_half_the_cases_make_twice_the_chance() -> None:
    found = drawn(judges(9, 19), Method.by_workload)
    assert 1.8 < found[UUID(int=1)] / found[UUID(int=2)] < 2.2


def test_half_a_post_gets_half_the_chance() -> None:
    half = [Candidate(UUID(int=1), 100, 4), Candidate(UUID(int=2), 50, 4)]
    found = drawn(half, Method.by_workload)
    assert 1.8 < found[UUID(int=1)] / found[UUID(int=2)] < 2.2
