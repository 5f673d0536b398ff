"""Labels: each in its place on the sheet, and bars that say the number and nothing else."""

import pypdfium2
import pytest
from reportlab.graphics.barcode.code128 import Code128

from app.pdf.labels import PLACES, Label, sheet
from tests.doubles.pdfs import text_of

ONE = Label("District Court of Varda", "CR-2026-1")


def places(pdf: bytes, page: int = 0) -> list[tuple[int, int]]:
    """(row, column) in which something dark stands on a page, from the top left."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[page].render(scale=1).to_pil().convert("L")
    wide, high = picture.width / 3, picture.height / 8
    found = []
    for row in range(8):
        for column in range(3):
            box = (int(column * wide) + 4, int(row * high) + 4, int((column + 1) * wide) - 4, int((row + 1) * high) - 4)
            if picture.crop(box).getextrema()[0] < 100:
                found.append((row, column))
    return found


def test_the_first_label_stands_where_the_sheet_is_free() -> None:
    assert places(sheet([ONE])) == [(0, 0)]
    assert places(sheet([ONE], start=6)) == [(1, 2)]
    assert places(sheet([ONE, ONE], start=PLACES)) == [(7, 2)]
    assert places(sheet([ONE, ONE], start=PLACES), page=1) == [(0, 0)]


def test_a_full_sheet_is_one_page() -> None:
    with pypdfium2.PdfDocument(sheet([ONE] * PLACES)) as document:
        assert len(document) == 1


def test_a_label_says_court_and_number() -> None:
    assert text_of(sheet([ONE])) == "District Court of Varda CR-2026-1"


@pytest.mark.parametrize("number", ["CR-2026-1", "PC-PE-2026-0001", "VARDA-CR-2026-123456789012"])
def test_the_bars_hold_the_number_and_fit_on_the_label(number: str) -> None:
    bars = Code128(number, quiet=0)
    assert bars.validate() == number
    assert bars.valid
    printed = sheet([Label("Court", number)])
    assert len(places(printed)) == 1
    assert number in text_of(printed)  # never cut


def test_a_long_name_of_a_court_is_cut_and_not_run_over() -> None:
    assert places(sheet([Label("Court of " + "very " * 30 + "far away", "CR-2026-1")])) == [(0, 0)]


def test_the_same_labels_give_the_same_bytes() -> None:
    assert sheet([ONE]) == sheet([ONE])
