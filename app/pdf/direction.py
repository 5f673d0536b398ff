"""Putting the words of a line in the order they are seen, for scripts that run from right to left.

A word-by-word reading of the Unicode bidirectional algorithm (UAX #9): letters inside a word are ordered
when the word is shaped; here whole words are. Numbers and foreign words keep their own direction.
"""

import unicodedata
from collections.abc import Callable, Sequence
from itertools import groupby


def from_right(text: str) -> bool:
    """Whether the first letter with a direction runs from the right (UAX #9, P2)."""
    return next((_right(letter) for letter in text if _strong(letter)), False)


def has_right(text: str) -> bool:
    """Whether any letter runs from the right."""
    return any(map(_right, text))


def seen_order(words: Sequence[str], *, base_right: bool) -> list[str]:
    """The words of one line from left to right as the eye finds them."""
    groups = [(right, list(group)) for right, group in groupby(_sided(words, base_right), key=lambda w: w[1])]
    if base_right:
        groups.reverse()
    return [word for right, group in groups for word, _ in (reversed(group) if right else group)]


def lines(text: str, most: float, measure: Callable[[str], float]) -> list[list[str]]:
    """`text` broken into lines of words no wider than `most`; a longer word gets a line of its own."""
    broken: list[list[str]] = []
    for paragraph in text.split("\n"):
        line: list[str] = []
        for word in paragraph.split():
            if line and measure(" ".join([*line, word])) > most:
                broken.append(line)
                line = []
            line.append(word)
        broken.append(line)
    return broken


def _sided(words: Sequence[str], base_right: bool) -> list[tuple[str, bool]]:
    """Each word and whether it runs from the right; one without letters follows the base."""
    sided = []
    for word in words:
        plain = not any(map(_strong, word))
        number = any(unicodedata.bidirectional(letter) in ("EN", "AN") for letter in word)
        sided.append((word, False if number and plain else base_right if plain else from_right(word)))
    return sided


def _strong(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("L", "R", "AL")


def _right(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("R", "AL")
