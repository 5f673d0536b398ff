"""Administrators set how often something may be tried, at once, and can neither switch it off nor lock anybody out."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from app.audit.models import LogLeaf
from app.auth.actions.limits import LimitSettings
from app.auth.commands import SetLimits
from app.auth.errors import ConfirmItIsYou, LimitOutOfBounds, OnlyAdministrators, SignInTooOften, WrongCode
from app.auth.models.limits import LimitSet
from app.auth.queries.limits import limits_in_force
from app.auth.rules.limits import in_force
from app.auth.terms import BOUNDS, FRESH, Desk, Limit
from app.edge.counters import open_counters
from app.edge.figures import READ_AGAIN_AFTER, StoredFigures
from app.edge.limits import Limits
from tests.doubles.administration import Office
from tests.doubles.blind_index import PlainIndex

ADDRESS = "192.0.2.7"


def settings_of(office: Office) -> LimitSettings:
    return LimitSettings(office.database, office.clock)


def limits_of(office: Office) -> Limits:
    """What one process of the service would ask."""
    figures = StoredFigures(office.database, office.clock)
    return Limits(open_counters("memory:"), PlainIndex(), office.clock, figures)


async def free_tries(limits: Limits) -> int:
    """How many wrong codes are looked at before one has to wait, from one address."""
    for number in range(100):
        try:
            async with limits.code(ADDRESS):
                raise WrongCode()
        except WrongCode:
            continue
        except SignInTooOften:
            return number
    raise AssertionError("nothing waits")


async def test_what_is_set_counts_at_once_and_stands_in_the_log(office: Office) -> None:
    administrator, limits = await office.administrator(), limits_of(office)
    assert (await limits._figures.now())[Limit.code] == 20
    await settings_of(office).change(SetLimits(limits={Limit.code: 12}), by=administrator)
    assert await free_tries(limits) == 12
    async with office.database.read() as reader:
        leaves = await reader.all(select(LogLeaf).where(LogLeaf.kind == "auth.limits-set"))
    assert [(leaf.by, (leaf.payload or {})["limits"]) for leaf in leaves] == [
        (str(administrator.person_id), ["code: 20 to 12"])
    ]


async def test_what_another_process_set_counts_after_two_seconds(office: Office) -> None:
    administrator, limits = await office.administrator(), limits_of(office)
    await limits._figures.now()
    office.database.listeners.clear()  # the news reaches only the process that set it
    await settings_of(office).change(SetLimits(limits={Limit.code: 12}), by=administrator)
    office.clock.advance(READ_AGAIN_AFTER)
    assert await free_tries(limits) == 12


@pytest.mark.parametrize("name", Limit)
async def test_nobody_can_set_a_limit_outside_its_bounds(office: Office, name: Limit) -> None:
    administrator, bounds = await office.administrator(), BOUNDS[name]
    for value in (bounds.least - 1, bounds.most + 1, 0, -1, 10**9):
        with pytest.raises(LimitOutOfBounds) as refused:
            await settings_of(office).change(SetLimits(limits={name: value}), by=administrator)
        assert refused.value.data == {"limit": name.value, "least": bounds.least, "most": bounds.most}
    async with office.database.read() as reader:
        assert await reader.all(select(LimitSet)) == []


async def test_of_several_one_that_is_wrong_leaves_all_as_they_were(office: Office) -> None:
    wanted = SetLimits(limits={Limit.code: 12, Limit.account: 10**6})
    with pytest.raises(LimitOutOfBounds):
        await settings_of(office).change(wanted, by=await office.administrator())
    async with office.database.read() as reader:
        assert (await limits_in_force(reader))[Limit.code] == 20


async def test_a_limit_set_as_it_is_leaves_no_entry(office: Office) -> None:
    administrator = await office.administrator()
    for _ in range(2):
        await settings_of(office).change(SetLimits(limits={Limit.code: 20}), by=administrator)
    async with office.database.read() as reader:
        assert await reader.all(select(LogLeaf).where(LogLeaf.kind == "auth.limits-set")) == []


async def test_only_administrators_who_have_just_proved_it_set_them(office: Office) -> None:
    administrator = await office.administrator()
    registrar = await office.staff("registrar", Desk.registrar)
    with pytest.raises(OnlyAdministrators):
        await settings_of(office).change(SetLimits(limits={Limit.code: 12}), by=registrar)
    office.clock.advance(FRESH)
    with pytest.raises(ConfirmItIsYou):
        await settings_of(office).change(SetLimits(limits={Limit.code: 12}), by=administrator)


async def test_of_many_who_set_one_at_one_moment_the_log_tells_a_chain(office: Office) -> None:
    administrator, settings = await office.administrator(), settings_of(office)
    wanted = range(11, 19)
    await asyncio.gather(*(settings.change(SetLimits(limits={Limit.code: n}), by=administrator) for n in wanted))
    async with office.database.read() as reader:
        leaves = await reader.all(select(LogLeaf).where(LogLeaf.kind == "auth.limits-set"))
        standing = (await limits_in_force(reader))[Limit.code]
    steps = dict((leaf.payload or {})["limits"][0].removeprefix("code: ").split(" to ") for leaf in leaves)
    at, seen = "20", 0
    while at in steps:
        at, seen = steps[at], seen + 1
    assert (int(at), seen) == (standing, len(wanted))


@given(st.dictionaries(st.sampled_from([*Limit, "gone"]), st.integers(-(10**9), 10**9)))
def test_whatever_is_stored_nothing_out_of_bounds_ever_counts(stored: dict[str, int]) -> None:
    counted = in_force(stored)
    assert counted.keys() == BOUNDS.keys()
    assert all(BOUNDS[name].hold(value) for name, value in counted.items())


def test_within_its_bounds_no_limit_is_off_and_no_pause_longer_than_a_minute() -> None:
    assert all(0 < one.least <= one.usual <= one.most for one in BOUNDS.values())
    assert BOUNDS[Limit.longest_pause].most == 60
