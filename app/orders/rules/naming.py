"""Whether the words of an order name somebody whose name not every reader may know."""

from collections.abc import Iterable, Iterator

from app.orders.errors import OrderNamesProtected, OrderPerhapsNames
from app.pdf.masking import protected_hits

_CODE = "protected-term"
_SHORTEST = 3  # letters of a part of a name that is looked for by itself


def check_names(title: str, text: str, closed: Iterable[str], told: Iterable[str], *, not_meant: bool) -> None:
    """Raises OrderNamesProtected for a closed name, OrderPerhapsNames for a part of one unless it means nobody.

    `told`: the names readers may know; a part that is in one of them tells nothing.
    """
    closed = tuple(closed)
    for line, words in _lines(title, text):
        if protected_hits(words, closed, _CODE):
            raise OrderNamesProtected(line=line)
    if protected_hits(text, closed, _CODE):  # broken over two lines
        raise OrderNamesProtected(line=1)
    parts = _parts(closed) - _parts(told)
    for line, words in _lines(title, text):
        if not not_meant and protected_hits(words, parts, _CODE):
            raise OrderPerhapsNames(line=line)


def _lines(title: str, text: str) -> Iterator[tuple[int, str]]:
    yield 0, title
    yield from enumerate(text.split("\n"), 1)


def _parts(names: Iterable[str]) -> set[str]:
    return {part.casefold() for name in names for part in name.split() if len(part) >= _SHORTEST}
