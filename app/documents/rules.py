"""What follows from findings: which belong together, and which a cleaned copy would take away."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.pdf.findings import Finding

CLEANABLE = frozenset(
    {
        "locked",
        "script",
        "launch",
        "attachment",
        "form-program",
        "multimedia",
        "external-access",
        "location-metadata",
        "author-metadata",
        "protected-metadata",
    }
)
_ORDER = ("block", "warn", "info")


@dataclass(frozen=True, slots=True)
class Found:
    """Every finding of one kind in one document; `pages` ascending, `snippets` masked and without repeats."""

    code: str
    severity: str
    hint: str
    pages: tuple[int, ...]
    snippets: tuple[str, ...]


def grouped(findings: Iterable[Finding]) -> tuple[Found, ...]:
    """One entry for each kind, the most serious first, otherwise in the order they were found."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    groups = [_group(same) for same in by_code.values()]
    return tuple(sorted(groups, key=lambda group: _ORDER.index(group.severity)))


def cleaning_helps(findings: Iterable[Finding]) -> bool:
    """Whether a cleaned copy takes at least one of these away."""
    return any(finding.code in CLEANABLE for finding in findings)


def _group(same: list[Finding]) -> Found:
    pages = sorted({finding.page for finding in same if finding.page is not None})
    snippets = dict.fromkeys(finding.snippet for finding in same if finding.snippet)
    return Found(same[0].code, same[0].severity.value, same[0].hint, tuple(pages), tuple(snippets))
