"""Lists of filings: a filer's own, and what waits for a clerk."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.models import Case, Court
from app.cases.queries import Seat, actor_of, visible_to
from app.cases.terms import Act
from app.db.database import Reader
from app.filings.errors import NotTheReviewer
from app.filings.models import Filing
from app.filings.queries.envelopes import Place, enclosed, places_of
from app.filings.rules.life import WITH_THE_COURT
from app.filings.terms import FilingStatus
from app.filings.views import (
    FilingLine,
)


async def filings_of(reader: Reader, principal: Principal, case_id: UUID | None = None) -> list[FilingLine]:
    """What a person files or filed, for themself or for another, the newest first, in one case or all."""
    scope = visible_to(await actor_of(reader, principal))
    cases = select(Case.id).where(scope.desk(Act.prepare_filing))
    own = scope.inside(Filing.case_id, Act.handle_filing, (), Filing.filer_id, Filing.side_id)
    mine = _lines().where(col(Filing.case_id).in_(cases), own).order_by(col(Filing.id).desc())
    mine = mine if case_id is None else mine.where(Filing.case_id == case_id)
    rows = await reader.rows(mine.params(scope.values))
    return [_line(filing, case, court) for filing, case, court in rows]


async def review_queue(reader: Reader, principal: Principal, among: Collection[UUID] | None = None) -> list[FilingLine]:
    """What waits for a clerk of this person's court, the longest waiting first; of `among` alone where it is given.

    Raises NotTheReviewer.
    """
    if principal.desk is not Desk.clerk or principal.court_id is None:
        raise NotTheReviewer()
    reviewed = await _reviewed_by(reader, principal, _lines())
    waiting = reviewed.where(col(Filing.status).in_([*(s.value for s in WITH_THE_COURT), FilingStatus.accepted.value]))
    if among is not None:
        waiting = waiting.where(col(Filing.id).in_(among))
    rows = await reader.rows(waiting.order_by(col(Filing.received_at), col(Filing.id)))
    by_filing = await places_of(reader, [filing.id for filing, _, _ in rows])
    return [_line(filing, case, court, by_filing[filing.id]) for filing, case, court in rows]


async def waiting_for_review(reader: Reader, principal: Principal) -> int:
    """How many filings wait in this clerk's queue."""
    reviewed = await _reviewed_by(reader, principal, select(func.count()).select_from(Filing))
    statement = reviewed.where(col(Filing.status).in_([status.value for status in WITH_THE_COURT]))
    return int(await reader.first(statement) or 0)


async def returned_by_court(reader: Reader, principal: Principal) -> list[FilingLine]:
    """What this clerk's court sent back and has not got back yet, the earliest day to correct first."""
    reviewed = await _reviewed_by(reader, principal, _lines())
    back = reviewed.where(Filing.status == FilingStatus.returned.value)
    return [_line(*row) for row in await reader.rows(back.order_by(col(Filing.cure_by), col(Filing.id)))]


async def _reviewed_by(reader: Reader, principal: Principal, filings: Any) -> Any:
    """Of these filings, those the person reviews."""
    scope = visible_to(await actor_of(reader, principal))
    seats = (Seat(Filing.level, Filing.id),)
    seen = scope.inside(Filing.case_id, Act.review_filing, seats, Filing.filer_id, Filing.side_id)
    return filings.where(seen).params(scope.values)


def _lines() -> Any:
    return (
        select(Filing, Case, Court)
        .join(Case, col(Case.id) == col(Filing.case_id))
        .join(Court, col(Court.id) == col(Filing.court_id))
    )


def _line(row: Filing, case: Case, court: Court, inside: Sequence[Place] = ()) -> FilingLine:
    fields = row.model_dump(include=set(FilingLine.model_fields) - {"documents"})
    documents = [enclosed(place) for place in inside]
    return FilingLine(
        **fields,
        case_number=case.number,
        zone=court.zone,
        documents=len(documents),
        findings=sum(found.severity != "info" for one in documents for found in one.findings or ()),
        checked=all(one.findings is not None for one in documents),
    )


async def filing_waits_in(reader: Reader, case_id: UUID) -> bool:
    """Whether a filing of the case waits for somebody's decision, or to be corrected in time."""
    waiting = [FilingStatus.submitted, FilingStatus.under_review, FilingStatus.accepted, FilingStatus.returned]
    rows = select(col(Filing.id)).where(Filing.case_id == case_id, col(Filing.status).in_([s.value for s in waiting]))
    return await reader.first(rows) is not None
