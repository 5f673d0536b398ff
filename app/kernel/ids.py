"""Identifiers: UUIDv7 inside (RFC 9562 §5.7), codes in Crockford base32 for people to read aloud."""

import secrets
import threading
import time
import unicodedata
from uuid import UUID

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKE = str.maketrans("OIL", "011")
_OTHER_KEYBOARDS = str.maketrans("АВЕЗКМНОРСТХУІΑΒΕΖΗΙΚΜΝΟΡΤΧΥ", "ABE3KMH0PCTXY1ABEZH1KMN0PTXY")
_NOT_SPOKEN = ("Z", "P", "C")  # spaces, punctuation, what cannot be seen
_lock = threading.Lock()
_last = 0


def new_id() -> UUID:
    """A UUIDv7 that sorts after every one made before in this process."""
    global _last
    with _lock:
        stamp = max(time.time_ns() // 250_000, _last + 1)  # quarter milliseconds: 48 + 2 bits of time
        _last = stamp
    millis, quarter = divmod(stamp, 4)
    value = (millis & (2**48 - 1)) << 80 | 0x7 << 76 | quarter << 74 | secrets.randbits(10) << 64
    return UUID(int=value | 0b10 << 62 | secrets.randbits(62))


def spoken_code(length: int = 8) -> str:
    """A random code a person can read over the telephone: Crockford base32, `5 * length` bits."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(length))


def normalise_code(text: str) -> str:
    """What was meant by what was typed: case, spaces, hyphens and look-alike letters do not matter.

    Nor does the keyboard: Arabic-Indic and full-width digits, Cyrillic and Greek letters that look like Latin ones.
    """
    plain = unicodedata.normalize("NFKC", text).upper().translate(_OTHER_KEYBOARDS).translate(_LOOKALIKE)
    spoken = (sign for sign in plain if not unicodedata.category(sign).startswith(_NOT_SPOKEN))
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in spoken)


def secret_token() -> str:
    """256 random bits for a cookie or a link, URL-safe."""
    return secrets.token_urlsafe(32)
