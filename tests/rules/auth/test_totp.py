"""Codes of an app: those of RFC 6238, each good for about half a minute, each once."""

from base64 import b32encode
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.rules.totp import STEP, accepted_step, new_secret, setting_up_uri, typed_key
from app.kernel.protected import Protected, open_protected

SECRET = Protected(b32encode(b"12345678901234567890").decode())
VECTORS = {59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037"}


@pytest.mark.parametrize(("at", "code"), VECTORS.items())
def test_the_codes_are_those_of_rfc_6238(at: int, code: str) -> None:
    assert accepted_step(SECRET, code, datetime.fromtimestamp(at, UTC), None) == at // STEP


@given(st.integers(-5, 5), st.integers(-5, 5))
def test_a_code_is_taken_one_step_early_or_late_and_never_after_a_later_one(off: int, used: int) -> None:
    at = datetime.fromtimestamp(1111111109, UTC)
    now = 1111111109 // STEP
    taken = accepted_step(SECRET, "081804", at + timedelta(seconds=STEP * off), now + used)
    assert taken == (now if abs(off) <= 1 and used < 0 else None)


@pytest.mark.parametrize("text", ["", "08180", "0818044", "08180a", "٠٨١٨٠٤", "0818 4", "-81804", "０８１８０４"])
def test_what_is_not_six_plain_digits_is_no_code(text: str) -> None:
    assert accepted_step(SECRET, text, datetime.fromtimestamp(1111111109, UTC), None) is None


def test_spaces_do_not_matter() -> None:
    assert accepted_step(SECRET, " 081 804 ", datetime.fromtimestamp(1111111109, UTC), None) is not None


def test_a_secret_is_fresh_and_long_and_can_be_typed_and_scanned() -> None:
    one, other = new_secret(), new_secret()
    assert one != other
    assert len(open_protected(one)) == 32
    assert typed_key(SECRET).split()[0] == "GEZD"
    address = setting_up_uri(SECRET, "Nora Chen", "court.example")
    assert address.startswith("otpauth://totp/court.example:Nora%20Chen?secret=GEZD")
