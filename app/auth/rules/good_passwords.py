"""Which passwords are taken: long, not on a list of known ones, no pattern, not about their owner (NIST SP 800-63B-4).

Everything is judged here, offline: no part of a password leaves the service to be looked up.
"""

import re
from collections.abc import Iterable

from app.auth.errors import PasswordTellsWhoYouAre, PasswordTooEasy, PasswordTooShort
from app.auth.terms import SHORTEST_PASSWORD
from app.kernel.protected import Protected, open_protected

PRODUCT = ("e-justice", "ejustice")
_LOOKED_AT = 72  # zxcvbn takes no more, and what comes after only makes guessing harder
_HARD = 4  # zxcvbn's best: more than 10^10 guesses
_SHORTEST_TELLING = 4  # shorter names occur inside ordinary words


def require_good(password: str, person: Iterable[Protected[str] | None] = (), courts: Iterable[str] = ()) -> None:
    """Raises PasswordTooShort, PasswordTellsWhoYouAre, PasswordTooEasy.

    `person`: name and e-mail address of whoever will use it; `courts`: the names of the courts here.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort(limit=SHORTEST_PASSWORD)
    own = [open_protected(text) for text in person if text is not None]
    known = [*own, *courts, *PRODUCT]
    if _bare(password) and any(telling in _bare(password) for telling in _telling(known)):
        raise PasswordTellsWhoYouAre()
    if not _hard_to_guess(password, known):
        raise PasswordTooEasy()


def _telling(known: Iterable[str]) -> set[str]:
    """Whole names and addresses, the part of an address before the @, and the name of its domain."""
    whole = set(known)
    for address in (text for text in known if "@" in text):
        local, _, domain = address.partition("@")
        whole |= {local, domain, domain.split(".")[0]}
    return {bare for text in whole if len(bare := _bare(text)) >= _SHORTEST_TELLING}


def _hard_to_guess(password: str, known: Iterable[str]) -> bool:
    from zxcvbn import zxcvbn  # its lists take a while to load

    words = [word for text in known for word in re.split(r"[\W_]+", text) if len(word) > 2]
    return bool(zxcvbn(password[:_LOOKED_AT], user_inputs=words)["score"] >= _HARD)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
