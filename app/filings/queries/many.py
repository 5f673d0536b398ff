"""Several filings of the queue at once: what stands in the way of each, and who would be told of it."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.auth.views import Principal
from app.cases.queries import CaseFile, case_file, guarded_names
from app.db.database import Reader
from app.filings.models import Filing
from app.filings.queries.access import OpenFiling
from app.filings.queries.envelopes import envelope_of, places_of
from app.filings.queries.lists import review_queue
from app.filings.queries.service import to_serve_each
from app.filings.rules.review import why_not_unread
from app.filings.rules.service import service_plan
from app.filings.terms import ServiceMethod
from app.filings.views import FilingLine
from app.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class InQueue:
    """One of them. `refusal`: why it cannot be accepted unread; `told`: who would be served, and how."""

    line: FilingLine
    file: CaseFile
    refusal: Refusal | None
    told: list[tuple[UUID, ServiceMethod]]


async def chosen_in_queue(reader: Reader, principal: Principal, ids: Collection[UUID]) -> list[InQueue]:
    """Those of these filings that are in this clerk's queue, the longest waiting first. Raises NotTheReviewer."""
    lines = await review_queue(reader, principal, ids)
    chosen = [line.id for line in lines]
    rows = {row.id: row for row in await reader.all(select(Filing).where(col(Filing.id).in_(chosen)))}
    inside, cases = await places_of(reader, chosen), dict.fromkeys(line.case_id for line in lines)
    files = {case_id: await case_file(reader, case_id, principal) for case_id in cases}
    terms = {case_id: await guarded_names(reader, case_id) for case_id in cases}
    things = [OpenFiling(rows[line.id], files[line.case_id]).thing for line in lines]
    found = []
    for line, people in zip(lines, await to_serve_each(reader, things), strict=True):
        envelope = envelope_of(line.title, line.level, inside[line.id], terms[line.case_id])
        refusal = why_not_unread(line.status, envelope)
        found.append(InQueue(line, files[line.case_id], refusal, service_plan(people, line.filer_id)))
    return found
