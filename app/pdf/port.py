"""What the service does with PDFs that strangers made."""

from collections.abc import Sequence
from typing import Protocol

from app.kernel.errors import N_, Conflict, Invalid, NotFound
from app.pdf.findings import CheckReport


class PdfUnreadable(Invalid):
    code = "pdf-unreadable"
    title = N_("This PDF cannot be read.")
    hint = N_("Open it on your computer and print it to a new PDF, then send that.")


class PdfSigned(Conflict):
    code = "pdf-signed"
    title = N_("This PDF is signed; cleaning it would break the signature.")
    hint = N_("Clean it first and sign it again, or file it as it is and explain.")


class PageUnknown(NotFound):
    """`pages`: how many there are."""

    code = "page-unknown"
    title = N_("This document has no such page.")
    hint = N_("Choose a page from the list of its pages.")


class PdfTools(Protocol):
    """Checks and makes renditions. All but `check` raise PdfUnreadable; `page` counts from 1."""

    async def check(
        self, pdf: bytes, *, title: str = "", file_name: str = "", protected_terms: Sequence[str] = ()
    ) -> CheckReport:
        """Everything found at once; a PDF that cannot be parsed is a finding, not an error."""
        ...

    async def clean(self, pdf: bytes) -> bytes:
        """A copy without programs, attachments, outside access, locks, authors and places.

        Raises PdfSigned.
        """
        ...

    async def stamp(self, pdf: bytes, line: str) -> bytes:
        """A copy with `line` at the top of each page; `{page}` and `{pages}` in it are filled in."""
        ...

    async def render_page(self, pdf: bytes, page: int, width: int) -> bytes:
        """The page as a PNG, `width` pixels wide (16 to 2400). Raises PageUnknown."""
        ...

    async def page_text(self, pdf: bytes, page: int) -> str:
        """The text of one page. Raises PageUnknown."""
        ...

    async def bind(self, parts: Sequence[tuple[str, bytes]]) -> tuple[bytes, list[int]]:
        """Several PDFs as one, each under its title; and the places of those that cannot be opened."""
        ...
