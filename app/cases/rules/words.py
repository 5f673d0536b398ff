"""Words about a case that people read who may not know everybody in it."""

from collections.abc import Iterable

from app.cases.errors import WordsNameProtected
from app.pdf.masking import protected_hits


def check_words(words: str, names: Iterable[str]) -> None:
    """Raises WordsNameProtected when one of the names stands in them, however it is written."""
    if protected_hits(words, names, "protected-title"):
        raise WordsNameProtected()
