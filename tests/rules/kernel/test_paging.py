"""A cursor gives back what was put in, and refuses everything else."""

import base64
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.paging import BadCursor, from_cursor, to_cursor

KEYS = st.lists(st.text(max_size=40) | st.integers(-(2**62), 2**62), min_size=1, max_size=4)


@given(KEYS)
def test_a_cursor_gives_back_the_keys_it_was_made_of(keys: list[str | int]) -> None:
    assert from_cursor(to_cursor(*keys), len(keys)) == keys


@given(KEYS)
def test_a_cursor_of_another_length_is_refused(keys: list[str | int]) -> None:
    with pytest.raises(BadCursor):
        from_cursor(to_cursor(*keys), len(keys) + 1)


@given(st.text(max_size=200))
def test_whatever_somebody_writes_into_an_address_is_a_cursor_or_is_refused(text: str) -> None:
    with suppress(BadCursor):
        assert len(from_cursor(text, 1)) == 1


@pytest.mark.parametrize("value", [{"a": 1}, "text", 7, None, [None], [[1]], [1.5], [True]])
def test_a_cursor_holds_texts_and_whole_numbers_alone(value: object) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps(value).encode()).decode()
    with pytest.raises(BadCursor):
        from_cursor(cursor, 1)


def test_a_cursor_nested_too_deep_is_refused() -> None:
    cursor = base64.urlsafe_b64encode(b"[" * 100_000).decode()
    with pytest.raises(BadCursor):
        from_cursor(cursor, 1)
