"""Who comes in by link, code, device or site, and what a wrong code costs."""

from datetime import timedelta
from itertools import product
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.rules.invitations import (
    FREE_TRIES,
    LONGEST_PAUSE,
    MANY,
    Entry,
    draw_label,
    free_tries,
    may_enter,
    pause_after,
)
from app.auth.rules.spoken import read_entry
from app.kernel.ids import CROCKFORD

HINTS = get_type_hints(Entry)
EVERY = [
    Entry(*values)
    for values in product(
        (True, False), (True, False), get_args(HINTS["link"]), get_args(HINTS["bound"]), (True, False)
    )
]
SECRET = st.text("ABCxyz019_-", min_size=43, max_size=43)
CODE = st.text(CROCKFORD, min_size=8, max_size=8)


@pytest.mark.parametrize("entry", EVERY)
def test_nobody_comes_in_without_a_right_code_for_an_open_invitation(entry: Entry) -> None:
    if not (entry.open and entry.code):
        assert not may_enter(entry)


@pytest.mark.parametrize("entry", EVERY)
def test_a_code_needs_a_second_thing_beside_it(entry: Entry) -> None:
    if may_enter(entry):
        assert entry.link == "right" or entry.bound == "here" or entry.at_site


@pytest.mark.parametrize("entry", EVERY)
def test_a_used_invitation_stays_with_its_device_wherever_that_is(entry: Entry) -> None:
    if entry.bound == "elsewhere":
        assert not may_enter(entry)


def test_outside_a_site_it_takes_the_link_or_the_device_that_was_in() -> None:
    ways = {(one.link, one.bound, one.at_site) for one in EVERY if may_enter(one)}
    assert len(ways) == 7
    assert {way for way in ways if not way[2]} == {
        ("right", "to nobody", False),
        ("right", "here", False),
        ("none", "here", False),
    }


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_pause_never_shrinks_and_never_outlasts_a_minute(wrong: int, in_all: int) -> None:
    free = free_tries(in_all)
    assert timedelta() <= pause_after(wrong, free) <= pause_after(wrong + 1, free) <= LONGEST_PAUSE
    assert (pause_after(wrong, free) == timedelta()) == (wrong < free)


def test_the_first_try_from_anywhere_is_always_free() -> None:
    assert (free_tries(0), free_tries(MANY - 1), free_tries(MANY), free_tries(10**9)) == (FREE_TRIES, FREE_TRIES, 1, 1)


@given(CODE, SECRET)
def test_code_and_link_are_found_in_whatever_was_pasted(code: str, secret: str) -> None:
    address, spoken = f"https://court.example/start#{secret}", f"{code[:4]}-{code[4:]}"
    for typed, link in (
        (spoken.lower(), address),
        (f" {code} ", secret),
        (f"{address} {spoken}", ""),
        (f"Please open {address} now.\nThen type {spoken}, and wait.", ""),
        (code, f"  {address}\n"),
    ):
        said = read_entry(typed, link)
        assert (said.code, said.link) == (code, secret)


@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_is_typed_is_read_without_an_error(code: str, link: str) -> None:
    said = read_entry(code, link)
    assert isinstance(said.code, str)
    assert isinstance(said.link, str)


@pytest.mark.parametrize(
    "typed",
    [
        "7K2M-9QXT",
        "7k2m 9qxt",
        "７Ｋ２Ｍ－９ＱＸＴ",
        "٧K٢M ٩QXT",
        "۷K۲M ۹QXT",
        "7К2М-9QХТ",
        "7K2M\u20119QXT",
        "“7K2M.9QXT”",
    ],
)
def test_a_code_is_understood_from_any_keyboard(typed: str) -> None:
    assert read_entry(typed, "").code == "7K2M9QXT"


def test_a_drawn_label_is_one_that_was_never_given() -> None:
    assert draw_label(["AAA", "BBB"], iter(["AAA", "BBB", "CCC"])) == "CCC"
