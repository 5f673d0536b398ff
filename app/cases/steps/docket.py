"""Entering a line on the docket of a case."""

from datetime import datetime
from uuid import UUID

from app.audit.log import append
from app.cases.events import EntryMade
from app.cases.models import Case, DocketEntry
from app.cases.terms import Level
from app.db.database import UnitOfWork


async def enter_on_docket(
    uow: UnitOfWork,
    case_id: UUID,
    *,
    kind: str,
    title: str,
    level: Level,
    by: str | None,
    at: datetime,
    numbered: bool = True,
    filer_id: UUID | None = None,
    side_id: UUID | None = None,
    filing_id: UUID | None = None,
    hearing_id: UUID | None = None,
    received_at: datetime | None = None,
    corrects_id: UUID | None = None,
    origin_id: UUID | None = None,
) -> DocketEntry:
    """Enter one line; its number is the next of the case, given under the case's lock."""
    case = await uow.lock(Case, case_id)
    case.last_sequence += 1
    case.last_entry += numbered
    entry = DocketEntry(
        case_id=case_id,
        sequence=case.last_sequence,
        number=case.last_entry if numbered else None,
        kind=kind,
        title=title,
        level=level.value,
        filer_id=filer_id,
        side_id=side_id,
        filing_id=filing_id,
        hearing_id=hearing_id,
        received_at=received_at,
        corrects_id=corrects_id,
        origin_id=origin_id,
        entered_at=at,
    )
    uow.add(entry)
    await uow.flush()
    event = EntryMade(
        case_id=case_id, entry_id=entry.id, sequence=entry.sequence, number=entry.number, level=entry.level
    )
    leaf = await append(uow, event, by=by, at=at)
    entry.leaf_id = leaf.id
    return entry
