"""Numbers that say who somebody is are found, and others are left alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pdf.identifiers import iban, identifiers, luhn
from app.pdf.masking import masked, snippet


def codes(text: str) -> list[str]:
    return [hit.code for hit in identifiers(text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("paid with 4111 1111 1111 1111 on Monday", "card-number"),
        ("card 5500-0000-0000-0004.", "card-number"),
        ("to AT61 1904 3002 3457 3201 by Friday", "iban"),
        ("IBAN DE89370400440532013000", "iban"),
        ("to AT61 1904 3002 3457 3201 BY FRIDAY", "iban"),
        ("write to ana.novak@example.org today", "email"),
        ("call +43 1 234 56 78 today", "phone"),
        ("call 0043 (1) 2345678", "phone"),
        ("born 3 April 1984 in Graz", "birth-date"),
        ("Date of birth: 03.04.1984", "birth-date"),
        ("geboren am 3. April 1984", "birth-date"),
        ("дата рождения: 03.04.1984", "birth-date"),
        ("DOB 1984-04-03", "birth-date"),
        ("her number is 078-05-1120.", "national-id"),
        ("Passport No. P1234567", "national-id"),
        ("SVNR 1237 010180", "national-id"),
    ],
)
def test_an_identifier_is_found(text: str, code: str) -> None:
    assert codes(text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "paid with 4111 1111 1111 1112 on Monday",
        "0000 0000 0000 0000",
        "AT61 1904 3002 3457 3202",
        "on 3 April 1984 the contract was signed",
        "12 Cv 34/2026, page 4 of 17",
        "§ 123-45-678",
        "000-12-3456",
        "the sum of 1.234.567.890,12 euros",
        "ana@example",
        "1234567890123456789012345",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert codes(text) == []


@given(st.text(alphabet="0123456789", min_size=12, max_size=18))
def test_exactly_one_last_digit_makes_a_card_number(start: str) -> None:
    assert sum(luhn(f"{start}{last}") for last in range(10)) == 1


@given(st.text(alphabet="0123456789ABCZ", min_size=11, max_size=30), st.integers(0, 99))
def test_a_wrong_digit_in_an_account_is_noticed(account: str, wrong: int) -> None:
    check = next(n for n in range(2, 99) if iban(f"AT{n:02}{account}"))
    if wrong % 97 != check % 97:
        assert not iban(f"AT{wrong:02}{account}")


@given(st.text())
def test_identifiers_never_overlap_and_stay_inside(text: str) -> None:
    hits = identifiers(text)
    assert all(a.end <= b.start for a, b in pairwise(hits))
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)


def test_a_snippet_shows_the_place_and_hides_the_number() -> None:
    text = "Please pay from AT61 1904 3002 3457 3201 or write to ana@example.org at once."
    hits = identifiers(text)
    shown = snippet(masked(text, hits), hits[0])
    assert shown == "Please pay from •••• •••• •••• •••• 3201 or write to •••••••••••"
