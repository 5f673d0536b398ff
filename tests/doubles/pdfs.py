"""PDFs made on the spot: ordinary ones, and every kind a court should not take as it is."""

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Literal

from pikepdf import Array, Dictionary, Encryption, Name, Pdf, Permissions, String
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

Change = Callable[[Pdf], None]
Draw = Callable[[Canvas], None]


def pdf(*pages: str, author: str = "") -> bytes:
    """A PDF with one line of text on each page; no text, no line."""
    return drawn(*(lambda canvas, words=words: canvas.drawString(72, 700, words) for words in pages), author=author)


def drawn(*pages: Draw, author: str = "") -> bytes:
    """A PDF whose pages are drawn by functions."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setAuthor(author)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return changed(out.getvalue(), lambda made: None) if author else without_author(out.getvalue())


def changed(data: bytes, change: Change, encryption: Encryption | bool = False) -> bytes:
    """`data` after `change`, saved again."""
    with Pdf.open(BytesIO(data)) as opened:
        change(opened)
        out = BytesIO()
        opened.save(out, encryption=encryption, fix_metadata_version=False)
    return out.getvalue()


def without_author(data: bytes) -> bytes:
    def remove(opened: Pdf) -> None:
        del opened.trailer["/Info"]

    return changed(data, remove)


def locked(data: bytes, user: str, revision: Literal[2, 3, 4, 6] = 6) -> bytes:
    """Locked with an owner password; with `user`, it also asks for one to be opened."""
    rights, aes = Permissions(extract=False), revision >= 4
    lock = Encryption(owner="owner", user=user, R=revision, allow=rights, aes=aes, metadata=aes)
    return changed(data, lambda opened: None, lock)


def with_open_action(data: bytes, action: Dictionary) -> bytes:
    """Something that happens when the PDF is opened, as a direct object."""

    def add(opened: Pdf) -> None:
        opened.Root.OpenAction = action

    return changed(data, add)


def with_annotation(data: bytes, annotation: Dictionary, page: int = 1) -> bytes:
    def add(opened: Pdf) -> None:
        annotation.Type, annotation.Rect = Name.Annot, Array([10, 10, 60, 60])
        opened.pages[page - 1].obj.Annots = Array([opened.make_indirect(annotation)])

    return changed(data, add)


def with_attachment(data: bytes) -> bytes:
    def add(opened: Pdf) -> None:
        opened.attachments["table.csv"] = b"a,b"

    return changed(data, add)


def with_xfa(data: bytes) -> bytes:
    def add(opened: Pdf) -> None:
        opened.Root.AcroForm = Dictionary(Fields=Array(), XFA=opened.make_stream(b"<xdp/>"))

    return changed(data, add)


def with_signature(data: bytes) -> bytes:
    """A signature field as it looks from outside; the signature itself proves nothing."""

    def add(opened: Pdf) -> None:
        value = Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String("x" * 8))
        sig = Dictionary(FT=Name.Sig, T=String("sig"), V=opened.make_indirect(value))
        opened.Root.AcroForm = Dictionary(Fields=Array([opened.make_indirect(sig)]), SigFlags=3)

    return changed(data, add)


def with_outside_stream(data: bytes) -> bytes:
    """A stream whose bytes would be fetched from another file."""

    def add(opened: Pdf) -> None:
        stream = opened.make_stream(b"")
        stream.F = String("//server/share/file")
        opened.Root.Other = stream

    return changed(data, add)


def with_picture_of_a_place() -> bytes:
    """A page with a photograph that carries coordinates."""
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 12.0, 30.0), 3: "E", 4: (16.0, 22.0, 21.0)})
    picture = BytesIO()
    Image.new("RGB", (40, 40), (200, 30, 30)).save(picture, "JPEG", exif=exif)

    def add(opened: Pdf) -> None:
        stream = opened.make_stream(
            picture.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=40, Height=40,
            ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode,
        )  # fmt: skip
        page = opened.pages[0]
        name = page.add_resource(stream, Name.XObject)
        page.contents_add(b"q 100 0 0 100 72 400 cm %s Do Q" % bytes(str(name), "ascii"))

    return changed(pdf("A photograph"), add)


def bomb(size: int = 600 * 1024 * 1024) -> bytes:
    """A PDF of a kilobyte whose metadata is `size` bytes after two rounds of inflation."""
    inner = zlib.compressobj(9)
    pieces = [inner.compress(bytes(1024 * 1024)) for _ in range(size // (1024 * 1024))]
    twice = zlib.compress(b"".join([*pieces, inner.flush()]), 9)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] >>",
        b"<< /Type /Metadata /Subtype /XML /Filter [/FlateDecode /FlateDecode] /Length %d >>\n"
        b"stream\n%s\nendstream" % (len(twice), twice),
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, item) for number, item in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + body + b"trailer\n<< /Root 1 0 R /Size 5 >>\n%%EOF\n"


def text_of(content: bytes) -> str:
    """Everything a PDF says, page after page, without its line breaks."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
