"""What waits for the court office as the register knows it, who has it, and who works there."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from app.auth.models import Account, Person
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.commands.work import TaskRef
from app.cases.errors import OnlyClerksOpenCases
from app.cases.errors.work import OnlyTheCourtOfficeWorks
from app.cases.models import Asking, Case, CaseOffer, Court, StandIn, UnitClerk
from app.cases.models.deadlines import Deadline
from app.cases.models.opening import CaseType
from app.cases.models.work import Assignment
from app.cases.queries.actors import actor_of, live
from app.cases.queries.deadlines import calendar_of
from app.cases.queries.places import place_to_open_in
from app.cases.queries.scope import Scope, visible_to
from app.cases.rules.court_days import CourtCalendar
from app.cases.rules.work import Holders, Task, due_at, due_in, reaches, soon
from app.cases.terms import Act, DeadlineState, StandInKind
from app.cases.terms.asking import AskingState
from app.cases.terms.moves import OfferState
from app.cases.terms.work import MOST, DueIn, WorkKind
from app.db.database import Reader
from app.kernel.protected import Protected

Among = Collection[Task] | UUID | None
"""Only these; only what this person has; or whatever waits, as far as it is listed."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits. `walled`: it is in a case of this court, around which units are walls (`unit_id`).

    `title`: in the words of whoever made it, or the name of a kind of case or of another court.
    """

    task: Task
    number: str
    title: str
    since: datetime
    due: datetime
    case_id: UUID | None = None
    unit_id: UUID | None = None
    walled: bool = False


FindWaiting = Callable[[Reader, Principal, Among], Awaitable[list[Waiting]]]
"""All that waits for a clerk, what siblings know included, the first due first."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """A clerk of a court. `stands`: the units they work for (none: all of the court), and in which case alone: their
    own place, and that of each colleague they stand in for."""

    person_id: UUID
    name: Protected[str]
    stands: tuple[tuple[frozenset[UUID], UUID | None], ...]

    def works_with(self, one: Waiting) -> bool:
        return any(
            case_id in (None, one.case_id) and reaches(units, one.unit_id, walled=one.walled)
            for units, case_id in self.stands
        )


@dataclass(frozen=True, slots=True)
class Office:
    """A court office as one of its clerks looks at it: what they see, the days it works, and what is asked about."""

    court: Court
    scope: Scope
    days: CourtCalendar
    at: datetime
    among: Among

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.court.zone)

    def due(self, kind: WorkKind, since: datetime) -> datetime:
        return due_at(kind, since, self.days, self.zone)

    def stands(self, due: datetime) -> DueIn:
        return due_in(due, self.at, self.zone)

    def asked(self, statement: Any, kind: WorkKind, thing_id: Any) -> Any:
        """Of these rows, those that are asked about, as many as are listed."""
        match self.among:
            case None:
                return statement.limit(MOST)
            case UUID():
                mine = select(Assignment.thing_id).where(
                    Assignment.person_id == self.among,
                    Assignment.court_id == self.court.id,
                    Assignment.kind == kind.value,
                    col(Assignment.until).is_(None),
                )
                return statement.where(thing_id.in_(mine))
            case tasks:
                return statement.where(thing_id.in_([task.id for task in tasks if task.kind is kind]))


async def office_of(reader: Reader, principal: Principal, among: Among = None) -> Office:
    """The office this clerk works at; raises OnlyTheCourtOfficeWorks for everybody else."""
    try:
        court, _ = await place_to_open_in(reader, principal)
    except OnlyClerksOpenCases as reason:
        raise OnlyTheCourtOfficeWorks() from reason
    scope = visible_to(await actor_of(reader, principal))
    return Office(court, scope, await calendar_of(reader, court.id), reader.at, among)


async def in_register(reader: Reader, office: Office) -> list[Waiting]:
    """Petitions and charges, offers of other courts, and deadlines that end soon."""
    return [*await _askings(reader, office), *await _offers(reader, office), *await _deadlines(reader, office)]


async def _askings(reader: Reader, office: Office) -> list[Waiting]:
    wanted = select(Asking, CaseType.name).join(CaseType, col(CaseType.id) == col(Asking.type_id))
    wanted = wanted.where(Asking.court_id == office.court.id, Asking.state == AskingState.waiting.value)
    kind = WorkKind.asking
    rows = await reader.rows(office.asked(wanted.order_by(col(Asking.received_at)), kind, col(Asking.id)))
    return [
        Waiting(Task(kind, row.id), row.number, name, row.received_at, office.due(kind, row.received_at))
        for row, name in rows
    ]


async def _offers(reader: Reader, office: Office) -> list[Waiting]:
    wanted = select(CaseOffer, Court.name).join(Court, col(Court.id) == col(CaseOffer.from_court_id))
    wanted = wanted.where(CaseOffer.to_court_id == office.court.id, CaseOffer.state == OfferState.waiting.value)
    kind = WorkKind.offer
    rows = await reader.rows(office.asked(wanted.order_by(col(CaseOffer.offered_at)), kind, col(CaseOffer.id)))
    async with reader.beyond_the_wall():  # the other court has shown the number by offering the case
        of_cases = select(Case.id, Case.number).where(col(Case.id).in_([row.case_id for row, _ in rows]))
        numbers = dict(await reader.rows(of_cases))
    return [
        Waiting(Task(kind, row.id), numbers[row.case_id], name, row.offered_at, office.due(kind, row.offered_at))
        for row, name in rows
    ]


async def _deadlines(reader: Reader, office: Office) -> list[Waiting]:
    """Those that end soon, and those that have ended while nobody said what became of them."""
    wanted = select(Deadline, Case.number, Case.unit_id).join(Case, col(Case.id) == col(Deadline.case_id))
    wanted = wanted.where(
        office.scope.desk(Act.book_hearing),
        Case.court_id == office.court.id,
        Deadline.court_id == office.court.id,
        Deadline.state == DeadlineState.running.value,
        Deadline.ends_at <= soon(office.at, office.days, office.zone),
    )
    kind = WorkKind.deadline
    asked = office.asked(wanted.order_by(col(Deadline.ends_at)), kind, col(Deadline.id))
    return [
        Waiting(Task(kind, row.id), number, row.title, row.set_at, row.ends_at, row.case_id, unit_id, walled=True)
        for row, number, unit_id in await reader.rows(asked.params(office.scope.values))
    ]


def tasks_of(refs: Collection[TaskRef]) -> list[Task]:
    """What somebody chose, each thing once."""
    return list(dict.fromkeys(Task(one.kind, one.id) for one in refs))


async def clerks_of(reader: Reader, court_id: UUID) -> dict[UUID, Colleague]:
    """Everybody who works at a court office now, by person."""
    working = select(Person).join(Account, col(Account.person_id) == col(Person.id))
    working = working.where(
        Account.court_id == court_id, Account.desk == Desk.clerk.value, col(Account.disabled_at).is_(None)
    )
    people: Sequence[Person] = await reader.all(working.order_by(col(Person.id)))
    ids = [one.id for one in people]
    of_units = select(UnitClerk.person_id, UnitClerk.unit_id).where(
        col(UnitClerk.person_id).in_(ids), *live(UnitClerk, reader.at)
    )
    units = dict.fromkeys(ids, frozenset[UUID]())
    for person_id, unit_id in await reader.rows(of_units):
        units[person_id] |= {unit_id}
    stands: dict[UUID, list[tuple[frozenset[UUID], UUID | None]]] = {one: [(units[one], None)] for one in ids}
    standing = select(StandIn).where(col(StandIn.by_person_id).in_(ids), col(StandIn.for_person_id).in_(ids))
    delegates = standing.where(StandIn.kind == StandInKind.delegate.value, *live(StandIn, reader.at))
    for row in await reader.all(delegates):
        stands[row.by_person_id].append((units[row.for_person_id], row.case_id))
    return {one.id: Colleague(one.id, one.name, tuple(stands[one.id])) for one in people}


async def open_assignments(reader: Reader, court_id: UUID, tasks: Collection[Task]) -> dict[Task, Assignment]:
    """The rows that say who has these, as they were written."""
    rows = select(Assignment).where(
        Assignment.court_id == court_id,
        col(Assignment.until).is_(None),
        col(Assignment.thing_id).in_([task.id for task in tasks]),
    )
    found = {Task(WorkKind(row.kind), row.thing_id): row for row in await reader.all(rows)}
    return {task: found[task] for task in tasks if task in found}


async def assignments_of(reader: Reader, court_id: UUID, task: Task) -> list[Assignment]:
    """Everybody who has or had this at a court, the latest first; whether somebody may know was asked before."""
    rows = select(Assignment).where(
        Assignment.court_id == court_id, Assignment.kind == task.kind.value, Assignment.thing_id == task.id
    )
    return await reader.all(rows.order_by(col(Assignment.since).desc(), col(Assignment.id).desc()))


def holders_of(
    waiting: Collection[Waiting], rows: Mapping[Task, Assignment], clerks: Mapping[UUID, Colleague]
) -> Holders:
    """Who has what: somebody who works there no more, or not with this case, has nothing."""
    return {one.task: _holder(one, rows.get(one.task), clerks) for one in waiting}


def _holder(one: Waiting, row: Assignment | None, clerks: Mapping[UUID, Colleague]) -> UUID | None:
    clerk = clerks.get(row.person_id) if row else None
    return clerk.person_id if clerk is not None and clerk.works_with(one) else None
