"""A court office with something of each kind that waits: two clerks, one of a unit, one of another court."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import col, select

from app.auth.steps import open_account
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.actions.work import Work
from app.cases.commands.work import ChooseWork, GiveWork, SeenTask, TaskRef
from app.cases.models import Asking, Assignment, Case, CaseOffer, Court, DocketEntry, Unit, UnitClerk
from app.cases.models.deadlines import Deadline
from app.cases.models.opening import CaseType
from app.cases.rules.work import Task
from app.cases.terms.work import WorkKind, WorkScope
from app.db.acting import Acting, acting_for, as_system
from app.db.database import Database, UnitOfWork
from app.desks.work import WorkView, work_of
from app.filings.models import Correction, Filing
from app.filings.queries.work import what_waits
from app.kernel.clock import SettableClock
from app.kernel.protected import Protected
from tests import builders
from tests.builders import NOW

CLERKS = {"clerk": "here", "colleague": "here", "unit clerk": "here", "other clerk": "there"}


@dataclass
class CourtOffice:
    """`tasks`: what waits, by the name tests give it; "unit filing" is in a case of the unit, "filing" in none."""

    database: Database
    clock: SettableClock
    work: Work
    courts: dict[str, Court] = field(default_factory=dict)
    people: dict[str, Principal] = field(default_factory=dict)
    cases: dict[str, UUID] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)

    async def take(self, who: str, *names: str) -> None:
        with self.acting(who):
            await self.work.take(ChooseWork(tasks=self.refs(names)), by=self.people[who])

    async def give_back(self, who: str, *names: str) -> None:
        with self.acting(who):
            await self.work.give_back(ChooseWork(tasks=self.refs(names)), by=self.people[who])

    async def give(self, who: str, to: str, *names: str, seen: str | None = None) -> None:
        held_by = self.people[seen].person_id if seen else None
        tasks = tuple(SeenTask(kind=one.kind, id=one.id, held_by=held_by) for one in self.refs(names))
        with self.acting(who):
            await self.work.give(GiveWork(tasks=tasks, to=self.people[to].person_id), by=self.people[who])

    def refs(self, names: tuple[str, ...]) -> tuple[TaskRef, ...]:
        return tuple(TaskRef(kind=self.tasks[name].kind, id=self.tasks[name].id) for name in names)

    def acting(self, who: str) -> Any:
        """As the edge says it for whoever asks."""
        principal = self.people[who]
        return acting_for(Acting(principal.person_id, principal.desk, principal.court_id))

    async def seen(self, who: str, scope: WorkScope = WorkScope.team) -> dict[str, WorkView]:
        """What somebody's list shows, by name."""
        names = {task: name for name, task in self.tasks.items()}
        with self.acting(who):
            async with self.database.read() as reader:
                views = await work_of(reader, self.people[who], scope)
        return {names[Task(one.kind, one.id)]: one for one in views}

    @as_system
    async def rows(self) -> list[Assignment]:
        async with self.database.read() as reader:
            return await reader.all(select(Assignment).order_by(col(Assignment.id)))


@as_system
async def court_office(database: Database) -> CourtOffice:
    clock = SettableClock(NOW)
    office = CourtOffice(database, clock, Work(database, clock, what_waits))
    async with database.begin() as uow:
        for key in ("here", "there"):
            office.courts[key] = builders.court(name=f"Court {key} {uuid4().hex[:6]}")
            uow.add(office.courts[key])
        await uow.flush()
        for key, court in CLERKS.items():
            await _somebody(uow, office, key, Desk.clerk, office.courts[court].id)
        await _somebody(uow, office, "counsel", Desk.counsel, None)
        await _somebody(uow, office, "judge", Desk.judge, office.courts["here"].id)
        await _cases(uow, office)
        await _tasks(uow, office)
    return office


async def _somebody(uow: UnitOfWork, office: CourtOffice, key: str, desk: Desk, court_id: UUID | None) -> None:
    person = builders.person(f"Name of {key}")
    uow.add(person)
    await uow.flush()
    open_account(uow, person, uuid4().bytes, "no way in", desk, court_id)
    office.people[key] = Principal(person.id, desk, court_id)


