"""Lists of filings: a filer's own, and what waits for a clerk."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.models import Case, Court
from app.db.database import Reader
from app.filings.errors import NotTheReviewer
from app.filings.models import Filing
from app.filings.queries.envelopes import Place, enclosed, places_of
from app.filings.rules.life import ON_RECORD, WITH_THE_COURT
from app.filings.terms import FilingStatus, FilingType
from app.filings.views import (
    FilingLine,
)

_FOR_A_JUDGE = (FilingType.motion, FilingType.petition, FilingType.protection_motion)


async def filings_of(reader: Reader, principal: Principal, case_id: UUID | None = None) -> list[FilingLine]:
    """What a person files or filed, the newest first, in one case or all."""
    mine = _lines().where(Filing.filer_id == principal.person_id).order_by(col(Filing.id).desc())
    rows = await reader.rows(mine if case_id is None else mine.where(Filing.case_id == case_id))
    return [_line(filing, case, court) for filing, case, court in rows]


async def review_queue(reader: Reader, principal: Principal) -> list[FilingLine]:
    """What waits for a clerk of this person's court, the longest waiting first; raises NotTheReviewer."""
    if principal.desk is not Desk.clerk or principal.court_id is None:
        raise NotTheReviewer()
    waiting = _lines().where(
        Filing.court_id == principal.court_id,
        col(Filing.status).in_([*(s.value for s in WITH_THE_COURT), FilingStatus.accepted.value]),
    )
    rows = await reader.rows(waiting.order_by(col(Filing.received_at), col(Filing.id)))
    by_filing = await places_of(reader, [filing.id for filing, _, _ in rows])
    return [_line(filing, case, court, by_filing[filing.id]) for filing, case, court in rows]


async def waiting_for_review(reader: Reader, court_id: UUID) -> int:
    """How many filings wait in the queue of a court."""
    statement = select(func.count()).where(
        Filing.court_id == court_id, col(Filing.status).in_([status.value for status in WITH_THE_COURT])
    )
    return int(await reader.first(statement) or 0)


async def returned_by_court(reader: Reader, court_id: UUID) -> list[FilingLine]:
    """What a court sent back and has not got back yet, the earliest day to correct first."""
    back = _lines().where(Filing.court_id == court_id, Filing.status == FilingStatus.returned.value)
    return [_line(*row) for row in await reader.rows(back.order_by(col(Filing.cure_by), col(Filing.id)))]


async def motions_on_record(reader: Reader, case_ids: Sequence[UUID]) -> list[FilingLine]:
    """The motions and petitions on the dockets of these cases, the oldest first."""
    wanted = _lines().where(
        col(Filing.case_id).in_(case_ids),
        col(Filing.type).in_([kind.value for kind in _FOR_A_JUDGE]),
        col(Filing.status).in_([status.value for status in ON_RECORD]),
    )
    return [_line(*row) for row in await reader.rows(wanted.order_by(col(Filing.received_at), col(Filing.id)))]


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
