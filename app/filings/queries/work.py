"""What waits for the court office: filings to review and corrections asked for, and all that the register knows."""

from typing import Any

from sqlmodel import col, select

from app.auth.views import Principal
from app.cases.models import Case, DocketEntry
from app.cases.queries import Seat
from app.cases.queries.work import Among, Office, Waiting, in_register, office_of
from app.cases.rules.work import Task
from app.cases.terms import Act
from app.cases.terms.work import WorkKind
from app.db.database import Reader
from app.filings.models import Correction, Filing
from app.filings.queries.corrections import entered_of
from app.filings.rules.corrections import decided_by
from app.filings.rules.life import WITH_THE_COURT
from app.filings.terms import CorrectionKind, CorrectionState


async def what_waits(reader: Reader, principal: Principal, among: Among = None) -> list[Waiting]:
    """All that this clerk decides on at their court, the first due first. Raises OnlyTheCourtOfficeWorks."""
    office = await office_of(reader, principal, among)
    found = [*await in_register(reader, office), *await _filings(reader, office), *await _corrections(reader, office)]
    return sorted(found, key=lambda one: (one.due, one.since, one.task))


async def _filings(reader: Reader, office: Office) -> list[Waiting]:
    kind, seats = WorkKind.filing, (Seat(Filing.level, Filing.id),)
    wanted = select(Filing, Case.number, Case.unit_id).join(Case, col(Case.id) == col(Filing.case_id))
    wanted = wanted.where(
        office.scope.inside(Filing.case_id, Act.review_filing, seats, Filing.filer_id, Filing.side_id),
        Case.court_id == office.court.id,
        col(Filing.status).in_([status.value for status in WITH_THE_COURT]),
    )
    asked = office.asked(wanted.order_by(col(Filing.received_at), col(Filing.id)), kind, col(Filing.id))
    return [
        _in_case(office, Task(kind, row.id), row, row.title, row.received_at, number, unit_id)
        for row, number, unit_id in await reader.rows(asked.params(office.scope.values))
    ]


async def _corrections(reader: Reader, office: Office) -> list[Waiting]:
    """Those a clerk decides: what is the judge's is on the judge's own page."""
    kind, seats = WorkKind.correction, (Seat(DocketEntry.level, DocketEntry.id),)
    wanted: Any = select(Correction, DocketEntry, Case.number, Case.unit_id).select_from(Correction)
    wanted = wanted.join(DocketEntry, col(DocketEntry.id) == col(Correction.entry_id))
    wanted = wanted.join(Case, col(Case.id) == col(Correction.case_id))
    wanted = wanted.where(
        office.scope.inside(Correction.case_id, Act.correct, seats, DocketEntry.filer_id, DocketEntry.side_id),
        office.scope.entries(),
        Case.court_id == office.court.id,
        Correction.state == CorrectionState.asked.value,
    )
    asked = office.asked(wanted.order_by(col(Correction.asked_at), col(Correction.id)), kind, col(Correction.id))
    return [
        _in_case(office, Task(kind, row.id), row, entry.title, row.asked_at, number, unit_id)
        for row, entry, number, unit_id in await reader.rows(asked.params(office.scope.values))
        if decided_by(entered_of(entry, None), CorrectionKind(row.kind)) is Act.correct
    ]


def _in_case(
    office: Office, task: Task, row: Filing | Correction, title: str, since: Any, number: str, unit_id: Any
) -> Waiting:
    due = office.due(task.kind, since)
    return Waiting(task, number, title, since, due, row.case_id, unit_id, walled=True)
