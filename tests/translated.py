"""Finds words on a rendered page that never went through the catalogues: render it in the pseudo language first."""

from html.parser import HTMLParser

from app.language.pseudo import CLOSE, OPEN

# Data, not words of ours: names, numbers, code, times, and whatever says that it must not be translated.
_DATA = {"bdi", "code", "kbd", "samp", "time", "script"}
_VOID = {"meta", "link", "input", "img", "br", "hr", "source", "track", "wbr"}
_SPOKEN = ("alt", "title", "placeholder", "aria-label", "data-label")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.depth = 0
        self.bare: list[str] = []

    @property
    def in_data(self) -> bool:
        return any(data for _, data in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        for name in _SPOKEN:
            self._check_attribute(values.get(name) or "")
        if tag == "input" and values.get("type") in ("submit", "button"):
            self._check_attribute(values.get("value") or "")
        if tag not in _VOID:
            self.open.append((tag, tag in _DATA or values.get("translate") == "no"))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for char in data:
            self.depth += (char == OPEN) - (char == CLOSE)
            if char.isalpha() and self.depth <= 0 and not self.in_data:
                self.bare.append(data.strip())
                return

    def _check_attribute(self, value: str) -> None:
        if any(char.isalpha() for char in value) and OPEN not in value and not self.in_data:
            self.bare.append(value)


def untranslated(page: str, data: tuple[str, ...] = ()) -> list[str]:
    """Texts and spoken attributes of a page rendered in the pseudo language that are not in its brackets.

    `data`: names that the page shows where no element can mark them as such (the title of the window).
    """
    for known in sorted(data, key=len, reverse=True):  # a name may be a part of another
        page = page.replace(known, "")
    reader = _Reader()
    reader.feed(page)
    return reader.bare


def assert_all_translated(page: str, data: tuple[str, ...] = ()) -> None:
    """Fail with the words that were forgotten."""
    forgotten = untranslated(page, data)
    assert not forgotten, forgotten
