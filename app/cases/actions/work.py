"""Taking work of the court office, giving it back, giving it to a colleague: one thing or several, all or none.

What waits follows from everything else; only who has it is written. Whoever decides something needs not have it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.audit.log import append
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.commands.work import ChooseWork, GiveWork, TaskRef
from app.cases.errors.work import ColleagueNotFound, NotForThisColleague, WorkNotFound
from app.cases.events.work import WorkAssigned, WorkGivenBack
from app.cases.models.work import Assignment
from app.cases.queries.work import (
    Colleague,
    FindWaiting,
    Waiting,
    clerks_of,
    holders_of,
    office_of,
    open_assignments,
    tasks_of,
)
from app.cases.rules.work import Holders, Task, check_give, check_give_back, check_take
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class _Held:
    """What was chosen, and who has it while nobody else may change that."""

    court_id: UUID
    waiting: Mapping[Task, Waiting]
    rows: Mapping[Task, Assignment]
    holders: Holders
    clerks: Mapping[UUID, Colleague]


class Work:
    """What clerks do with what waits for their court. `find`: everything that waits for one of them."""

    def __init__(self, database: Database, clock: Clock, find: FindWaiting) -> None:
        self._database, self._clock, self._find = database, clock, find

    async def take(self, command: ChooseWork, *, by: Principal) -> None:
        """Have it from now on. Raises OnlyTheCourtOfficeWorks, WorkNotFound, WorkHeldByAnother."""
        async with self._database.begin() as uow:
            held = await self._hold(uow, command.tasks, by)
            check_take(held.holders, by.person_id)
            await _assign(uow, held, by.person_id, by, self._clock.now())

    async def give_back(self, command: ChooseWork, *, by: Principal) -> None:
        """Let nobody have it. Raises OnlyTheCourtOfficeWorks, WorkNotFound, WorkNotWithYou."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            held = await self._hold(uow, command.tasks, by)
            check_give_back(held.holders, by.person_id)
            for task, one in held.waiting.items():
                held.rows[task].until = at
                event = WorkGivenBack(
                    case_id=one.case_id,
                    court_id=held.court_id,
                    what=task.kind.value,
                    thing_id=task.id,
                    before=by.person_id,
                )
                await append(uow, event, by=by.by, at=at)

    async def give(self, command: GiveWork, *, by: Principal) -> None:
        """Let a colleague have it who works with all of it. What changed hands since it was seen stays.

        Raises OnlyTheCourtOfficeWorks, WorkNotFound, WorkStandsOtherwise, ColleagueNotFound, NotForThisColleague.
        """
        async with self._database.begin() as uow:
            held = await self._hold(uow, command.tasks, by)
            check_give(held.holders, {Task(one.kind, one.id): one.held_by for one in command.tasks})
            if command.to not in held.clerks:
                raise ColleagueNotFound()
            other = Principal(command.to, Desk.clerk, held.court_id)
            theirs = {one.task for one in await self._find(uow, other, list(held.waiting))}
            if theirs != set(held.waiting):
                raise NotForThisColleague()
            await _assign(uow, held, command.to, by, self._clock.now())

    async def _hold(self, uow: UnitOfWork, refs: Collection[TaskRef], by: Principal) -> _Held:
        """All of it, when all of it waits for them; whoever else changes hands at this court waits."""
        court_id = (await office_of(uow, by)).court.id
        await uow.take_turns(f"work of {court_id}")
        tasks = tasks_of(refs)
        waiting = {one.task: one for one in await self._find(uow, by, tasks)}
        if len(waiting) < len(tasks):
            raise WorkNotFound()
        rows, clerks = await open_assignments(uow, court_id, tasks), await clerks_of(uow, court_id)
        return _Held(court_id, waiting, rows, holders_of(waiting.values(), rows, clerks), clerks)


async def _assign(uow: UnitOfWork, held: _Held, to: UUID, by: Principal, at: datetime) -> None:
    """Close what stood and write who has it now; what they have already stays as it is."""
    changed = {task: one for task, one in held.waiting.items() if held.holders[task] != to}
    for task in changed:
        if task in held.rows:
            held.rows[task].until = at
    await uow.flush()  # before the new rows: only one of a thing is open
    for task, one in changed.items():
        row = Assignment(
            kind=task.kind.value,
            thing_id=task.id,
            court_id=held.court_id,
            case_id=one.case_id,
            person_id=to,
            since=at,
            given_by=by.person_id,
        )
        uow.add(row)
        event = WorkAssigned(
            case_id=one.case_id,
            court_id=held.court_id,
            what=row.kind,
            thing_id=task.id,
            person_id=to,
            before=held.holders[task],
        )
        await append(uow, event, by=by.by, at=at)
