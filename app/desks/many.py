"""The clerk's many at once: what would happen with several filings, and going through them one by one."""

import hashlib
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.auth.views import Principal
from app.cases.queries import CasePeople
from app.cases.queries.people import people_of_cases
from app.db.database import Database, Reader
from app.db.idempotency import KeyMissing
from app.filings.commands import Accept, AcceptEach
from app.filings.queries import chosen_in_queue, review_queue
from app.filings.terms import METHOD_WORDS, ServiceMethod
from app.filings.views import FilingLine, FilingView, ObstacleView
from app.kernel.errors import N_, Conflict, Refusal

Translate = Callable[[str], str]
Accepting = Callable[[Principal, UUID, Accept, str], Awaitable[FilingView]]
_LONGEST_KEY = 80
_TAKEN = frozenset({"accepted", "docketed", "served"})


class TakenBack(Conflict):
    code = "acceptance-taken-back"
    title = N_("This was accepted here, and the acceptance was taken back.")
    hint = N_("Open the filing to decide again.")


@dataclass(frozen=True, slots=True)
class ToldOf:
    """Somebody who would be told. `method`: how, in words."""

    label: str
    method: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would happen with one filing. `filer`: by label; `refusal`: why it cannot be accepted here, or null."""

    filing: FilingLine
    filer: str
    told: list[ToldOf]
    refusal: ObstacleView | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one filing. What the clerk may not know of has no words, as if it were not there."""

    id: UUID
    accepted: bool
    title: str | None
    number: str | None
    case_number: str | None
    zone: str | None
    effective_at: datetime | None
    refusal: ObstacleView | None


async def foreseen(
    reader: Reader, principal: Principal, ids: Collection[UUID], at: datetime, translate: Translate = str
) -> list[Foreseen]:
    """What accepting these would do, the longest waiting first. Raises NotTheReviewer.

    A filing that is not in this clerk's queue is left out, whether it was decided, is somebody else's or never was.
    """
    chosen = await chosen_in_queue(reader, principal, ids)
    cases = {one.file.case.id: one.file.case for one in chosen}
    people = await people_of_cases(reader, list(cases.values())) if cases else {}

    def label(known: CasePeople, person_id: UUID) -> str:
        if person_id not in known.people:
            return translate(N_("Somebody who has left the case"))
        return known.label(known.viewer(principal), person_id, at, translate).words

    found = []
    for one in chosen:
        known = people[one.line.case_id]
        told = [ToldOf(label(known, who), translate(METHOD_WORDS[how])) for who, how in one.told if _is_told(how)]
        found.append(Foreseen(one.line, label(known, one.line.filer_id), told, _why(one.refusal)))
    return found


async def accept_each(
    database: Database, accept: Accepting, by: Principal, command: AcceptEach, key: str
) -> list[Outcome]:
    """Accept each by the act that accepts one, in a transaction of its own; the same key accepts each once.

    Raises NotTheReviewer and KeyMissing before anything is done.
    """
    if not key or len(key) > _LONGEST_KEY:
        raise KeyMissing()
    seen = {one.id: one.version for one in command.filings}
    async with database.read() as reader:
        lines = {line.id: line for line in await review_queue(reader, by, list(seen))}
    outcomes = []
    for filing_id, version in seen.items():
        try:
            view = await accept(by, filing_id, Accept(version=version, unread=True), _key_of(key, filing_id))
        except Refusal as refusal:
            outcomes.append(_outcome(filing_id, lines.get(filing_id), refusal))
        else:
            outcomes.append(_outcome(filing_id, view, None if view.status in _TAKEN else TakenBack()))
    return outcomes


def _key_of(key: str, filing_id: UUID) -> str:
    """A key for one filing: the same whenever the same is sent again."""
    return hashlib.sha256(f"{key} {filing_id}".encode()).hexdigest()


def _is_told(how: ServiceMethod) -> bool:
    return how is not ServiceMethod.none


def _why(refusal: Refusal | None) -> ObstacleView | None:
    if refusal is None:
        return None
    return ObstacleView(code=refusal.code, title=refusal.title, hint=refusal.hint, data=refusal.data)


def _outcome(filing_id: UUID, known: FilingLine | FilingView | None, refusal: Refusal | None) -> Outcome:
    return Outcome(
        id=filing_id,
        accepted=refusal is None,
        title=known.title if known else None,
        number=known.number if known else None,
        case_number=known.case_number if known else None,
        zone=known.zone if known else None,
        effective_at=known.effective_at if known else None,
        refusal=_why(refusal),
    )
