"""What a check finds in a PDF, all at once and without ever failing itself."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from reportlab.pdfgen.canvas import Canvas

from app.pdf.findings import Severity
from app.pdf.port import PdfTools
from tests.doubles import pdfs

PLAIN = pdfs.pdf("A statement of claim in plain words.", "And its second page.")
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def action(kind: str, **more: Any) -> Dictionary:
    return Dictionary(S=Name("/" + kind), **more)


ACTIVE = {
    "script when opened": (pdfs.with_open_action(PLAIN, SCRIPT), "script", None),
    "script behind an action": (
        pdfs.with_open_action(PLAIN, action("GoTo", D=Array([0, Name.Fit]), Next=SCRIPT)),
        "script",
        None,
    ),
    "script on a page": (pdfs.with_annotation(PLAIN, Dictionary(Subtype=Name.Link, A=SCRIPT), 2), "script", 2),
    "program start": (pdfs.with_open_action(PLAIN, action("Launch", F=String("x.exe"))), "launch", None),
    "other file": (pdfs.with_open_action(PLAIN, action("GoToR", F=String("x.pdf"))), "external-access", None),
    "form sent away": (
        pdfs.with_annotation(PLAIN, Dictionary(Subtype=Name.Link, A=action("SubmitForm", F=String("http://x")))),
        "external-access",
        1,
    ),
    "address when opened": (
        pdfs.with_open_action(PLAIN, action("URI", URI=String("http://x"))),
        "external-access",
        None,
    ),
    "stream elsewhere": (pdfs.with_outside_stream(PLAIN), "external-access", None),
    "file inside": (pdfs.with_attachment(PLAIN), "attachment", None),
    "xfa form": (pdfs.with_xfa(PLAIN), "form-program", None),
    "video": (pdfs.with_annotation(PLAIN, Dictionary(Subtype=Name.RichMedia)), "multimedia", 1),
    "sound": (pdfs.with_open_action(PLAIN, action("Sound")), "multimedia", None),
    "owner lock": (pdfs.locked(PLAIN, user=""), "locked", None),
    "old owner lock": (pdfs.locked(PLAIN, user="", revision=3), "locked", None),
}


async def found(tools: PdfTools, data: bytes, *terms: str) -> set[tuple[str, int | None]]:
    report = await tools.check(data, protected_terms=terms)
    return {(finding.code, finding.page) for finding in report.findings}


async def test_a_plain_document_has_no_findings(tools: PdfTools) -> None:
    report = await tools.check(PLAIN, title="Claim", file_name="claim.pdf", protected_terms=["Jana Novak"])
    assert (report.findings, report.pages, report.text_ratio, report.signed) == ((), 2, 1.0, False)


@pytest.mark.parametrize(("data", "code", "page"), ACTIVE.values(), ids=ACTIVE.keys())
async def test_what_acts_is_found_where_it_is(tools: PdfTools, data: bytes, code: str, page: int | None) -> None:
    report = await tools.check(data)
    assert (code, page) in {(finding.code, finding.page) for finding in report.findings}
    assert report.blocked


@pytest.mark.parametrize("data", [case[0] for case in ACTIVE.values()], ids=ACTIVE.keys())
async def test_the_cleaned_copy_is_free_of_what_acts_and_says_the_same(tools: PdfTools, data: bytes) -> None:
    cleaned = await tools.clean(data)
    report = await tools.check(cleaned)
    assert not report.blocked, report.findings
    assert await tools.page_text(cleaned, 2) == await tools.page_text(PLAIN, 2)
    assert await tools.clean(data) == cleaned


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"MZ<script></script>" + PLAIN, "not-pdf"),
        (b"\n" + PLAIN, "not-pdf"),
        (b"PK\x03\x04 a word document", "not-pdf"),
        (b"%PDF-1.7", "unreadable"),
        (b"%PDF-1.7\n" + bytes(5000), "unreadable"),
        (pdfs.locked(PLAIN, user="secret"), "password"),
    ],
)
async def test_what_cannot_be_read_is_a_finding(tools: PdfTools, data: bytes, code: str) -> None:
    report = await tools.check(data, title="About Jana Novak", protected_terms=["Jana Novak"])
    assert [finding.code for finding in report.findings] == ["protected-title", code]
    assert report.blocked


async def test_a_bomb_of_a_kilobyte_is_stopped(tools: PdfTools) -> None:
    data = pdfs.bomb()
    assert len(data) < 4000
    assert await found(tools, data) == {("too-demanding", None)}


async def test_a_damaged_document_never_breaks_the_check(tools: PdfTools) -> None:
    dice = random.Random(7)
    for _ in range(12):
        data = bytearray(PLAIN)
        for _ in range(dice.randrange(1, 40)):
            data[dice.randrange(8, len(data))] = dice.randrange(256)
        report = await tools.check(bytes(data[: dice.randrange(20, len(data))]))
        assert report.pages or report.blocked


async def test_a_link_is_mentioned_and_does_not_block(tools: PdfTools) -> None:
    link = Dictionary(Subtype=Name.Link, A=action("URI", URI=String("https://example.org")))
    report = await tools.check(pdfs.with_annotation(PLAIN, link))
    assert [(f.code, f.page, f.severity) for f in report.findings] == [("link", 1, Severity.INFO)]


async def test_a_page_without_text_is_named_and_a_scan_is_named_once(tools: PdfTools) -> None:
    def nothing(canvas: Canvas) -> None:
        canvas.rect(10, 10, 50, 50)

    assert await found(tools, pdfs.drawn(lambda c: c.drawString(72, 700, "words"), nothing)) == {("no-text", 2)}
    report = await tools.check(pdfs.drawn(*[nothing] * 30))
    assert [(f.code, f.page) for f in report.findings] == [("no-text", None)]
    assert report.text_ratio == 0


async def test_a_signed_document_is_noted_and_not_cleaned(tools: PdfTools) -> None:
    report = await tools.check(pdfs.with_signature(PLAIN))
    assert report.signed
    assert not report.blocked


async def test_identifiers_are_found_on_their_page_and_masked(tools: PdfTools) -> None:
    data = pdfs.pdf("nothing", "Pay to AT61 1904 3002 3457 3201, born on 3 April 1984")
    report = await tools.check(data)
    assert {(f.code, f.page) for f in report.findings} == {("iban", 2), ("birth-date", 2)}
    assert all("1904" not in (f.snippet or "") and "April" not in (f.snippet or "") for f in report.findings)


async def test_a_protected_name_is_found_in_words_and_in_hidden_fields(tools: PdfTools) -> None:
    data = pdfs.pdf("nothing", "the witness Jana  Novak left", author="Novak, Jana")
    assert await found(tools, data, "Jana Novak") == {
        ("protected-term", 2),
        ("protected-metadata", None),
        ("author-metadata", None),
    }
    report = await tools.check(data, protected_terms=["Jana Novak"])
    assert all("ovak" not in (finding.snippet or "") for finding in report.findings)


async def test_the_cleaned_copy_says_neither_who_nor_where(tools: PdfTools) -> None:
    by_author = pdfs.pdf("nothing", author="Novak, Jana")
    assert await found(tools, pdfs.with_picture_of_a_place()) == {("location-metadata", None)}
    assert await found(tools, await tools.clean(pdfs.with_picture_of_a_place())) == set()
    assert b"Novak" not in await tools.clean(by_author)
    assert await found(tools, await tools.clean(by_author), "Jana Novak") == set()


def box_over_text(canvas: Canvas) -> None:
    canvas.drawString(72, 700, "The witness lives in Graz")
    canvas.rect(70, 695, 200, 16, stroke=0, fill=1)


def box_in_a_group(canvas: Canvas) -> None:
    canvas.drawString(72, 700, "The witness lives in Graz")
    canvas.beginForm("box")
    canvas.rect(0, 0, 200, 16, stroke=0, fill=1)
    canvas.endForm()
    canvas.translate(70, 695)
    canvas.doForm("box")


def dark_grey_box(canvas: Canvas) -> None:
    canvas.drawString(72, 700, "The witness lives in Graz")
    canvas.setFillGray(0.2)
    canvas.rect(70, 695, 200, 16, stroke=0, fill=1)


def words_on_a_dark_heading(canvas: Canvas) -> None:
    canvas.rect(70, 695, 200, 16, stroke=0, fill=1)
    canvas.setFillGray(1)
    canvas.drawString(72, 700, "Costs illegally filled Ill lll III")


def words_beside_a_box(canvas: Canvas) -> None:
    canvas.drawString(72, 700, "The witness lives in")
    canvas.rect(200, 695, 90, 16, stroke=0, fill=1)


def marked_words(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 0.95, 0.3)
    canvas.rect(70, 695, 200, 16, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.drawString(72, 700, "Ill lll III . - |")


@pytest.mark.parametrize("draw", [box_over_text, box_in_a_group, dark_grey_box])
@pytest.mark.parametrize("rotation", [0, 90, 180])
async def test_text_under_a_dark_box_is_found(tools: PdfTools, draw: Callable[[Canvas], None], rotation: int) -> None:
    def turn(opened: Pdf) -> None:
        opened.pages[1].obj.Rotate = rotation

    data = pdfs.changed(pdfs.drawn(lambda c: c.drawString(9, 9, "first"), draw), turn)
    assert await found(tools, data) == {("text-under-box", 2)}


def words_on_paper_on_a_dark_table(canvas: Canvas) -> None:
    canvas.rect(50, 600, 400, 150, stroke=0, fill=1)
    canvas.setFillGray(1)
    canvas.rect(60, 610, 380, 130, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.setFont("Helvetica-Bold", 30)
    canvas.drawString(72, 660, "Ill lll III 111")


SEEN = [words_on_a_dark_heading, words_beside_a_box, marked_words, words_on_paper_on_a_dark_table]


@pytest.mark.parametrize("draw", SEEN)
async def test_words_that_can_be_seen_are_not_taken_for_hidden(tools: PdfTools, draw: Callable[[Canvas], None]) -> None:
    assert await found(tools, pdfs.drawn(draw)) == set()


async def test_a_black_annotation_over_text_is_found(tools: PdfTools) -> None:
    square = Dictionary(Subtype=Name.Square, IC=Array([0, 0, 0]), C=Array([0, 0, 0]), F=4)
    data = pdfs.with_annotation(pdfs.drawn(lambda c: c.drawString(15, 30, "secret")), square)
    assert ("text-under-box", 1) in await found(tools, data)


async def test_many_findings_of_one_kind_are_cut_short(tools: PdfTools) -> None:
    report = await tools.check(pdfs.pdf(*["write to ana@example.org"] * 50))
    assert len(report.findings) == 20
    assert report.pages == 50