async def _cases(uow: UnitOfWork, office: CourtOffice) -> None:
    unit = Unit(court_id=office.courts["here"].id, name="Family")
    uow.add(unit)
    await uow.flush()
    uow.add(UnitClerk(unit_id=unit.id, person_id=office.people["unit clerk"].person_id, since=NOW))
    for key, court, changes in (
        ("case", "here", {}),
        ("unit case", "here", {"unit_id": unit.id, "level": "parties"}),
        ("foreign case", "there", {"level": "parties"}),
    ):
        case: Case = builders.case(office.courts[court].id, **changes)
        uow.add(case)
        office.cases[key] = case.id
    kind = CaseType(
        court_id=office.courts["here"].id,
        name="Sale",
        series="CV",
        matter="civil",
        profile="none",
        level="public",
        method="uniform",
    )
    uow.add(kind)
    await uow.flush()
    office.cases["kind"] = kind.id


async def _tasks(uow: UnitOfWork, office: CourtOffice) -> None:
    here, counsel = office.courts["here"].id, office.people["counsel"].person_id
    filings = {
        "filing": ("case", {"received_at": NOW - timedelta(hours=1)}),
        "older filing": ("case", {"received_at": NOW - timedelta(days=10)}),
        "unit filing": ("unit case", {"level": "parties"}),
        "sealed filing": ("case", {"level": "judge"}),
        "foreign filing": ("foreign case", {"court_id": office.courts["there"].id}),
    }
    for name, (case, changes) in filings.items():
        filing = Filing(**_filing(here, office.cases[case], counsel) | changes)
        _keep(uow, office, name, WorkKind.filing, filing)
    asking = Asking(
        number=f"P-2026-{uuid4().int % 10**6:06}",
        court_id=here,
        type_id=office.cases["kind"],
        filer_id=counsel,
        kind="petition",
        body=Protected("{}"),
        received_at=NOW,
        leaf_id=UUID(int=0),
        state="waiting",
    )
    offer = CaseOffer(
        case_id=office.cases["foreign case"],
        from_court_id=office.courts["there"].id,
        to_court_id=here,
        state="waiting",
        offered_by=office.people["other clerk"].person_id,
        offered_at=NOW,
    )
    _keep(uow, office, "asking", WorkKind.asking, asking)
    _keep(uow, office, "offer", WorkKind.offer, offer)
    for name, ends in (("deadline", timedelta(days=2)), ("far deadline", timedelta(days=90))):
        _keep(uow, office, name, WorkKind.deadline, _deadline(office, here, ends))
    await _corrections(uow, office, counsel)


async def _corrections(uow: UnitOfWork, office: CourtOffice, counsel: UUID) -> None:
    for sequence, (name, kind) in enumerate((("correction", "filing"), ("correction for the judge", "order")), 1):
        entry = DocketEntry(
            case_id=office.cases["case"],
            sequence=sequence,
            number=sequence,
            kind=kind,
            title="A motion",
            level="public",
            entered_at=NOW,
        )
        uow.add(entry)
        await uow.flush()
        correction = Correction(
            case_id=entry.case_id,
            entry_id=entry.id,
            kind="title",
            state="asked",
            after="Motion",
            reason=Protected("It was shortened."),
            asked_by=counsel,
            asked_as="defence_counsel",
            asked_at=NOW,
        )
        _keep(uow, office, name, WorkKind.correction, correction)


def _keep(uow: UnitOfWork, office: CourtOffice, name: str, kind: WorkKind, row: Any) -> None:
    uow.add(row)
    office.tasks[name] = Task(kind, row.id)


def _filing(court_id: UUID, case_id: UUID, filer_id: UUID) -> dict[str, Any]:
    return {
        "number": f"F-2026-{uuid4().int % 10**9:09}",
        "court_id": court_id,
        "case_id": case_id,
        "filer_id": filer_id,
        "side_id": filer_id,
        "status": "submitted",
        "type": "motion",
        "title": "Motion to hear the expert by video",
        "level": "public",
        "received_at": NOW,
        "drafted_at": NOW,
    }


def _deadline(office: CourtOffice, court_id: UUID, ends: timedelta) -> Deadline:
    return Deadline(
        case_id=office.cases["case"],
        court_id=court_id,
        title="Answer to the motion",
        event_at=NOW,
        length=2,
        unit="days",
        way="after",
        ends_at=NOW + ends,
        trace=[],
        state="running",
        set_at=NOW,
    )
