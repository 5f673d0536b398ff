"""Two courts in different zones, each with a clerk and a judge, and one full case at the first of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import SQLModel, select

from app.auth.models import Person
from app.auth.steps import open_account
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.actions.deadlines import Deadlines
from app.cases.actions.instances import Instances
from app.cases.actions.kinds import Kinds
from app.cases.actions.lineage import Lineage
from app.cases.actions.transfers import Transfers
from app.cases.commands import DescribeCaseType, NumberCases, SetDeadline
from app.cases.commands.moves import OfferCase
from app.cases.models import Case, Court
from app.cases.steps import enter_on_docket, give_part
from app.cases.terms import Level, Unfinished
from app.db.acting import as_system
from app.db.database import Database, Reader, UnitOfWork
from app.kernel.clock import SettableClock
from app.protection.models import ProtectionOrder
from tests import builders
from tests.builders import NOW

EARLIER = NOW - timedelta(days=20)
PEOPLE: Mapping[str, tuple[str, Desk, str | None]] = {
    "judge": ("judge", Desk.judge, None),
    "prosecutor": ("prosecutor", Desk.counsel, None),
    "accused": ("accused", Desk.participant, None),
    "second accused": ("accused", Desk.participant, None),
    "counsel": ("defence_counsel", Desk.counsel, "accused"),
    "victim": ("victim", Desk.participant, None),
    "interpreter": ("interpreter", Desk.participant, "victim"),
}


@dataclass
class TwoCourts:
    """`people` by the name tests give them; "here" has the case, "there" may get it."""

    database: Database
    clock: SettableClock
    transfers: Transfers
    lineage: Lineage
    instances: Instances
    deadlines: Deadlines
    unfinished: set[Unfinished]
    courts: dict[str, Court] = field(default_factory=dict)
    people: dict[str, Principal] = field(default_factory=dict)
    kinds: dict[str, UUID] = field(default_factory=dict)
    case_id: UUID = field(default_factory=uuid4)

    async def offer(self, case_id: UUID | None = None, to: str = "there") -> UUID:
        command = OfferCase(court_id=self.courts[to].id, reason="The place is in its district.")
        clerk = self.people["clerk" if to == "there" else "other clerk"]
        return await self.transfers.offer(case_id or self.case_id, command, by=clerk)

    async def case(self, case_id: UUID | None = None) -> Case:
        async with self.database.read() as reader:
            case = await reader.get(Case, case_id or self.case_id)
        assert case is not None
        return case

    async def rows(self, model: type[SQLModel]) -> list[dict[str, Any]]:
        """Every row of a table as values, in the order of its key."""
        key = next(iter(model.__table__.primary_key.columns))  # type: ignore[attr-defined]
        async with self.database.read() as reader:
            return [row.model_dump() for row in await reader.all(select(model).order_by(key))]


@as_system
async def two_courts(database: Database) -> TwoCourts:
    """Both courts, their people, and the case: entries at every level, two deadlines, an order on protection."""
    clock = SettableClock(NOW)
    left: set[Unfinished] = set()

    async def find(_reader: Reader, _case_id: UUID) -> frozenset[Unfinished]:
        """What tests say that siblings know."""
        return frozenset(left)

    world = TwoCourts(
        database,
        clock,
        Transfers(database, clock, find),
        Lineage(database, clock, find),
        Instances(database, clock, find),
        Deadlines(database, clock),
        left,
    )
    async with database.begin() as uow:
        for key, zone in (("here", "Europe/Vienna"), ("there", "America/Bogota")):
            world.courts[key] = builders.court(name=f"Court {key} {uuid4().hex[:6]}", zone=zone)
            uow.add(world.courts[key])
        await uow.flush()
        for key, desk, court in (
            ("clerk", Desk.clerk, "here"),
            ("other clerk", Desk.clerk, "there"),
            ("other judge", Desk.judge, "there"),
        ):
            await staff(uow, world, key, desk, world.courts[court].id)
        await _case(uow, world)
    await _kinds(world)
    for length in (14, 30):
        due = SetDeadline(title="Answer to the motion", event_at=NOW, length=length)
        await world.deadlines.set(world.case_id, due, by=world.people["clerk"])
    return world


async def staff(uow: UnitOfWork, world: TwoCourts, key: str, desk: Desk, court_id: UUID | None) -> Person:
    person = builders.person(f"Name of {key}")
    uow.add(person)
    await uow.flush()
    open_account(uow, person, uuid4().bytes, "no way in", desk, court_id)
    world.people[key] = Principal(person.id, desk, court_id)
    return person


async def _case(uow: UnitOfWork, world: TwoCourts) -> None:
    here = world.courts["here"]
    case = builders.case(here.id, number=f"CR-2026-{uuid4().int % 10**9}", opened_at=EARLIER)
    uow.add(case)
    await uow.flush()
    world.case_id = case.id
    for key, (role, desk, serves) in PEOPLE.items():
        await staff(uow, world, key, desk, here.id if desk is Desk.judge else None)
        part = builders.part(
            case.id,
            world.people[key].person_id,
            role,
            since=EARLIER,
            for_person_id=world.people[serves].person_id if serves else None,
            pseudonym="K7" if role == "victim" else None,
        )
        await give_part(uow, part, by=None, at=EARLIER)
    for hours, level in enumerate(Level):
        filer = world.people["counsel" if level is Level.filer else "prosecutor"].person_id
        side = world.people["accused"].person_id if level is Level.filer else case.id
        await enter_on_docket(
            uow,
            case.id,
            kind="filing",
            title="A motion",
            level=level,
            by=None,
            at=EARLIER,
            filer_id=filer,
            side_id=side,
            received_at=datetime(2026, 11, 10, 8 + hours, 17, 3, tzinfo=UTC),
        )
    order = ProtectionOrder(
        case_id=case.id,
        person_id=world.people["victim"].person_id,
        status="in_force",
        preset="P3",
        requested_by=world.people["prosecutor"].person_id,
        requested_at=EARLIER,
        ruled_by=world.people["judge"].person_id,
        ruled_at=EARLIER,
        defence_heard=True,
    )
    uow.add(order)


async def _kinds(world: TwoCourts) -> None:
    administrator, kinds = Principal(uuid4(), Desk.administrator), Kinds(world.database, world.clock)
    form = NumberCases(code="PC", text="{court}-{series}-{year}-{number:4}")
    await kinds.number(world.courts["there"].id, form, by=administrator)
    for key in ("here", "there"):
        kind = DescribeCaseType(name="Criminal case", series="PE" if key == "there" else "CR", matter="criminal")
        world.kinds[key] = await kinds.describe(world.courts[key].id, kind, by=administrator)
