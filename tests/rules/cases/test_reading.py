"""Who reads what in a case: the rule against a table written from the law, cell by cell."""

from itertools import product
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.rules import Standing, may_read, may_see_case, readable_levels, strictest
from app.cases.terms import Level
from app.protection.terms import Role

LEVELS = (Level.public, Level.parties, Level.filer, Level.judge)

# One row for each part: what it reads of things that somebody else filed. A judge reads all; the clerk of the
# court all but what is for the judge alone; parties and counsel what is for the parties; everybody else, the
# court's helpers included, what is public.
ALL, OFFICE, PARTY, PUBLIC = "public parties filer judge", "public parties filer", "public parties", "public"
TABLE = {
    "judge": ALL,
    "clerk of the court": OFFICE,
    "prosecutor": PARTY,
    "defence_counsel": PARTY,
    "victim_counsel": PARTY,
    "accused": PARTY,
    "party": PARTY,
    "victim": PARTY,
    "witness": PUBLIC,
    "other_witness": PUBLIC,
    "interpreter": PUBLIC,
    "intermediary": PUBLIC,
    "support_person": PUBLIC,
    "court_reporter": PUBLIC,
    "contact_officer": PUBLIC,
    "guard": PUBLIC,
    "attendant": PUBLIC,
    "juror": PUBLIC,
    "operator": PUBLIC,
    "press": PUBLIC,
    "public": PUBLIC,
    "clerk": PUBLIC,  # a part called clerk in a hearing; what a clerk reads comes from the court they work at
    "unknown": PUBLIC,
    "nobody": PUBLIC,
}
ME = uuid4()


def standing(key: str) -> Standing:
    """The standing of one row of the table."""
    if key == "clerk of the court":
        return Standing(ME, of_the_court=True)
    return Standing(ME, frozenset() if key == "nobody" else frozenset({key}))


def test_the_table_has_every_part_there_is() -> None:
    assert {role.value for role in Role} <= set(TABLE)


@pytest.mark.parametrize("key", TABLE)
def test_each_part_reads_the_levels_of_the_table_and_no_other(key: str) -> None:
    assert {level.value for level in readable_levels(standing(key))} == set(TABLE[key].split())


@pytest.mark.parametrize(("key", "level"), list(product(TABLE, LEVELS)))
def test_a_thing_of_somebody_else_is_read_as_the_table_has_it(key: str, level: Level) -> None:
    assert may_read(standing(key), (level,), uuid4()) == (level in TABLE[key].split())
    assert may_read(standing(key), (level,), None) == (level in TABLE[key].split())


@pytest.mark.parametrize(("key", "level"), list(product(TABLE, LEVELS)))
def test_whoever_filed_a_thing_for_the_court_reads_it_and_gains_nothing_else(key: str, level: Level) -> None:
    assert may_read(standing(key), (level,), ME) == (level is Level.filer or level in TABLE[key].split())


@pytest.mark.parametrize(("case", "entry"), list(product(LEVELS, LEVELS)))
def test_the_strictest_level_wins_whichever_thing_carries_it(case: Level, entry: Level) -> None:
    worst = LEVELS[max(LEVELS.index(case), LEVELS.index(entry))]
    assert strictest((case, entry)) is strictest((entry, case)) is worst
    assert may_read(standing("accused"), (case, entry), uuid4()) == (worst in TABLE["accused"].split())


@pytest.mark.parametrize(("key", "level"), list(product(TABLE, LEVELS)))
def test_a_part_in_a_case_tells_that_the_case_exists_and_its_level_tells_everybody_else(key: str, level: Level) -> None:
    plays = key not in {"nobody", "clerk of the court"}
    assert may_see_case(standing(key), level) == (plays or level in TABLE[key].split())


def test_somebody_who_is_not_signed_in_reads_what_is_public_and_is_nobody_who_filed() -> None:
    anonymous = Standing(None)
    assert [level for level in LEVELS if may_read(anonymous, (level,), None)] == [Level.public]
    assert [level for level in LEVELS if may_see_case(anonymous, level)] == [Level.public]


@given(st.sets(st.sampled_from(sorted(role.value for role in Role)), max_size=4), st.booleans())
def test_several_parts_together_read_what_each_of_them_reads(roles: set[str], of_the_court: bool) -> None:
    together = Standing(ME, frozenset(roles), of_the_court)
    each = [readable_levels(Standing(ME, frozenset({role}))) for role in roles]
    each += [readable_levels(Standing(ME, of_the_court=of_the_court))]
    assert readable_levels(together) == frozenset().union(*each)


@given(st.sets(st.sampled_from(sorted(role.value for role in Role)), max_size=4), st.sampled_from(LEVELS))
def test_a_looser_level_is_never_read_by_fewer(roles: set[str], level: Level) -> None:
    reader = Standing(ME, frozenset(roles))
    looser = LEVELS[: LEVELS.index(level) + 1]
    if may_read(reader, (level,), None):
        assert all(may_read(reader, (one,), None) for one in looser)
