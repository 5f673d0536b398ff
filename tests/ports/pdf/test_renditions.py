"""Copies, pictures and text made from a PDF."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from app.pdf.port import PageUnknown, PdfSigned, PdfTools, PdfUnreadable
from tests.doubles import pdfs

THREE = pdfs.pdf("first page", "second page", "third page")
LINE = "12 Cv 34/2026 · 7 · подано 2 Dec 2026 · page {page} of {pages}"


async def test_the_stamp_is_on_each_page_with_its_number(tools: PdfTools) -> None:
    stamped = await tools.stamp(THREE, LINE)
    for number, word in enumerate(("first", "second", "third"), start=1):
        text = await tools.page_text(stamped, number)
        assert f"12 Cv 34/2026 · 7 · подано 2 Dec 2026 · page {number} of 3" in " ".join(text.split())
        assert f"{word} page" in text
    assert await tools.stamp(THREE, LINE) == stamped


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("box", [(0, 0, 300, 400), (-50, 20, 250, 620)])
async def test_the_stamp_is_at_the_top_as_the_page_is_seen(
    tools: PdfTools, rotation: int, box: tuple[int, int, int, int]
) -> None:
    def turn(opened: pikepdf.Pdf) -> None:
        opened.pages[0].obj.Rotate = rotation
        opened.pages[0].obj.MediaBox = pikepdf.Array(box)

    def empty(canvas: object) -> None:
        return

    stamped = await tools.stamp(pdfs.changed(pdfs.drawn(empty), turn), "A stamp that can be seen")
    with Image.open(BytesIO(await tools.render_page(stamped, 1, 600))) as picture:
        grey = picture.convert("L")
    wide = picture.height < picture.width
    assert wide == (rotation in (90, 270))
    inked = grey.point(lambda shade: 255 if shade < 128 else 0).getbbox()
    assert inked
    assert inked[3] < 40
    assert abs((inked[0] + inked[2]) / 2 - 300) < 12


async def test_a_stamped_copy_does_not_claim_the_signature_of_the_original(tools: PdfTools) -> None:
    signed = pdfs.with_signature(THREE)
    with pytest.raises(PdfSigned):
        await tools.clean(signed)
    assert not (await tools.check(await tools.stamp(signed, LINE))).signed


@pytest.mark.parametrize(("width", "expected"), [(64, 64), (600, 600), (1, 16), (99_999, 2400)])
async def test_a_page_is_a_picture_of_the_width_asked_for(tools: PdfTools, width: int, expected: int) -> None:
    with Image.open(BytesIO(await tools.render_page(THREE, 2, width))) as picture:
        assert picture.format == "PNG"
        assert abs(picture.width - expected) <= 1


@pytest.mark.parametrize("page", [0, 4, -1, 10**9])
async def test_a_page_that_is_not_there_is_said_to_be_unknown(tools: PdfTools, page: int) -> None:
    with pytest.raises(PageUnknown) as refused:
        await tools.render_page(THREE, page, 100)
    assert refused.value.data == {"pages": 3}
    with pytest.raises(PageUnknown):
        await tools.page_text(THREE, page)


@pytest.mark.parametrize("data", [b"", b"not a pdf", b"%PDF-1.7\nrubbish", pdfs.locked(THREE, user="secret")])
async def test_nothing_is_made_from_what_cannot_be_read(tools: PdfTools, data: bytes) -> None:
    copies = tools.clean(data), tools.stamp(data, LINE)
    for making in (*copies, tools.render_page(data, 1, 99), tools.page_text(data, 1)):
        with pytest.raises(PdfUnreadable):
            await making
