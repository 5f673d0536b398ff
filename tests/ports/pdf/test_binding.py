"""Binding: several PDFs become one in order; what cannot be opened is named, what acts stays out."""

from io import BytesIO

from pikepdf import Dictionary, Name, Pdf, String

from app.pdf.port import PdfTools
from tests.doubles.pdfs import locked, pdf, text_of, with_attachment, with_open_action


async def test_pages_follow_one_another_under_their_titles(tools: PdfTools) -> None:
    whole, left_out = await tools.bind([("One", pdf("first", "second")), ("Two", pdf("third"))])
    words = text_of(whole)
    assert left_out == []
    assert words.index("first") < words.index("second") < words.index("third")
    with Pdf.open(BytesIO(whole)) as bound, bound.open_outline() as outline:
        assert [item.title for item in outline.root] == ["One", "Two"]
        assert len(bound.pages) == 3


async def test_what_cannot_be_opened_is_named_and_the_rest_is_bound(tools: PdfTools) -> None:
    parts = [("Open", pdf("first")), ("Locked", locked(pdf("secret"), "word")), ("Broken", b"%PDF-nothing"), ("", b"")]
    whole, left_out = await tools.bind(parts)
    assert left_out == [1, 2, 3]
    assert "first" in text_of(whole)
    assert "secret" not in text_of(whole)


async def test_nothing_in_a_bound_file_acts(tools: PdfTools) -> None:
    program = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    whole, _ = await tools.bind(
        [("One", with_open_action(pdf("first"), program)), ("Two", with_attachment(pdf("second")))]
    )
    assert b"app.alert" not in whole
    with Pdf.open(BytesIO(whole)) as bound:
        assert not bound.attachments
        assert Name.OpenAction not in bound.Root


async def test_the_same_parts_give_the_same_bytes(tools: PdfTools) -> None:
    parts = [("One", pdf("first")), ("Two", pdf("second"))]
    assert await tools.bind(parts) == await tools.bind(parts)
