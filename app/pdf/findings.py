"""Everything a check can find in a PDF: how serious it is, and what to do about it in plain words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.kernel.errors import N_


class Severity(StrEnum):
    """`block`: the document is not taken like this. `warn`: the filer confirms. `info`: worth knowing."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


_TABLE: dict[str, tuple[Severity, str]] = {
    "empty": (Severity.BLOCK, N_("This file is empty. Choose the file again, or save it again first.")),
    "not-pdf": (
        Severity.BLOCK,
        N_("This is not a PDF. Open it in the program it was made with and save it as PDF."),
    ),
    "unreadable": (
        Severity.BLOCK,
        N_("This PDF cannot be read. Open it on your computer and print it to a new PDF."),
    ),
    "too-demanding": (
        Severity.BLOCK,
        N_("Opening this PDF takes more than the court allows. Print it to a new PDF, or split it."),
    ),
    "password": (Severity.BLOCK, N_("This PDF asks for a password. Save it again without one.")),
    "locked": (
        Severity.BLOCK,
        N_("This PDF forbids copying or printing. Save it without restrictions, or take the cleaned copy."),
    ),
    "script": (Severity.BLOCK, N_("This PDF contains a program. The cleaned copy is the same without it.")),
    "launch": (Severity.BLOCK, N_("This PDF can start other programs. The cleaned copy cannot.")),
    "attachment": (
        Severity.BLOCK,
        N_("Other files are hidden inside this PDF. File them as documents of their own."),
    ),
    "form-program": (
        Severity.BLOCK,
        N_("This is an interactive XFA form. Print it to a new PDF so that everybody sees the same."),
    ),
    "multimedia": (
        Severity.BLOCK,
        N_("This PDF contains sound, video or 3D. File recordings as exhibits of their own."),
    ),
    "external-access": (
        Severity.BLOCK,
        N_("This PDF can contact other computers when somebody reads it. The cleaned copy cannot."),
    ),
    "too-many-pages": (Severity.BLOCK, N_("This PDF has more pages than the court takes. Split it.")),
    "text-under-box": (
        Severity.BLOCK,
        N_("There is readable text under a dark box. Delete the text itself, then save the PDF again."),
    ),
    "protected-term": (
        Severity.BLOCK,
        N_("This page names somebody or a place that a ruling protects. Use the name the court gave."),
    ),
    "protected-title": (
        Severity.BLOCK,
        N_("The title names somebody or a place that a ruling protects. Use the name the court gave."),
    ),
    "protected-file-name": (
        Severity.BLOCK,
        N_("The file name names somebody or a place that a ruling protects. Rename the file."),
    ),
    "protected-metadata": (
        Severity.BLOCK,
        N_("Hidden fields of this PDF name somebody a ruling protects. The cleaned copy is without them."),
    ),
    "page-size": (Severity.WARN, N_("This page has an unusual size and may be hard to read or print.")),
    "no-text": (
        Severity.WARN,
        N_("There is no text on this page to search or read aloud. If it is a scan, run text recognition."),
    ),
    "card-number": (Severity.WARN, N_("This looks like a payment card number. Leave only the last 4 digits.")),
    "iban": (Severity.WARN, N_("This looks like a bank account. Leave only the last 4 digits.")),
    "national-id": (Severity.WARN, N_("This looks like a personal identity number. Remove or shorten it.")),
    "birth-date": (Severity.WARN, N_("This looks like a date of birth. Usually the year is enough.")),
    "location-metadata": (
        Severity.WARN,
        N_("A picture says where it was taken. The cleaned copy is without the place."),
    ),
    "author-metadata": (Severity.INFO, N_("The PDF names its author in hidden fields.")),
    "email": (Severity.INFO, N_("There is an e-mail address on this page. Check that it may be seen.")),
    "phone": (Severity.INFO, N_("There is a telephone number on this page. Check that it may be seen.")),
    "link": (Severity.INFO, N_("There is a link to a web page here. Nobody is taken there by itself.")),
    "signed": (Severity.INFO, N_("This PDF is signed. It is kept exactly as it is.")),
    "hidden-text-not-checked": (
        Severity.INFO,
        N_("From this page on, the search for text under dark boxes was not finished."),
    ),
}
CODES = tuple(_TABLE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `page` counts from 1, None for the whole file; `snippet` never shows what it masks."""

    code: str
    page: int | None = None
    snippet: str | None = None

    @property
    def severity(self) -> Severity:
        return _TABLE[self.code][0]

    @property
    def hint(self) -> str:
        """What to do, in words for the translators."""
        return _TABLE[self.code][1]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All findings at once. `text_ratio`: share of pages with text, 0 to 1; `signed`: carries signatures."""

    findings: tuple[Finding, ...]
    pages: int = 0
    text_ratio: float = 0.0
    signed: bool = False

    @property
    def blocked(self) -> bool:
        return any(finding.severity is Severity.BLOCK for finding in self.findings)

    def to_json(self) -> dict[str, Any]:
        found = [{"code": f.code, "page": f.page, "snippet": f.snippet} for f in self.findings]
        return {
            "findings": found,
            "pages": self.pages,
            "text_per_mille": round(self.text_ratio * 1000),
            "signed": self.signed,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "CheckReport":
        """Raises KeyError, TypeError or ValueError when `data` is no report."""
        found = tuple(Finding(_code(f["code"]), f["page"], f["snippet"]) for f in data["findings"])
        return cls(found, int(data["pages"]), int(data["text_per_mille"]) / 1000, bool(data["signed"]))


def _code(text: str) -> str:
    if text not in _TABLE:
        raise ValueError("an unknown finding")
    return text
