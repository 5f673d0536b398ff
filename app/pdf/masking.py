"""Finding protected names in a text however they are written, and showing a place without what stands there."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from app.pdf.identifiers import Hit

DOT = "•"
AROUND = 24
_JOIN = re.compile(r"[\xad\x02\ufffe](?:\r?\n)?|-\r?\n")
_PLAIN = {"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ħ": "h", "ŧ": "t"}  # no accent to take off, yet one is typed


def protected_hits(text: str, terms: Iterable[str], code: str) -> list[Hit]:
    """Where any of `terms` stands as whole words: case, accents, spacing and line breaks do not matter.

    A name of two or more words is also found in reverse ("Novak, Jana").
    """
    wanted = {form for term in terms for form in _forms(term)}
    found = set(_hits(text, frozenset(), wanted, code))
    if broken := frozenset(at for join in _JOIN.finditer(text) for at in range(*join.span())):
        found.update(_hits(text, broken, wanted, code))  # "Nov-\nak" is one word, "Lee-\nNovak" two
    return sorted(found, key=lambda hit: (hit.start, hit.end))


def _hits(text: str, skip: frozenset[int], wanted: Iterable[str], code: str) -> Iterator[Hit]:
    letters, places = _folded(text, skip)
    for term in wanted:
        at = letters.find(term)
        while at >= 0:
            end = at + len(term)
            if _ends_word(letters, at) and _ends_word(letters, end):
                yield Hit(code, places[at], places[end - 1] + 1)
            at = letters.find(term, at + 1)


def masked(text: str, hits: Iterable[Hit]) -> str:
    """`text`, equally long, with every hit dotted out but for the characters it may show."""
    letters = list(text)
    for hit in hits:
        for at in range(hit.start, max(hit.end - hit.shown, hit.start)):
            letters[at] = letters[at] if letters[at].isspace() else DOT
    return "".join(letters)


def snippet(masked_text: str, hit: Hit) -> str:
    """The place of a hit with a few words around it, from text that is masked already."""
    start, end = max(hit.start - AROUND, 0), min(hit.end + AROUND, len(masked_text))
    return " ".join(readable(masked_text[start:end].replace("\r", " ")).split())


def readable(text: str) -> str:
    """`text` without control characters and halves of characters, which no database takes."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))


def _forms(term: str) -> list[str]:
    words = _folded(term, frozenset())[0].split()
    if not any(len(word) > 1 for word in words):
        return []
    return [" ".join(words), " ".join([words[-1], *words[:-1]])]


def _folded(text: str, skip: frozenset[int]) -> tuple[str, list[int]]:
    """`text` as base letters, digits and single spaces, and for each the place it came from."""
    letters: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        for letter in () if at in skip else _base(character):
            if letter != " " or (letters and letters[-1] != " "):
                letters.append(letter)
                places.append(at)
    return "".join(letters), places


@lru_cache(maxsize=4096)
def _base(character: str) -> tuple[str, ...]:
    """The letters a character stands for, without accents; anything else is a space."""
    whole = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    kept = [letter for letter in whole if not unicodedata.combining(letter)]
    return tuple(_PLAIN.get(letter, letter) if letter.isalnum() else " " for letter in kept)


def _ends_word(letters: str, at: int) -> bool:
    """Whether a word ends or begins at `at`."""
    return at in (0, len(letters)) or letters[at - 1] == " " or letters[at] == " "
