"""Who may do what: every relation × act × seal, the table against policies written from the law, cell by cell."""

import os
import random

from app.cases.rules import TABLE, may
from app.cases.terms import Act, Relation
from tests.doubles import access_facts as facts
from tests.doubles.access_cast import NOW_MINUTE, OFFICES, WORLD, matters
from tests.doubles.access_law import ACTS, verdicts

SHARE = 1.0 if os.environ.get("EJ_TEST_EXAMPLES") == "long" else 0.1
Cell = tuple[str | None, str, object]


def test_the_law_knows_every_act_and_the_cast_every_relation() -> None:
    assert {act.value for act in Act} == set(ACTS)
    played = {fact.what for fact in (*WORLD.facts, *WORLD.names)} | {"anybody", "clerk"}
    desks = {office.desk for office in OFFICES.values()}
    assert {relation.value for relation in Relation} <= played | desks
    assert set(TABLE) == set(Relation)


def test_the_table_and_the_law_agree_in_every_cell() -> None:
    choose = random.Random(4)
    cells = [
        (who, act, matter)
        for matter in matters()
        for who in (None, *OFFICES)
        for act in ACTS
        if SHARE == 1.0 or choose.random() < SHARE
    ]
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
