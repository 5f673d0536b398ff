"""Identifiers sort by the time they were made; codes survive being said aloud."""

import re
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.kernel.ids import CROCKFORD, new_id, normalise_code, secret_token, spoken_code


def test_an_id_is_a_uuid_of_version_seven() -> None:
    made = new_id()
    assert (made.version, made.variant) == (7, "specified in RFC 4122")


def test_ids_sort_in_the_order_they_were_made_and_none_is_made_twice() -> None:
    made = [new_id() for _ in range(5_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_ids_made_in_several_threads_are_all_different() -> None:
    def many(_: int) -> list[UUID]:
        return [new_id() for _ in range(1_000)]

    with ThreadPoolExecutor(8) as pool:
        made = [one for batch in pool.map(many, range(8)) for one in batch]
    assert len(set(made)) == 8_000


def test_a_spoken_code_has_eight_letters_that_nobody_mistakes() -> None:
    for code in (spoken_code() for _ in range(200)):
        assert re.fullmatch(f"[{CROCKFORD}]{{8}}", code)
    assert not set("ILOU") & set(CROCKFORD)


@given(st.text(CROCKFORD, min_size=1, max_size=12), st.data())
def test_case_spaces_hyphens_and_look_alikes_do_not_change_a_code(code: str, data: st.DataObject) -> None:
    alike = {"0": "0oO", "1": "1iIlL"}
    typed = "".join(
        data.draw(st.sampled_from(alike.get(letter, letter + letter.lower())))
        + data.draw(st.sampled_from(["", " ", "-"]))
        for letter in code
    )
    assert normalise_code(typed) == code


@given(st.text(max_size=60))
def test_reading_a_code_twice_changes_nothing_more(typed: str) -> None:
    assert normalise_code(normalise_code(typed)) == normalise_code(typed)


def test_a_secret_has_256_bits_and_goes_into_an_address() -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", secret_token())
    assert len({secret_token() for _ in range(1_000)}) == 1_000
