"""Motions that wait for a decision, the longest first, and how the others were decided."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists
from sqlmodel import col, select

from app.auth.views import Principal
from app.cases.errors import CaseNotFound
from app.cases.models import Case, Court, DocketEntry
from app.cases.models.deadlines import Deadline
from app.cases.queries import CaseFile, actor_of, case_file, open_file, visible_to
from app.cases.terms import Act, DeadlineState
from app.db.database import Reader
from app.filings.models import Filing
from app.filings.queries.service import to_serve
from app.filings.rules.life import ON_RECORD
from app.filings.rules.service import service_plan
from app.filings.terms import FilingType, ServiceMethod
from app.orders.errors import MotionNotFound
from app.orders.models import CourtOrder, MotionRuling
from app.orders.terms import OrderState
from app.orders.views import MotionLine, RulingView
from app.protection.labels import order_words

Translate = Callable[[str], str]
_DECIDED = (FilingType.motion, FilingType.petition, FilingType.protection_motion)
_WRITTEN = (OrderState.draft.value, OrderState.signing.value)


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion on the docket, in the hands of the judges of its case."""

    filing: Filing
    entry: DocketEntry
    file: CaseFile
    decided: bool


async def motion_of(reader: Reader, filing_id: UUID, principal: Principal) -> Motion:
    """The motion, for the judges of its case; raises MotionNotFound for everybody else."""
    filing = await reader.get(Filing, filing_id)
    entry = await reader.get(DocketEntry, filing.entry_id) if filing and filing.entry_id else None
    if filing is None or entry is None or filing.type not in [kind.value for kind in _DECIDED]:
        raise MotionNotFound()
    try:
        file = await case_file(reader, filing.case_id, principal, Act.write_order)
    except CaseNotFound as reason:
        raise MotionNotFound() from reason
    ruled = select(MotionRuling.id).where(MotionRuling.filing_id == filing_id)
    return Motion(filing, entry, file, await reader.first(ruled) is not None)


async def undecided(
    reader: Reader, principal: Principal, at: datetime, filing_id: UUID | None = None
) -> list[MotionLine]:
    """The motions that wait in the cases of this judge, the longest waiting first; or one of them."""
    scope = visible_to(await actor_of(reader, principal))
    rows = _undecided().where(scope.desk(Act.write_order))
    if filing_id is not None:
        rows = rows.where(Filing.id == filing_id)
    found = await reader.rows(rows.order_by(col(Filing.received_at), col(Filing.id)).params(scope.values))
    case_ids = {case.id for _, _, case, _ in found}
    ends, written = await _next_deadlines(reader, case_ids), await _being_written(reader, case_ids)
    return [_line(row, at, ends, written) for row in found]


async def rulings_in(reader: Reader, file: CaseFile) -> list[RulingView]:
    """How motions of a case were decided, for whoever reads the entry of the ruling."""
    rows = select(MotionRuling, DocketEntry).join(DocketEntry, col(DocketEntry.id) == col(MotionRuling.entry_id))
    rows = rows.where(MotionRuling.case_id == file.case.id).order_by(col(MotionRuling.id))
    return [
        RulingView(
            filing_id=row.filing_id,
            outcome=row.outcome,
            words=order_words(True, row.words),
            order_id=row.order_id,
            ruled_at=row.ruled_at,
        )
        for row, entry in await reader.rows(rows)
        if file.may(Act.read, file.entry(entry))
    ]


def _undecided() -> Any:
    ruled = exists().where(col(MotionRuling.filing_id) == col(Filing.id))
    return (
        select(Filing, DocketEntry, Case, Court)
        .join(DocketEntry, col(DocketEntry.id) == col(Filing.entry_id))
        .join(Case, col(Case.id) == col(Filing.case_id))
        .join(Court, col(Court.id) == col(Case.court_id))
        .where(
            col(Filing.type).in_([kind.value for kind in _DECIDED]),
            col(Filing.status).in_([status.value for status in ON_RECORD]),
            ~ruled,
        )
    )


async def _next_deadlines(reader: Reader, case_ids: set[UUID]) -> dict[UUID, Deadline]:
    rows = select(Deadline).where(col(Deadline.case_id).in_(case_ids), Deadline.state == DeadlineState.running.value)
    found: dict[UUID, Deadline] = {}
    for row in await reader.all(rows.order_by(col(Deadline.ends_at), col(Deadline.id))):
        found.setdefault(row.case_id, row)
    return found


async def _being_written(reader: Reader, case_ids: set[UUID]) -> dict[UUID | None, UUID]:
    rows = select(CourtOrder.motion_id, CourtOrder.id).where(
        col(CourtOrder.case_id).in_(case_ids),
        col(CourtOrder.motion_id).is_not(None),
        col(CourtOrder.state).in_(_WRITTEN),
    )
    return dict(await reader.rows(rows.order_by(col(CourtOrder.id))))


def _line(row: Sequence[Any], at: datetime, ends: dict[UUID, Deadline], written: dict[UUID | None, UUID]) -> MotionLine:
    filing, entry, case, court = row
    deadline = ends.get(case.id)
    return MotionLine(
        id=filing.id,
        case_id=case.id,
        case_number=case.number,
        zone=court.zone,
        title=entry.title,
        type=filing.type,
        number=entry.number,
        level=entry.level,
        received_at=filing.received_at,
        days=(at - filing.received_at).days,
        next_deadline=deadline.ends_at if deadline else None,
        next_deadline_title=deadline.title if deadline else "",
        order_id=written.get(filing.id),
    )


async def readers_of_ruling(reader: Reader, ruling_id: UUID) -> list[UUID]:
    """Who is told electronically of a ruling made on a motion: parties, through their counsel where they have one."""
    row = await reader.get(MotionRuling, ruling_id)
    entry = await reader.get(DocketEntry, row.entry_id) if row and row.order_id is None else None
    if row is None or entry is None:
        return []
    file = await open_file(reader, row.case_id, None)
    plan = service_plan(await to_serve(reader, file.entry(entry)), row.ruled_by)
    return [person for person, method in plan if method is ServiceMethod.electronic]
