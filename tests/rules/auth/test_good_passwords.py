"""Which passwords are taken, judged without asking anybody."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.errors import PasswordTellsWhoYouAre, PasswordTooEasy, PasswordTooShort
from app.auth.rules.good_passwords import require_good
from app.auth.terms import SHORTEST_PASSWORD
from app.kernel.protected import Protected

NORA = (Protected("Nora Chen"), Protected("nora.chen@varda.example"))
COURTS = ("District Court of Varda",)


@pytest.mark.parametrize(
    "password",
    ["seven herons under an old lamp", "harbour lamp clerk", "семь цапель под старой лампой", "x7!Gq0 Lm zRw2-pf8"],
)
def test_words_that_do_not_belong_together_are_taken(password: str) -> None:
    require_good(password, NORA, COURTS)


@given(st.text(max_size=SHORTEST_PASSWORD - 1))
def test_whatever_is_shorter_than_fifteen_characters_is_too_short(password: str) -> None:
    with pytest.raises(PasswordTooShort):
        require_good(password, NORA, COURTS)


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "password123456789",
        "P4ssw0rdP4ssw0rd!",
        "qwertyuiopasdfgh",
        "1qaz2wsx3edc4rfv",
        "aaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "123456789012345678",
        "iloveyou iloveyou",
        "letmein letmein letmein",
        "19900101 19900101",
    ],
)
def test_known_passwords_patterns_and_repetitions_are_too_easy(password: str) -> None:
    with pytest.raises(PasswordTooEasy):
        require_good(password, NORA, COURTS)


@pytest.mark.parametrize(
    "password",
    [
        "Nora Chen likes seven herons",
        "seven herons nora.chen lamp",
        "herons NORA.CHEN@VARDA.EXAMPLE lamp",
        "seven herons of varda in rain",
        "the district court-of-varda lamp",
        "seven e-justice herons lamp",
        "seven EJustice herons lamp",
    ],
)
def test_a_password_with_its_owner_the_court_or_the_service_in_it_is_refused(password: str) -> None:
    with pytest.raises(PasswordTellsWhoYouAre):
        require_good(password, NORA, COURTS)


def test_the_same_words_are_taken_from_somebody_they_say_nothing_about() -> None:
    require_good(
        "seven herons of varda in rain", (Protected("Ana Li"), Protected("ana@esk.example")), ("Court of Esk",)
    )


def test_a_name_of_three_letters_may_occur_inside_a_word() -> None:
    require_good("seven analogous herons lamp", (Protected("Ana"), None), ())


@given(st.text(min_size=SHORTEST_PASSWORD, max_size=200))
def test_no_password_is_a_fault(password: str) -> None:
    with suppress(PasswordTooEasy, PasswordTellsWhoYouAre):
        require_good(password, NORA, COURTS)
