"""What is typed into the search box is understood however it is written, and nothing typed can break it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.rules.numbers import COMMON, Form
from app.cases.rules.searching import fold, numbers_meant, sought


@given(st.text(max_size=300))
def test_whatever_is_typed_gives_words_of_letters_and_digits_alone(text: str) -> None:
    asked = sought(text)
    assert all(word.isalnum() and word == fold(word) for word in asked.words)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Änderung  eines VERTRAGS", "anderung eines vertrags"),
        ("État-civil, n° 3", "etat civil n 3"),
        ("МОТИОН", "мотион"),
        ("كِتَاب", "كتاب"),
        ("起诉书", "起 诉 书"),
    ],
)
def test_letters_are_alike_in_every_case_and_without_marks(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-23", date(2026, 11, 23)),
        ("23.11.2026", date(2026, 11, 23)),
        ("2026-2-30", None),
        ("CR-2026-11", None),
        ("0000-00-00", None),
    ],
)
def test_a_day_is_one_that_is_on_the_calendar(text: str, day: date | None) -> None:
    assert sought(text).day == day


def test_a_short_number_is_meant_in_every_series_of_this_year_and_the_last() -> None:
    assert set(numbers_meant("17", [COMMON], ["CR", "CV"], 2026)) == {
        *("17", "CR-2026-17", "CV-2026-17", "CR-2025-17", "CV-2025-17")
    }
    assert numbers_meant("17/25", [Form("{court}.{series}.{number:4}", "VAR")], ["CR"], 2026)[-1] == "VAR.CR.0017"
    assert "CR-2024-3" in numbers_meant("3/2024", [COMMON], ["CR"], 2026)
    assert "CR-2026-17" in numbers_meant("cr-2026- 17", [COMMON], [], 2026)


def test_words_in_quotation_marks_stand_together_and_so_do_chinese_characters() -> None:
    assert sought('"statement of claim"').phrase
    assert sought("«exposé des faits»").phrase
    assert sought("起诉书").phrase
    assert not sought("statement of claim").phrase
