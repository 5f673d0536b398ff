"""What an envelope needs before it can be filed. A check that has not run stops nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.cases.terms import STRICTNESS, Level
from app.documents.rules import Found
from app.filings.errors import (
    DocumentsNotChecked,
    DocumentsToFix,
    FindingsNotSeen,
    FindingsToRead,
    NoDocuments,
    TitleMissing,
    TitleNamesProtected,
)
from app.kernel.errors import Refusal
from app.pdf.masking import protected_hits

_OF_PROTECTED = "protected-"
_COURT_AND_FILER = STRICTNESS[Level.filer]


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One document in an envelope; `findings` is None while the check has not run."""

    document_id: UUID
    findings: tuple[Found, ...] | None
    acknowledged: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Envelope:
    """A filing as the rules see it. `names_protected`: the title contains a protected name."""

    title: str
    level: Level
    names_protected: bool
    documents: tuple[Enclosed, ...]


def severity_at(found: Found, level: Level) -> str:
    """How serious a finding is for this audience.

    A protected name may stand in what only the court and the filer read: a motion to protect somebody has
    to say whom. There the filer confirms it.
    """
    if found.code.startswith(_OF_PROTECTED) and STRICTNESS[level] >= _COURT_AND_FILER:
        return "warn"
    return found.severity


def names_protected(title: str, terms: Iterable[str]) -> bool:
    """Whether a title contains one of the protected names, however it is written."""
    return bool(protected_hits(title, terms, "protected-title"))


def title_refused(envelope: Envelope) -> bool:
    """Whether its audience may not see this title."""
    return envelope.names_protected and STRICTNESS[envelope.level] < _COURT_AND_FILER


def to_fix(document: Enclosed, level: Level) -> bool:
    """Whether something in it must be fixed first."""
    return any(severity_at(found, level) == "block" for found in document.findings or ())


def to_answer(document: Enclosed, level: Level) -> tuple[Found, ...]:
    """Findings the filer has not answered yet."""
    return tuple(
        found
        for found in document.findings or ()
        if severity_at(found, level) == "warn" and found.code not in document.acknowledged
    )


def obstacles(envelope: Envelope) -> list[Refusal]:
    """Everything that stands in the way of filing it, all at once; empty when nothing does."""
    found: list[Refusal] = []
    if not envelope.title:
        found.append(TitleMissing())
    elif title_refused(envelope):
        found.append(TitleNamesProtected())
    if not envelope.documents:
        found.append(NoDocuments())
    if blocked := blocked_documents(envelope):
        found.append(DocumentsToFix(documents=blocked))
    if waiting := [one.document_id for one in envelope.documents if to_answer(one, envelope.level)]:
        found.append(FindingsNotSeen(documents=waiting))
    return found


def blocked_documents(envelope: Envelope) -> list[UUID]:
    """The documents that must be fixed, in order."""
    return [one.document_id for one in envelope.documents if to_fix(one, envelope.level)]


def to_read(envelope: Envelope) -> list[UUID]:
    """The documents in which something was found that somebody should look at, in order."""
    return [one.document_id for one in envelope.documents if any(f.severity != "info" for f in one.findings or ())]


def check_unread(envelope: Envelope) -> None:
    """Whether it may go on the docket without being opened first: acceptable, and nothing found; else a refusal."""
    check_acceptable(envelope)
    if found := to_read(envelope):
        raise FindingsToRead(documents=found)


def check_acceptable(envelope: Envelope) -> None:
    """Whether it may go on the docket: every document checked, nothing to fix; else a refusal."""
    if any(one.findings is None for one in envelope.documents):
        raise DocumentsNotChecked()
    if title_refused(envelope):
        raise TitleNamesProtected()
    if blocked := blocked_documents(envelope):
        raise DocumentsToFix(documents=blocked)
