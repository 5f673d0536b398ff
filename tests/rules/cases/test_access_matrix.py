"""Who may do what: every relation × act × seal, the table against policies written from the law, cell by cell."""

import os
import random

from app.cases.rules import TABLE, may
from app.cases.terms import Act, Relation
from tests.doubles import access_facts as facts
from tests.doubles.access_cast import NOW_MINUTE, OFFICES, WORLD, matters
from tests.doubles.access_law import ACTS, RANK, Matter, verdicts

LONG = os.environ.get("EJ_TEST_EXAMPLES") == "long"
SHARE = 0.02  # of all cells, besides those of every kind
Cell = tuple[str | None, str, Matter]


def _cells() -> list[Cell]:
    """Every cell in a long run; else for each person and act one thing of every kind, and some more at random."""
    choose = random.Random(4)
    kinds: dict[tuple[int, int, str | None], list[Matter]] = {}
    for matter in matters():
        strictest = max(RANK[level] for level, _ in matter.seals)
        kinds.setdefault((len(matter.seals), strictest, matter.filer), []).append(matter)
    every = [(who, act) for who in (None, *OFFICES) for act in ACTS]
    if LONG:
        return [(who, act, matter) for matter in matters() for who, act in every]
    chosen = [(who, act, choose.choice(kind)) for who, act in every for kind in kinds.values()]
    return chosen + [(who, act, matter) for matter in matters() for who, act in every if choose.random() < SHARE]


def test_the_law_knows_every_act_and_the_cast_every_relation() -> None:
    assert {act.value for act in Act} == set(ACTS)
    played = {fact.what for fact in (*WORLD.facts, *WORLD.names)} | {"anybody", "clerk"}
    desks = {office.desk for office in OFFICES.values()}
    assert {relation.value for relation in Relation} <= played | desks
    assert set(TABLE) == set(Relation)


def test_the_table_and_the_law_agree_in_every_cell() -> None:
    cells = _cells()
    assert len(cells) >= 5_000
    lawful = verdicts(WORLD, NOW_MINUTE, cells)
    actors = {who: facts.actor(WORLD, NOW_MINUTE, who) for who in (None, *OFFICES)}
    things = {matter: facts.thing(WORLD, matter, NOW_MINUTE) for matter in {cell[2] for cell in cells}}
    differ = [
        (*cell, law)
        for cell, law in zip(cells, lawful, strict=True)
        if may(actors[cell[0]], Act(cell[1]), things[cell[2]]) != law
    ]
    assert not differ, f"{len(differ)} of {len(cells)}: {differ[:5]}"
    assert 0 < sum(lawful) < len(cells)
