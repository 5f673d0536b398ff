"""The stamp on a public rendition: one line at the top of each page, `case · entry · filed · page n of m`."""

from io import BytesIO

from pikepdf import Dictionary, Name, Page, Pdf, Rectangle
from reportlab.pdfgen.canvas import Canvas

from app.pdf import fonts
from app.pdf.cleaning import saved
from app.pdf.structure import opened
from app.pdf.writer import draw_line, filled

_SIZE = 8.0
_BAND = 16.0
_INK, _PAPER = 0.25, 1.0


def stamp(data: bytes, line: str) -> bytes:
    """A copy with `line` on each page, `{page}` and `{pages}` filled in.

    Signatures stay visible as drawn, but no longer claim to cover this copy: the original is kept apart.
    """
    with opened(data) as pdf:
        _quiet_signatures(pdf)
        sizes = [_shown(page) for page in pdf.pages]
        with Pdf.open(BytesIO(_overlays(sizes, line))) as overlays:
            for number, overlay in enumerate(overlays.pages):
                _lay_over(pdf, number, overlay)
        return saved(pdf)


def _lay_over(pdf: Pdf, number: int, overlay: Page) -> None:
    """Like pikepdf's `add_overlay`, under a name that is the same each time, so that the bytes are too."""
    page = pdf.pages[number]
    box = [float(edge) for edge in page.cropbox]
    where = Rectangle(min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3]))
    form = pdf.copy_foreign(overlay.as_form_xobject())
    name = page.add_resource(form, Name.XObject, Name(f"/CourtStamp{number + 1}"))
    placed = page.calc_form_xobject_placement(
        form, name, where, invert_transformations=True, allow_shrink=True, allow_expand=True
    )
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"Q\n" + placed)


def _overlays(sizes: list[tuple[float, float]], line: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, invariant=1, initialFontName=fonts.base_font())
    for number, (width, height) in enumerate(sizes, start=1):
        canvas.setPageSize((width, height))
        canvas.setFillGray(_PAPER, alpha=0.85)
        canvas.rect(0, height - _BAND, width, _BAND, stroke=0, fill=1)
        canvas.setFillGray(_INK, alpha=1)
        draw_line(canvas, filled(line, number, len(sizes)), width / 2, height - _BAND + 5, _SIZE)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _shown(page: Page) -> tuple[float, float]:
    """Width and height in points as a reader sees the page, turned as it says."""
    box = [float(edge) for edge in page.cropbox]
    width, height = abs(box[2] - box[0]), abs(box[3] - box[1])
    return (height, width) if int(page.obj.get("/Rotate", 0)) % 180 == 90 else (width, height)


def _quiet_signatures(pdf: Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and str(item.get("/FT", "")) == "/Sig" and "/V" in item:
            del item["/V"]
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/SigFlags" in form:
        del form["/SigFlags"]
    if "/Perms" in pdf.Root:
        del pdf.Root["/Perms"]
