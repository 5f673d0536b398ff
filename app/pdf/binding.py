"""Several PDFs bound into one, in order, each with a bookmark; nothing in it acts (see `cleaning`)."""

from collections.abc import Sequence

from pikepdf import Name, OutlineItem, PasswordError, Pdf, PdfError
from pikepdf.sanitize import Sanitizer

from app.pdf.cleaning import saved
from app.pdf.structure import opened

SEPARATOR = " · "


def bind(parts: Sequence[tuple[str, bytes]]) -> tuple[bytes, list[int]]:
    """The bound copy, and the places (from 0) of those that cannot be opened and were left out.

    What was signed stays visible as drawn; a bound copy claims to be no signed original.
    """
    left_out: list[int] = []
    with Pdf.new() as whole:
        with whole.open_outline() as outline:
            for place, (title, data) in enumerate(parts):
                first = len(whole.pages)
                try:
                    with opened(data) as part:
                        whole.pages.extend(part.pages)
                except (PdfError, PasswordError):
                    left_out.append(place)
                    continue
                if len(whole.pages) > first:
                    outline.root.append(OutlineItem(title, first))
        Sanitizer().remove_javascript().remove_external_access().remove_attachments().apply(whole)
        if Name.AcroForm in whole.Root:
            del whole.Root[Name.AcroForm]
        return saved(whole), left_out
