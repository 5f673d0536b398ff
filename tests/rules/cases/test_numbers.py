"""A court writes its numbers its own way, and no two courts ever give one number."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.errors import NumberFormUnusable
from app.cases.rules.numbers import Form
from app.desks.public import CASE_NUMBER

CODES = st.text("ABC", min_size=1, max_size=3)
PIECES = st.sampled_from(["{court}", "{year}", "{year:2}", "ABC", "A", "7", "2026"])


@st.composite
def forms(draw: Any) -> Form:
    pieces = draw(st.lists(PIECES, max_size=2, unique_by=lambda piece: piece[:5]))
    pieces += ["{series}", draw(st.sampled_from(["{number}", "{number:3}"]))]
    text = draw(st.sampled_from("-.")).join(draw(st.permutations(pieces)))
    return Form(text, draw(CODES))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("{series}-{year}-{number}", "CR-2026-7"),
        ("{court}.{series}.{year:2}.{number:5}", "ESK.CR.26.00007"),
        ("No_{series}_{number:3}", "No_CR_007"),
    ],
)
def test_a_number_is_written_as_the_court_sets(text: str, written: str) -> None:
    assert Form(text, "ESK").write("CR", 2026, 7) == written


@pytest.mark.parametrize(
    "text",
    ["", "{series}", "{number}", "{series}{number}", "{series}-{number}-{number}", "{series}-{month}-{number}",
     "{series}/{number}", "{series}--{number}", "{series}-{year:3}-{number}", "{series:2}-{number}",
     "{series}-{number}-é", "{series}-{number} ", "-".join(["{series}", "{number}", "x" * 60])],
)  # fmt: skip
def test_a_form_that_cannot_be_an_address_or_tell_cases_apart_is_refused(text: str) -> None:
    with pytest.raises(NumberFormUnusable):
        Form(text, "ESK")


def test_a_form_with_a_year_begins_anew_each_year() -> None:
    assert Form("{series}-{year}-{number}", "A").yearly
    assert not Form("{series}-{number}", "A").yearly


@given(forms(), forms(), CODES, CODES, st.integers(2020, 2030), st.integers(2020, 2030), st.integers(1, 3000))
def test_forms_that_do_not_meet_never_write_the_same_number(
    one: Form, other: Form, series: str, another: str, year: int, later: int, number: int
) -> None:
    if one.meets(other):
        return
    theirs = {other.write(another, later, count) for count in (number, year, year % 100, later, 7, 26, 2026)}
    assert one.write(series, year, number) not in theirs


@given(forms(), forms())
def test_meeting_is_mutual(one: Form, other: Form) -> None:
    assert one.meets(other) == other.meets(one)


def test_the_code_of_the_court_keeps_two_courts_apart() -> None:
    own = Form("{court}-{series}-{number}", "ESK")
    assert not own.meets(Form("{court}-{series}-{number}", "VAR"))
    assert own.meets(Form("{court}-{series}-{number}", "ESK"))
    assert own.meets(Form("{series}-{court}-{number}", "VAR"))  # VAR-ESK-1 could be either
    assert not own.meets(Form("{series}-{year}-{number}", "VAR"))


@given(forms(), st.sampled_from(["CR", "PE"]), st.integers(2000, 2100), st.integers(1, 10**6))
def test_every_number_a_court_gives_is_an_address_and_no_word_is(
    form: Form, series: str, year: int, number: int
) -> None:
    assert CASE_NUMBER.fullmatch(form.write(series, year, number))
    assert not CASE_NUMBER.fullmatch("new")
