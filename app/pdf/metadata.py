"""Who made a PDF and where its pictures were taken: found, and taken out without touching the pictures."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

_GPS_IFD = 0x8825
_XMP_MOST = 1024 * 1024
_TRACES = ("/Metadata", "/PieceInfo", "/LastModified")
_JPEG_APP1, _JPEG_APP13, _JPEG_COMMENT, _JPEG_SCAN = 0xE1, 0xED, 0xFE, 0xDA


def words_in_metadata(pdf: Pdf) -> str:
    """Everything the document information and the XMP packets say, as one text."""
    info = pdf.trailer.get("/Info")
    said = [str(info.get(key)) for key in info.keys()] if isinstance(info, Dictionary) else []  # noqa: SIM118
    return "\n".join([*said, *(packet.decode("utf-8", "replace") for packet in _xmp_packets(pdf))])


def names_author(pdf: Pdf) -> bool:
    info = pdf.trailer.get("/Info")
    if isinstance(info, Dictionary) and str(info.get("/Author", "")).strip():
        return True
    return any(b"dc:creator" in packet for packet in _xmp_packets(pdf))


def says_place(pdf: Pdf) -> bool:
    """Whether a picture inside has coordinates, in its EXIF or in an XMP packet."""
    if any(b"GPSLatitude" in packet for packet in _xmp_packets(pdf)):
        return True
    return any(_has_gps(image.read_raw_bytes()) for image in _jpegs(pdf))


def remove_traces(pdf: Pdf) -> None:
    """Take out the document information, all XMP, private data, and the EXIF of pictures."""
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for item in pdf.objects:
        if isinstance(item, Dictionary | Stream):
            for key in _TRACES:
                if key in item:
                    del item[key]
    for image in _jpegs(pdf):
        bare = without_exif(image.read_raw_bytes())
        told = image.get("/DecodeParms")
        parameters = told if isinstance(told, Dictionary | Array) else None
        image.write(bare, filter=Name.DCTDecode, decode_parms=parameters)


def without_exif(jpeg: bytes) -> bytes:
    """The same picture without EXIF, XMP, IPTC and comments; bytes that are no JPEG come back as they are."""
    if not jpeg.startswith(b"\xff\xd8"):
        return jpeg
    kept, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != _JPEG_SCAN:
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        if jpeg[at + 1] not in (_JPEG_APP1, _JPEG_APP13, _JPEG_COMMENT):
            kept += jpeg[at:end]
        at = end
    return bytes(kept) + jpeg[at:]


def _has_gps(jpeg: bytes) -> bool:
    if b"Exif\0\0" not in jpeg[:65536]:
        return False
    try:
        with Image.open(BytesIO(jpeg), formats=["JPEG"]) as picture:
            return bool(picture.getexif().get_ifd(_GPS_IFD))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


def _jpegs(pdf: Pdf) -> Iterator[Stream]:
    for item in pdf.objects:
        if isinstance(item, Stream) and _only_filter(item.get("/Filter")) == "/DCTDecode":
            yield item


def _only_filter(filters: Any) -> str:
    if isinstance(filters, Array) and len(filters) == 1:
        filters = filters[0]
    return str(filters) if isinstance(filters, Name) else ""


def _xmp_packets(pdf: Pdf) -> Iterator[bytes]:
    for item in pdf.objects:
        if isinstance(item, Stream) and item.get("/Type") == Name.Metadata:
            yield item.read_bytes()[:_XMP_MOST]
