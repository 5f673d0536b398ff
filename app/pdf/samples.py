"""Small PDFs that need every part of the libraries: pictures, and each kind of encryption."""

from collections.abc import Iterator
from io import BytesIO

from pikepdf import Encryption, Pdf
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

_GPS_IFD = 0x8825


def samples() -> Iterator[bytes]:
    """A page with words and a picture, open and under each lock a reader may meet (ISO 32000-2 §7.6)."""
    yield page()
    for revision in (2, 3, 4, 6):
        with Pdf.open(BytesIO(page())) as pdf:
            out = BytesIO()
            aes = revision >= 4
            pdf.save(out, encryption=Encryption(owner="o", user="", R=revision, aes=aes, metadata=aes))
        yield out.getvalue()


def page() -> bytes:
    """One page with a word and a picture that says where it was taken."""
    exif, picture, out = Image.Exif(), BytesIO(), BytesIO()
    exif.get_ifd(_GPS_IFD).update({1: "N", 2: (0.0, 0.0, 0.0)})
    Image.new("RGB", (8, 8)).save(picture, "JPEG", exif=exif)
    canvas = Canvas(out, invariant=1)
    canvas.drawString(72, 72, "word")
    canvas.rect(72, 72, 50, 10, fill=1)
    canvas.drawImage(ImageReader(BytesIO(picture.getvalue())), 10, 10)
    canvas.save()
    return out.getvalue()
