"""Pages of our own: complete, in every script, the same each time."""

from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
import pytest

from app.pdf.writer import Paper, Rows, Section, Text, write

PAPER = Paper(
    title="Minutes of the hearing",
    meta=(("Case", "12 Cv 34/2026"), ("Court", "Bezirksgericht Wien")),
    sections=(
        Section("What happened", (Text("The court sat.\nNobody <b>left</b> & all stayed."),)),
        Section("", (Rows(("Time", "What"), tuple((f"09:{n:02}", f"Entry {n}") for n in range(80)), (1, 4)),)),
    ),
    footer="page {page} of {pages}",
    language="de",
)


def texts(data: bytes) -> list[str]:
    with pdfium.PdfDocument(data) as document:
        return [document[at].get_textpage().get_text_range() for at in range(len(document))]


def test_everything_is_there_and_each_page_has_its_number() -> None:
    pages = texts(write(PAPER))
    assert len(pages) > 1
    assert all(f"page {n} of {len(pages)}" in text for n, text in enumerate(pages, start=1))
    assert all("Time" in text for text in pages)
    whole = "\n".join(pages)
    assert "Nobody <b>left</b> & all stayed." in whole
    assert all(f"Entry {n}\r" in whole for n in range(80))


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert write(PAPER) == write(PAPER)


def test_every_font_is_embedded_and_the_language_is_told() -> None:
    with pikepdf.open(BytesIO(write(PAPER))) as opened:
        fonts = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
        assert opened.Root.Lang == "de"


@pytest.mark.parametrize(
    "words", ["Příliš žluťoučký kůň", "Слухання справи", "Πρακτικά συνεδρίασης", "Straße, façade, año"]
)
def test_words_of_many_scripts_can_be_read_and_copied(words: str) -> None:
    (page,) = texts(write(Paper(title=words, sections=(Section(words, (Text(words),)),))))
    assert page.count(words) == 3


def test_a_cell_longer_than_a_page_goes_on_to_the_next() -> None:
    long = Rows(("What",), (("word " * 4000,),))
    assert sum(text.count("word") for text in texts(write(Paper("Long", sections=(Section("", (long,)),))))) == 4000
