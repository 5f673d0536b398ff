"""Words from right to left stand where a reader looks for them."""

from hypothesis import given
from hypothesis import strategies as st

from app.pdf.direction import from_right, has_right, lines, seen_order
from app.pdf.writer import filled

WORD = st.sampled_from(["court", "שלום", "محضر", "12", "2026", "·", "слово"])


def test_arabic_words_are_seen_from_the_right() -> None:
    assert seen_order(["محضر", "جلسة", "2026"], base_right=True) == ["2026", "جلسة", "محضر"]


def test_foreign_words_inside_keep_their_own_order() -> None:
    assert seen_order(["قال", "Jane", "Doe", "ذلك"], base_right=True) == ["ذلك", "Jane", "Doe", "قال"]
    assert seen_order(["he", "said", "محضر", "جلسة", "twice"], base_right=False) == [
        "he", "said", "جلسة", "محضر", "twice",
    ]  # fmt: skip


@given(st.lists(WORD), st.booleans())
def test_no_word_is_lost_or_doubled(words: list[str], base_right: bool) -> None:
    assert sorted(seen_order(words, base_right=base_right)) == sorted(words)


@given(st.lists(st.sampled_from(["court", "12", "слово"])))
def test_words_from_the_left_stay_as_they_are(words: list[str]) -> None:
    assert seen_order(words, base_right=False) == words


@given(st.lists(WORD, max_size=30), st.integers(1, 60))
def test_lines_hold_all_words_and_are_no_wider_than_asked(words: list[str], most: int) -> None:
    broken = lines(" ".join(words), most, lambda text: float(len(text)))
    assert [word for line in broken for word in line] == words
    assert all(len(line) == 1 or len(" ".join(line)) <= most for line in broken)


def test_the_first_letter_decides_the_direction() -> None:
    assert from_right("12. محضر court")
    assert not from_right("court محضر")
    assert has_right("court محضر")
    assert not has_right("court 12")


def test_only_page_numbers_are_filled_into_a_footer() -> None:
    assert filled("{page} of {pages} {x} {0}", 2, 9) == "2 of 9 {x} {0}"
