"""A page as a picture and as text, for reading beside the findings."""

from io import BytesIO

import pypdfium2 as pdfium

from app.pdf.masking import readable

NARROWEST, WIDEST = 16, 2400
_MOST_PIXELS = 16_000_000


def render(data: bytes, page: int, width: int) -> bytes | None:
    """A PNG of page number `page`, at most `width` pixels wide; None when there is no such page."""
    with pdfium.PdfDocument(data) as document:
        if not 1 <= page <= len(document):
            return None
        across, down = document[page - 1].get_size()
        scale = min(max(NARROWEST, min(width, WIDEST)) / across, (_MOST_PIXELS / (across * down)) ** 0.5)
        picture = document[page - 1].render(scale=scale, rev_byteorder=True).to_pil()
        out = BytesIO()
        picture.save(out, "PNG")
        return out.getvalue()


def text_of(data: bytes, page: int) -> str | None:
    """The text of page number `page`; None when there is no such page."""
    with pdfium.PdfDocument(data) as document:
        if not 1 <= page <= len(document):
            return None
        return readable(document[page - 1].get_textpage().get_text_range().replace("\r\n", "\n"))


def page_count(data: bytes) -> int:
    with pdfium.PdfDocument(data) as document:
        return len(document)
