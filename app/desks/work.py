"""The work of a court office: what waits, when it is due and who has it; one's own, or everybody's."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.auth.views import Principal
from app.cases.commands.work import TaskRef
from app.cases.errors.work import WorkNotFound
from app.cases.queries.access import names_by_id
from app.cases.queries.work import (
    Among,
    Colleague,
    assignments_of,
    clerks_of,
    holders_of,
    office_of,
    open_assignments,
    tasks_of,
)
from app.cases.terms.work import DueIn, WorkKind, WorkScope
from app.db.database import Reader
from app.filings.queries.work import what_waits
from app.protection.labels import colleague_for


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class WorkView(_View):
    """One thing that waits. `held_by`, `holder`: who has it, null where nobody has; `due_in`: passed, today, later."""

    kind: WorkKind
    id: UUID
    case_id: UUID | None
    number: str
    title: str
    since: datetime
    due: datetime
    due_in: DueIn
    held_by: UUID | None
    holder: str | None
    mine: bool


class ColleagueView(_View):
    """A clerk of the same court."""

    person_id: UUID
    name: str
    me: bool


class HeldView(_View):
    """Somebody who has or had it (`until`: null while they have it), and who gave it to them; `taken`: they took it."""

    name: str
    since: datetime
    until: datetime | None
    given_by: str
    taken: bool


class WorkHistory(_View):
    """One thing that waits, and everybody who has or had it, the latest first."""

    work: WorkView
    held: tuple[HeldView, ...]


async def work_of(reader: Reader, principal: Principal, scope: WorkScope) -> list[WorkView]:
    """What waits, the first due first. Raises OnlyTheCourtOfficeWorks."""
    if scope is WorkScope.team:
        return await _shown(reader, principal, None)
    return [one for one in await _shown(reader, principal, principal.person_id) if one.mine]


async def chosen_work(reader: Reader, principal: Principal, refs: Collection[TaskRef]) -> list[WorkView]:
    """These, when all of them wait for this clerk. Raises OnlyTheCourtOfficeWorks, WorkNotFound."""
    tasks = tasks_of(refs)
    found = await _shown(reader, principal, tasks)
    if len(found) < len(tasks):
        raise WorkNotFound()
    return found


async def history_of(reader: Reader, principal: Principal, ref: TaskRef) -> WorkHistory:
    """Who has and had this, for whom it waits. Raises OnlyTheCourtOfficeWorks, WorkNotFound."""
    (work,) = await chosen_work(reader, principal, [ref])
    office = await office_of(reader, principal)
    rows = await assignments_of(reader, office.court.id, *tasks_of([ref]))
    names = await names_by_id(reader, {one for row in rows for one in (row.person_id, row.given_by)})
    shown = {person_id: colleague_for(True, name) for person_id, name in names.items()}
    held = [
        HeldView(
            name=shown[row.person_id],
            since=row.since,
            until=row.until,
            given_by=shown[row.given_by],
            taken=row.person_id == row.given_by,
        )
        for row in rows
    ]
    return WorkHistory(work=work, held=tuple(held))


async def colleagues_of(reader: Reader, principal: Principal) -> list[ColleagueView]:
    """Everybody who works at this court office, by name. Raises OnlyTheCourtOfficeWorks."""
    clerks = (await clerks_of(reader, (await office_of(reader, principal)).court.id)).values()
    views = [
        ColleagueView(person_id=one.person_id, name=_name(one), me=one.person_id == principal.person_id)
        for one in clerks
    ]
    return sorted(views, key=lambda one: one.name.casefold())


async def _shown(reader: Reader, principal: Principal, among: Among) -> list[WorkView]:
    office = await office_of(reader, principal)
    waiting, clerks = await what_waits(reader, principal, among), await clerks_of(reader, office.court.id)
    rows = await open_assignments(reader, office.court.id, [one.task for one in waiting])
    holders = holders_of(waiting, rows, clerks)
    return [
        WorkView(
            kind=one.task.kind,
            id=one.task.id,
            case_id=one.case_id,
            number=one.number,
            title=one.title,
            since=one.since,
            due=one.due,
            due_in=office.stands(one.due),
            held_by=holder,
            holder=_name(clerks[holder]) if holder else None,
            mine=holder == principal.person_id,
        )
        for one, holder in ((one, holders[one.task]) for one in waiting)
    ]


def _name(clerk: Colleague) -> str:
    return colleague_for(True, clerk.name)
