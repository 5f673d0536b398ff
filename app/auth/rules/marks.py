"""How secrets for programs are written: a mark that scanners of source code know, and a sum that catches a typo.

`ejp_` + 43 or more letters + six of CRC-32: what was copied wrongly is refused without asking the database,
and what was published by mistake can be found and revoked.
"""

import string
from zlib import crc32

from app.auth.terms import Mark

_LETTERS = string.digits + string.ascii_uppercase + string.ascii_lowercase
_SUM = 6
SECRET = 43  # letters of 256 bits


def marked(mark: Mark, *secrets: str) -> str:
    """The text that is given out, once."""
    text = mark.value + "".join(secrets)
    return text + _sum(text)


def secrets_of(mark: Mark, text: str, count: int = 1) -> tuple[str, ...] | None:
    """The secrets inside a text of this kind, each of `SECRET` letters; None when it is not one."""
    body, total = text[:-_SUM], text[-_SUM:]
    if not body.startswith(mark.value) or len(body) != len(mark.value) + count * SECRET or _sum(body) != total:
        return None
    start = len(mark.value)
    return tuple(body[start + n * SECRET : start + (n + 1) * SECRET] for n in range(count))


def _sum(text: str) -> str:
    left, letters = crc32(text.encode(errors="surrogatepass")), ""
    for _ in range(_SUM):
        left, digit = divmod(left, len(_LETTERS))
        letters = _LETTERS[digit] + letters
    return letters
