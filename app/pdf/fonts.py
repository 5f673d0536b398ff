"""Which font shows a text: Noto where the system has it, else DejaVu, else the Latin font always there.

Fonts are embedded, so a page looks the same everywhere and for ever (ISO 19005).
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

# Where Linux distributions keep fonts, and a folder an operator may fill.
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/opt/fonts")
# In order of preference: for each letter, the first that has it.
_FAMILIES = (
    "NotoSans-Regular", "NotoNaskhArabic-Regular", "NotoSansArabic-Regular", "NotoSansHebrew-Regular",
    "NotoSansArmenian-Regular", "NotoSansGeorgian-Regular", "NotoSansEthiopic-Regular",
    "NotoSansDevanagari-Regular", "NotoSansBengali-Regular", "NotoSansTamil-Regular",
    "NotoSansThai-Regular", "DejaVuSans", "Vera", "NotoSansSC-Regular", "NotoSansJP-Regular",
    "NotoSansKR-Regular", "wqy-microhei", "DroidSansFallbackFull",
)  # fmt: skip
_BOLD = {"NotoSans-Regular": "NotoSans-Bold", "DejaVuSans": "DejaVuSans-Bold", "Vera": "VeraBd"}
_SUFFIXES = (".ttf", ".ttc")


@cache
def load() -> tuple[str, ...]:
    """Register every font found, once; gives their names in order of preference."""
    files = {path.stem: path for path in _files()}
    for bold in _BOLD.values():
        _register(bold, files)
    return tuple(name for name in _FAMILIES if _register(name, files))


def base_font(*, bold: bool = False) -> str:
    """The font of ordinary text."""
    name = next(name for name in load() if name in _BOLD)
    return _BOLD[name] if bold and _BOLD[name] in pdfmetrics.getRegisteredFontNames() else name


def runs(text: str, *, bold: bool = False) -> list[tuple[str, str]]:
    """`text` in pieces with the font for each; a letter no font has stays in the ordinary one."""
    base = base_font(bold=bold)
    pieces: list[tuple[str, str]] = []
    for letter in text:
        last = pieces[-1][0] if pieces else base
        stays = letter.isspace() or ((last == base or not letter.isalnum()) and _has(last, letter))
        font = last if stays else _font_of(letter, base)
        if pieces and font == last:
            pieces[-1] = (font, pieces[-1][1] + letter)
        else:
            pieces.append((font, letter))
    return pieces


def markup(text: str, *, bold: bool = False) -> str:
    """`text` for a reportlab paragraph, each piece in its font."""
    base = base_font(bold=bold)
    return "".join(
        escape(piece) if font == base else f'<font name="{font}">{escape(piece)}</font>'
        for font, piece in runs(text, bold=bold)
    )


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Points that `text` takes in one line, near enough for breaking lines."""
    return float(sum(pdfmetrics.stringWidth(piece, font, size) for font, piece in runs(text, bold=bold)))


@cache
def _font_of(letter: str, base: str) -> str:
    return next((name for name in (base, *load()) if _has(name, letter)), base)


@cache
def _has(name: str, letter: str) -> bool:
    return bool(pdfmetrics.getFont(name).face.charToGlyph.get(ord(letter)))  # 0 is the empty box


def _files() -> Iterator[Path]:
    for folder in _FOLDERS:
        for root, _, names in os.walk(folder):
            yield from (Path(root, name) for name in sorted(names) if name.endswith(_SUFFIXES))


def _register(name: str, files: dict[str, Path]) -> bool:
    """Whether the font can be used; reportlab brings Vera along and finds it by name."""
    try:
        pdfmetrics.registerFont(TTFont(name, str(files.get(name, f"{name}.ttf"))))
    except (TTFError, OSError):
        return False
    return True
