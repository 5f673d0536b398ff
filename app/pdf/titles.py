"""Protected names in what the filer typed around a PDF: its title and its file name."""

from collections.abc import Sequence

from app.pdf.findings import Finding
from app.pdf.masking import protected_hits


def names_around(title: str, file_name: str, terms: Sequence[str]) -> list[Finding]:
    """One finding for each of the two that names somebody."""
    typed = (("protected-title", title), ("protected-file-name", file_name))
    return [Finding(code) for code, text in typed if protected_hits(text, terms, code)]
