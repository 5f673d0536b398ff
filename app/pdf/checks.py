"""What a court wants to know about a PDF before taking it; runs in the sandbox, over foreign bytes."""

import resource
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import pikepdf
import pypdfium2 as pdfium

from app.pdf import metadata
from app.pdf.findings import CheckReport, Finding
from app.pdf.hidden import hidden_text
from app.pdf.identifiers import identifiers
from app.pdf.masking import masked, protected_hits, snippet
from app.pdf.structure import MOST_PAGES, TooDemanding, opened, ran_out_of_memory, structure

MOST_OF_A_KIND = 20
_HIDDEN_TEXT_SECONDS = 8.0
_LEAST_HIDDEN = 2  # letters


def check(data: bytes, terms: Sequence[str]) -> CheckReport:
    """Every finding about `data`. Does not raise for what is in it, but for memory that runs out."""
    if not data:
        return CheckReport((Finding("empty"),))
    if not data.startswith(b"%PDF-"):
        return CheckReport((Finding("not-pdf"),))
    try:
        return _checked(data, terms)
    except MemoryError:
        raise
    except pikepdf.PasswordError:
        return CheckReport((Finding("password"),))
    except TooDemanding:
        return CheckReport((Finding("too-demanding"),))
    except pikepdf.PdfError as reason:
        return CheckReport((Finding("too-demanding" if ran_out_of_memory(reason) else "unreadable"),))
    except Exception:  # whatever a parser says about foreign bytes, the person can do one thing
        return CheckReport((Finding("unreadable"),))


def _checked(data: bytes, terms: Sequence[str]) -> CheckReport:
    with opened(data) as pdf:
        findings = [Finding("locked")] if pdf.is_encrypted else []
        findings += [*structure(pdf), *_traces(pdf, terms)]
        pages = len(pdf.pages)
    with pdfium.PdfDocument(data) as document:
        texts = [_text(document, at) for at in range(min(len(document), MOST_PAGES))]
        findings += [*_empty_pages(texts), *_words(texts, terms), *_hidden(document)]
    if not pages:
        return CheckReport((Finding("unreadable"),))
    signed = any(finding.code == "signed" for finding in findings)
    with_text = sum(bool(text.strip()) for text in texts)
    return CheckReport(tuple(_capped(findings)), pages, with_text / max(len(texts), 1), signed)


def _traces(pdf: pikepdf.Pdf, terms: Sequence[str]) -> Iterator[Finding]:
    if protected_hits(metadata.words_in_metadata(pdf), terms, "protected-metadata"):
        yield Finding("protected-metadata")
    if metadata.names_author(pdf):
        yield Finding("author-metadata")
    if metadata.says_place(pdf):
        yield Finding("location-metadata")


def _text(document: pdfium.PdfDocument, at: int) -> str:
    page = document[at]
    text: str = page.get_textpage().get_text_range()
    page.close()
    return text


def _empty_pages(texts: Sequence[str]) -> list[Finding]:
    empty = [number for number, text in enumerate(texts, start=1) if not text.strip()]
    if empty and len(empty) == len(texts):
        return [Finding("no-text")]
    return [Finding("no-text", number) for number in empty]


def _words(texts: Sequence[str], terms: Sequence[str]) -> Iterator[Finding]:
    for number, text in enumerate(texts, start=1):
        protected = protected_hits(text, terms, "protected-term")
        hits = sorted([*protected, *identifiers(text)], key=lambda hit: hit.start)
        shown = masked(text, hits)
        for hit in hits:
            yield Finding(hit.code, number, snippet(shown, hit))


def _hidden(document: pdfium.PdfDocument) -> Iterator[Finding]:
    until = _cpu_seconds() + _HIDDEN_TEXT_SECONDS
    for number in range(1, min(len(document), MOST_PAGES) + 1):
        if _cpu_seconds() > until:
            yield Finding("hidden-text-not-checked", number)
            return
        page = document[number - 1]
        if len(hidden_text(page, page.get_textpage())) >= _LEAST_HIDDEN:
            yield Finding("text-under-box", number)
        page.close()


def _capped(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The first of each kind: a scan of 500 pages does not need 500 lines."""
    count: Counter[str] = Counter()
    for finding in findings:
        count[finding.code] += 1
        if count[finding.code] <= MOST_OF_A_KIND:
            yield finding


def _cpu_seconds() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime
