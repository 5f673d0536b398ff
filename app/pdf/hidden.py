"""Text that can be copied although a dark box lies over it: the failed redaction, found by looking.

A box alone proves nothing (white words on a black heading are fine), so the page is rendered and a word
counts as hidden when nothing but darkness is to be seen where it stands.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

_DARK = 96
_SPREAD = 40
_SCALE = 2.0
_MOST_PIXELS = 16_000_000
_SMALLEST_BOX = 4.0
_BESIDE = 0.15
_SHAPES = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
_COVERS = frozenset({raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_REDACT, raw.FPDF_ANNOT_POLYGON, raw.FPDF_ANNOT_INK})


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in page points, bottom up."""

    left: float
    bottom: float
    right: float
    top: float


def hidden_text(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> str:
    """The letters of a page that lie in darkness, or nothing."""
    boxes = [box for box in _boxes(page) if _has_text(text, box)]
    if not boxes:
        return ""
    width, height = page.get_size()
    scale = min(_SCALE, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
    picture = page.render(scale=scale, rotation=-page.get_rotation() % 360, grayscale=True).to_pil()
    left, bottom, right, top = page.get_cropbox()
    seen = Picture(picture, Box(left, bottom, right, top))
    return "".join(letter for letter, box in _letters(text, boxes) if seen.is_dark(box))


def _has_text(text: pdfium.PdfTextPage, box: Box) -> bool:
    return bool(text.get_text_bounded(box.left, box.bottom, box.right, box.top).strip())


@dataclass(frozen=True, slots=True)
class Picture:
    """A rendered page and the part of it, in points, that it shows."""

    image: Image.Image
    shown: Box

    def is_dark(self, box: Box) -> bool:
        """Whether a letter's place shows one dark shade and no outline of the letter."""
        across = self.image.width / max(self.shown.right - self.shown.left, 1)
        down = self.image.height / max(self.shown.top - self.shown.bottom, 1)
        area = (
            round((box.left - self.shown.left) * across),
            round((self.shown.top - box.top) * down),
            round((box.right - self.shown.left) * across),
            round((self.shown.top - box.bottom) * down),
        )
        if area[2] - area[0] < 1 or area[3] - area[1] < 1:
            return False
        lowest, highest = self.image.crop(area).getextrema()
        assert isinstance(lowest, int)
        assert isinstance(highest, int)
        return highest <= _DARK and highest - lowest <= _SPREAD


def _boxes(page: pdfium.PdfPage) -> Iterator[Box]:
    """What can hide a letter: pictures, filled dark shapes, groups with one, covering annotations."""
    for item in page.get_objects(max_depth=1):  # inside a group, bounds are in the group's own space
        if item.type in _SHAPES and _covers(page, item):
            box = Box(*item.get_bounds())
            if box.right - box.left >= _SMALLEST_BOX and box.top - box.bottom >= _SMALLEST_BOX:
                yield box
    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, at)
        rectangle = raw.FS_RECTF()
        covers = raw.FPDFAnnot_GetSubtype(annotation) in _COVERS
        if covers and raw.FPDFAnnot_GetRect(annotation, rectangle):
            yield Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        raw.FPDFPage_CloseAnnot(annotation)


def _covers(page: pdfium.PdfPage, item: pdfium.PdfObject) -> bool:
    if item.type == raw.FPDF_PAGEOBJ_FORM:
        inner = page.get_objects(filter=_SHAPES, max_depth=4, form=item, level=1)
        return any(part.type != raw.FPDF_PAGEOBJ_FORM and _covers(page, part) for part in inner)
    return item.type == raw.FPDF_PAGEOBJ_IMAGE or _dark_fill(item)


def _dark_fill(item: pdfium.PdfObject) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, mode, stroke)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if mode.value == raw.FPDF_FILLMODE_NONE or not raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return False
    return max(red.value, green.value, blue.value) <= _DARK and alpha.value > 200


def _letters(text: pdfium.PdfTextPage, boxes: list[Box]) -> Iterator[tuple[str, Box]]:
    """Every letter and digit whose middle is inside one of `boxes`, with its place.

    The place is a little wider than the letter: a plain "l" is all dark itself, but not beside itself.
    """
    for at in range(text.count_chars()):
        box = Box(*text.get_charbox(at))
        across, up = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        if any(b.left <= across <= b.right and b.bottom <= up <= b.top for b in boxes):
            letter = text.get_text_range(at, 1)
            if letter.isalnum():
                beside = (box.top - box.bottom) * _BESIDE
                yield letter, Box(box.left - beside, box.bottom, box.right + beside, box.top)
