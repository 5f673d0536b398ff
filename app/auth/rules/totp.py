"""Codes of an authenticator app: six digits for each half minute (RFC 6238), each taken once."""

import hmac
from datetime import datetime

from pyotp import TOTP, random_base32

from app.kernel.protected import Protected, open_protected

STEP = 30  # seconds
_NEIGHBOURS = 1  # steps a clock may be early or late


def new_secret() -> Protected[str]:
    """160 random bits in base32, as apps expect them."""
    return Protected(random_base32())


def accepted_step(secret: Protected[str], code: str, at: datetime, used: int | None) -> int | None:
    """The time step whose code this is, or None. A step no later than `used` is over: a code works once."""
    digits = "".join(code.split())
    if len(digits) != 6 or not digits.isdecimal() or not digits.isascii():
        return None
    app, now = TOTP(open_protected(secret)), int(at.timestamp()) // STEP
    steps = range(now - _NEIGHBOURS, now + _NEIGHBOURS + 1)
    right = [step for step in steps if hmac.compare_digest(app.generate_otp(step), digits)]
    return next((step for step in right if used is None or step > used), None)


def setting_up_uri(secret: Protected[str], label: str, issuer: str) -> str:
    """The `otpauth:` address that an app reads from the picture."""
    return TOTP(open_protected(secret)).provisioning_uri(name=label, issuer_name=issuer)


def typed_key(secret: Protected[str]) -> str:
    """The secret in groups of four, for somebody who types it."""
    text = open_protected(secret)
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
