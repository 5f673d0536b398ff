"""Makes a calm, paginated A4 document from plain words: minutes, certificates, receipts, covers.

The same document gives the same bytes. For our own words only: foreign PDFs go through the sandbox.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

from app.pdf import direction, fonts

_MARGIN = 22 * mm
_FRAME_PADDING = 6  # points, what reportlab leaves inside a frame
_WIDTH = A4[0] - 2 * _MARGIN
_INK, _QUIET, _LINE = HexColor("#1c1c1c"), HexColor("#5a5a5a"), HexColor("#c8c8c8")
_LABEL_WIDTH = 45 * mm


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; line breaks are kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; `head` is repeated on each page. `shares`: relative widths of the columns, equal if empty."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, if any, and what stands under it."""

    heading: str
    blocks: tuple[Text | Rows, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document. `meta`: label and value; `footer`: `{page}` and `{pages}` are filled in, nothing else."""

    title: str
    meta: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    footer: str = "{page} / {pages}"
    language: str = "en"


def write(paper: Paper) -> bytes:
    """The document as a PDF with all fonts embedded."""
    out = BytesIO()
    edge = _MARGIN - _FRAME_PADDING
    template = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=edge, rightMargin=edge, topMargin=edge, bottomMargin=edge,
        title=paper.title, author="", subject="", creator="", lang=paper.language, invariant=1,
    )  # fmt: skip
    template.build(list(_story(paper)), canvasmaker=partial(_Pages, footer=paper.footer))
    return out.getvalue()


class _Pages(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas that waits for the last page, so that each can say how many there are."""

    def __init__(self, *args: Any, footer: str, **options: Any) -> None:
        super().__init__(*args, **(options | {"initialFontName": fonts.base_font()}))
        self._footer, self._waiting = footer, list[dict[str, Any]]()

    def showPage(self) -> None:
        self._waiting.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._waiting, start=1):
            self.__dict__.update(page)
            words = filled(self._footer, number, len(self._waiting))
            self.setFillColor(_QUIET)
            draw_line(self, words, A4[0] / 2, _MARGIN / 2, 8.5)
            super().showPage()
        super().save()


def filled(template: str, page: int, pages: int) -> str:
    """`template` with its page numbers; any other brace stays as it is."""
    return template.replace("{page}", str(page)).replace("{pages}", str(pages))


def draw_line(canvas: Canvas, words: str, middle: float, up: float, size: float) -> None:
    """One line of text around `middle`, in fonts that have its letters, in the order it is read."""
    if direction.has_right(words):
        words = " ".join(direction.seen_order(words.split(), base_right=direction.from_right(words)))
    at = middle - fonts.width(words, size) / 2
    for font, piece in fonts.runs(words):
        canvas.setFont(font, size)
        canvas.drawString(at, up, piece, shaping=not piece.isascii())
        at += fonts.width(piece, size)


def _story(paper: Paper) -> Iterator[Flowable]:
    yield _paragraph(paper.title, _WIDTH, size=17, bold=True)
    yield Spacer(0, 5 * mm)
    if paper.meta:
        yield _table([], paper.meta, [_LABEL_WIDTH, _WIDTH - _LABEL_WIDTH], ruled=False)
        yield Spacer(0, 4 * mm)
    for section in paper.sections:
        if section.heading:
            yield _paragraph(section.heading, _WIDTH, size=12.5, bold=True, before=5 * mm)
        for block in section.blocks:
            yield from _block(block)


def _block(block: Text | Rows) -> Iterator[Flowable]:
    if isinstance(block, Text):
        yield _paragraph(block.text, _WIDTH, before=1.5 * mm)
        return
    shares = block.shares or (1,) * len(block.head)
    widths = [_WIDTH * share / sum(shares) for share in shares]
    yield Spacer(0, 2 * mm)
    yield _table(block.head, block.rows, widths, ruled=True)
    yield Spacer(0, 2 * mm)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], *, ruled: bool) -> LongTable:
    inner = [width - 4 * mm for width in widths]
    cells = [[_paragraph(t, w, size=9.5, bold=True) for t, w in zip(head, inner, strict=True)]] if head else []
    cells += [[_paragraph(t, w, size=9.5) for t, w in zip(row, inner, strict=True)] for row in rows]
    table = LongTable(cells, colWidths=list(widths), repeatRows=1 if head else 0, splitInRow=1)
    everywhere = (0, 0), (-1, -1)
    rules = [("LINEBELOW", *everywhere, 0.4, _LINE)] if ruled else []
    looks = [("VALIGN", *everywhere, "TOP"), ("LEFTPADDING", *everywhere, 0), *rules]
    table.setStyle(TableStyle([("FONTNAME", *everywhere, fonts.base_font()), *looks]))
    return table


def _paragraph(text: str, width: float, *, size: float = 10.5, bold: bool = False, before: float = 0) -> Paragraph:
    right = direction.from_right(text)
    style = ParagraphStyle(
        "words",
        fontName=fonts.base_font(bold=bold),
        bulletFontName=fonts.base_font(),
        fontSize=size,
        leading=size * 1.45,
        textColor=_INK,
        spaceBefore=before,
        alignment=TA_RIGHT if right else TA_LEFT,
        shaping=0 if text.isascii() else 1,
        keepWithNext=bold,
    )
    if not direction.has_right(text):
        return Paragraph(fonts.markup(text, bold=bold).replace("\n", "<br/>"), style)
    measure = partial(fonts.width, size=size, bold=bold)
    ordered = (direction.seen_order(line, base_right=right) for line in direction.lines(text, width, measure))
    return Paragraph("<br/>".join(fonts.markup(" ".join(line), bold=bold) for line in ordered), style)
