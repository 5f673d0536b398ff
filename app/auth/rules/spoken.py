"""What somebody meant who typed or pasted a code, a link, or the whole message they came in."""

import re
from dataclasses import dataclass

from app.kernel.ids import CROCKFORD, normalise_code

LENGTH = 8
_ADDRESS = re.compile(r"\S*[/#]\S*")
_SECRET = re.compile(r"(?:^|#)([\w-]{43})(?![\w-])")
_GROUPS = re.compile(r"(?<!\w)\w{4}[-\u2010-\u2015]\w{4}(?!\w)")


@dataclass(frozen=True, slots=True)
class Said:
    """A code as it is hashed, and the secret of a link; empty when there is none."""

    code: str
    link: str


def read_entry(code: str, link: str) -> Said:
    """Code and link, wherever each of them was put. What cannot be a code stays what it is: a wrong one."""
    secret = _SECRET.search(link.strip()) or _SECRET.search(code.strip())
    rest = _ADDRESS.sub(" ", code)
    return Said(_code_in(rest), secret[1] if secret else link.strip())


def _code_in(text: str) -> str:
    whole = normalise_code(text)
    if len(whole) <= LENGTH:
        return whole
    groups = (normalise_code(found) for found in reversed(_GROUPS.findall(text)))
    return next((group for group in groups if set(group) <= set(CROCKFORD)), whole)
