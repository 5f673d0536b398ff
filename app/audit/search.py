"""Searches the log: pages of entries by case, person, kind and time, found through its indexes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, or_, type_coerce
from sqlmodel import col, select

from app.audit.models import Checkpoint, LogLeaf
from app.audit.views import AuditEntry
from app.db.database import Reader
from app.kernel.errors import NotFound
from app.kernel.events import kinds
from app.kernel.paging import BadCursor, Page, from_cursor, to_cursor

MOST_READINGS = 500
_CLOCKS_DIFFER = timedelta(hours=1)  # more than clocks of servers ever do; entries say their own time besides


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; every part narrows. `person_id` acted; with `about`, the entry speaks of them instead.

    `kinds` end in a dot where all of a package are meant. `since` is included, `until` is not.
    """

    case_id: UUID | None = None
    person_id: UUID | None = None
    about: bool = False
    kinds: Sequence[str] = ()
    since: datetime | None = None
    until: datetime | None = None


async def search(
    reader: Reader, wanted: Wanted, *, after: str | None = None, limit: int = 100, oldest_first: bool = False
) -> Page[AuditEntry]:
    """A page of entries, the newest first unless told otherwise; `after` is the cursor of the page before."""
    place = col(LogLeaf.index)
    found = select(LogLeaf).where(place.is_not(None), *_conditions(wanted), *await _during(reader, wanted))
    if after is not None:
        (last,) = from_cursor(after, 1)
        if not isinstance(last, int):
            raise BadCursor()
        found = found.where(place > last if oldest_first else place < last)
    ordered: Select[Any] = found.order_by(place if oldest_first else place.desc())
    rows = await reader.all(ordered.limit(limit + 1))
    items = [entry_of(row) for row in rows[:limit]]
    return Page(items=items, next=to_cursor(items[-1].index) if len(rows) > limit else None)


async def entry(reader: Reader, leaf_id: UUID) -> AuditEntry:
    """One entry; raises NotFound until it has its place."""
    row = await reader.get(LogLeaf, leaf_id)
    if row is None or row.index is None:
        raise NotFound()
    return entry_of(row)


def entry_of(row: Any) -> AuditEntry:
    """A leaf as auditors read it."""
    return AuditEntry(
        index=row.index,
        id=row.id,
        kind=row.kind,
        at=row.at,
        by=row.by,
        case_id=row.case_id,
        commitment=row.commitment.hex(),
        leaf_hash=row.leaf_hash.hex(),
        erased=row.payload is None,
        says=row.payload,
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.case_id is not None:
        found.append(col(LogLeaf.case_id) == wanted.case_id)
    if wanted.person_id is not None:
        found.append(_speaks_of(wanted.person_id) if wanted.about else _did(wanted.person_id))
    if wanted.kinds:
        found.append(col(LogLeaf.kind).in_(_meant(wanted.kinds)))
    if wanted.since is not None:
        found.append(col(LogLeaf.at) >= wanted.since)
    if wanted.until is not None:
        found.append(col(LogLeaf.at) < wanted.until)
    return found


def _did(person_id: UUID) -> ColumnElement[bool]:
    """Their own acts and those they did for another: "X" and "X for Y"."""
    by = col(LogLeaf.by)
    return or_(by == str(person_id), by.between(f"{person_id} for 0", f"{person_id} for g"))


def _speaks_of(person_id: UUID) -> ColumnElement[bool]:
    said = type_coerce(col(LogLeaf.payload), Text)
    return or_(said.like(f'%"{person_id}"%'), col(LogLeaf.by).like(f"% for {person_id}"))


def _meant(asked: Sequence[str]) -> list[str]:
    """Every kind that is asked for by its name or by its package."""
    return sorted({*asked, *(kind for kind in kinds() if f"{kind.partition('.')[0]}." in asked)})


async def _during(reader: Reader, wanted: Wanted) -> list[ColumnElement[bool]]:
    """The places that can have these times, from the times of checkpoints: no index by time burdens an act."""
    place, size, at = col(LogLeaf.index), col(Checkpoint.size), col(Checkpoint.at)
    found: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        before = select(size).where(at < wanted.since - _CLOCKS_DIFFER).order_by(size.desc())
        if (first := await reader.first(before)) is not None:
            found.append(place >= first)
    if wanted.until is not None:
        later = select(size).where(at > wanted.until + _CLOCKS_DIFFER).order_by(size)
        if (last := await reader.first(later)) is not None:
            found.append(place < last)
    return found


async def readings(
    reader: Reader, case_id: UUID, kinds: Sequence[str], document_id: UUID | None = None
) -> list[AuditEntry]:
    """The entries of these kinds in one case, or those that speak of one document, the newest first; at most 500."""
    found = select(LogLeaf).where(
        col(LogLeaf.case_id) == case_id, col(LogLeaf.kind).in_(kinds), col(LogLeaf.index).is_not(None)
    )
    if document_id is not None:
        found = found.where(_speaks_of(document_id))
    return [entry_of(row) for row in await reader.all(found.order_by(col(LogLeaf.index).desc()).limit(MOST_READINGS))]
