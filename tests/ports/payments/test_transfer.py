"""Transfers: a reference survives the ways people write it and no slip of the pen; a statement is read whole or not."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.payments.port import StatementUnreadable
from app.payments.transfer import BankTransfer, references_in

BANK = BankTransfer()
HEAD = "date;amount;currency;text;id\n"


@given(st.integers(0, 10**10 - 1))
def test_a_reference_is_found_however_it_is_written(number: int) -> None:
    reference = BANK.reference(number)
    spaced = " ".join(reference[at : at + 4] for at in range(0, len(reference), 4))
    for written in (reference, spaced, spaced.lower(), f"Fee of 3 May / {spaced} / thank you"):
        assert references_in(written) == (reference,)


@given(st.integers(0, 10**10 - 1), st.data())
def test_one_wrong_digit_is_no_other_reference(number: int, data: st.DataObject) -> None:
    reference = BANK.reference(number)
    place = data.draw(st.integers(2, len(reference) - 1))
    other = data.draw(st.sampled_from([digit for digit in string.digits if digit != reference[place]]))
    assert references_in(reference[:place] + other + reference[place + 1 :]) == ()


def test_two_digits_changed_about_are_no_other_reference() -> None:
    chance = random.Random(5)
    for _ in range(500):
        reference = BANK.reference(chance.randrange(10**10))
        place = chance.randrange(2, len(reference) - 1)
        turned = reference[:place] + reference[place + 1] + reference[place] + reference[place + 2 :]
        assert turned == reference or references_in(turned) == ()


def test_a_statement_gives_what_came_in_and_not_what_went_out() -> None:
    reference = BANK.reference(7)
    for delimiter in (";", ","):
        rows = [
            ["date", "amount", "currency", "text", "id"],
            ["2026-11-23", "45.00", "EUR", f"Motion {reference}", "1"],
            ["2026-11-23", "-3.50", "EUR", "Charges", "2"],
            ["2026-11-24", "+7", "EUR", "", "3"],
        ]
        found = BANK.credits("\ufeff" + "\n".join(delimiter.join(row) for row in rows))
        assert [(one.id, one.cents) for one in found] == [("1", 4500), ("3", 700)]
        assert found[0].references == (reference,)
        assert found[1].references == ()


@pytest.mark.parametrize(
    "statement",
    [
        "",
        "nothing",
        "a;b;c;d;e\n1;2;3;4;5",
        HEAD + "23.11.2026;45.00;EUR;x;1",
        HEAD + "2026-11-23;forty;EUR;x;1",
        HEAD + "2026-11-23;1,234.50;EUR;x;1",
        HEAD + "2026-11-23;45.00;Euro;x;1",
        HEAD + "2026-11-23;45.00;EUR;x;",
        HEAD + "2026-11-23;45.00",
        HEAD + '2026-11-23;45.00;EUR;"x;1',
        HEAD + "2026-11-23;45.00;EUR;x;1\nbroken",
    ],
)
def test_a_statement_that_cannot_be_read_is_taken_over_in_no_part(statement: str) -> None:
    with pytest.raises(StatementUnreadable):
        BANK.credits(statement)
