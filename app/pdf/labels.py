"""A sheet of adhesive labels on A4: three across and eight down, each with a line, a number and its Code 128 bars.

The bars hold the number as it is written (ISO/IEC 15417), so that a reader types it where a person would.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.pdf import fonts
from app.pdf.writer import draw_line

ACROSS, DOWN = 3, 8
PLACES = ACROSS * DOWN
_WIDTH, _HEIGHT = A4[0] / ACROSS, A4[1] / DOWN
_BARS_HIGH, _WIDEST = 12 * mm, _WIDTH - 12 * mm  # printers reach no edge, readers want white beside the bars
_LINE, _NUMBER = 8.5, 13.0
_NARROWEST = 0.19 * mm  # of one bar: less is not read by every reader
_BROADEST = 0.38 * mm


@dataclass(frozen=True, slots=True)
class Label:
    """`line`: above the number, for example the court; `number`: what the bars hold, ASCII alone."""

    line: str
    number: str


def sheet(labels: Sequence[Label], start: int = 1) -> bytes:
    """The labels from place `start` (1 at the top, by rows) on, on as many sheets as they need."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, initialFontName=fonts.base_font())
    canvas.setTitle(labels[0].number if labels else "")
    for place, label in enumerate(labels, start - 1):
        if place > start - 1 and place % PLACES == 0:
            canvas.showPage()
        row, column = divmod(place % PLACES, ACROSS)
        _draw(canvas, label, column * _WIDTH, A4[1] - (row + 1) * _HEIGHT)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, label: Label, left: float, bottom: float) -> None:
    middle = left + _WIDTH / 2
    draw_line(canvas, _fitting(label.line, _LINE), middle, bottom + _HEIGHT - 8 * mm, _LINE)
    size = min(_NUMBER, _NUMBER * _WIDEST / fonts.width(label.number, _NUMBER))  # a number is never cut
    draw_line(canvas, label.number, middle, bottom + _HEIGHT - 14 * mm, size)
    bars = Code128(label.number, barHeight=_BARS_HIGH, barWidth=_bar_width(label.number), quiet=0)
    bars.drawOn(canvas, middle - bars.width / 2, bottom + 6 * mm)


def _bar_width(number: str) -> float:
    """As broad as fits, within what readers read."""
    modules = Code128(number, barWidth=1, quiet=0).width
    return float(max(_NARROWEST, min(_BROADEST, _WIDEST / modules)))


def _fitting(words: str, size: float) -> str:
    """The words, cut at the end where they are too long for a label."""
    if fonts.width(words, size) <= _WIDEST:
        return words
    while words and fonts.width(words + "…", size) > _WIDEST:
        words = words[:-1]
    return words.rstrip() + "…"
