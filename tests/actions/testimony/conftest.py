"""A trafficking case with everybody in it, on a fresh database of each kind; nobody has asked for anything yet."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from app.audit.actions import Disclosures
from app.auth.models import Person
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.models import Case, Court
from app.cases.queries import CasePeople, case_file, case_people, docket
from app.cases.views import EntryView
from app.db.database import Database
from app.kernel.clock import SettableClock
from app.protection.labels import Label
from app.protection.models import ProtectionOrder
from app.protection.queries import orders_of
from app.protection.terms import Attendee, Preset
from app.testimony.actions import Protections
from app.testimony.commands import RequestProtection, RuleOnProtection
from app.testimony.queries import orders_for, sealed_reason_of
from app.testimony.views import OrderView
from tests import builders

NAME, PSEUDONYM = "Zinaqua Mirelovska", "Witness K7"
SEALED = "The brother of the accused was at her door."
CAST = (
    "judge",
    "prosecutor",
    "defence_counsel",
    "accused",
    "victim",
    "victim_counsel",
    "interpreter",
    "support_person",
)
SERVES = {"defence_counsel": "accused", "victim_counsel": "victim", "interpreter": "victim", "support_person": "victim"}
CAST: tuple[str, ...] = ("judge", "prosecutor", "accused", "victim", *SERVES)


@dataclass(slots=True)
class Bench:
    """The case and shortcuts through the acts; people are named by their role."""

    database: Database
    clock: SettableClock
    court: Court
    case: Case
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def acts(self) -> Protections:
        return Protections(self.database, self.clock)

    def principal(self, key: str) -> Principal:
        desk = {"judge": Desk.judge, "other_judge": Desk.judge, "clerk": Desk.clerk}.get(key, Desk.counsel)
        court_id = self.court.id if desk is not Desk.counsel else None
        return Principal(self.people[key].id, desk, court_id)

    async def ask(self, by: str = "victim_counsel", preset: Preset = Preset.P3, whom: str = "victim") -> UUID:
        command = RequestProtection(
            person_id=self.people[whom].id, preset=preset, public_reason="She is afraid.", sealed_reason=SEALED
        )
        return await self.acts.request(self.case.id, command, by=self.principal(by))

    async def rule(self, order_id: UUID, by: str = "judge", **changes: Any) -> None:
        await self.acts.rule(order_id, ruling(**changes), by=self.principal(by))

    async def granted(self, **changes: Any) -> UUID:
        """An order in force, as the judge wrote it."""
        order_id = await self.ask()
        await self.rule(order_id, **changes)
        return order_id

    async def orders(self) -> list[ProtectionOrder]:
        async with self.database.read() as reader:
            return await orders_of(reader, self.case.id)

    async def seen(self, key: str) -> list[OrderView]:
        """The orders of the case as one person reads them."""
        async with self.database.read() as reader:
            file = await case_file(reader, self.case.id, self.principal(key))
            people = await case_people(reader, file.case)
            viewer = people.viewer(self.principal(key))
            return await orders_for(reader, people, file, viewer, self.clock.now())

    async def sealed_reason(self, key: str, order_id: UUID) -> str:
        """What only judges read of an order, opened by one person."""
        by = self.principal(key)
        async with self.database.read() as reader:
            withheld = await sealed_reason_of(reader, order_id, by)
        return (await Disclosures(self.database, self.clock).open(withheld, by.by)).content.sealed_reason

    async def label(self, viewer: str | None, whom: str = "victim") -> Label:
        """What somebody (None: one of the public) reads for a person on a page of the case."""
        async with self.database.read() as reader:
            people: CasePeople = await case_people(reader, self.case)
        receiver: Attendee = people.viewer(self.principal(viewer) if viewer else None)
        return people.label(receiver, self.people[whom].id, self.clock.now())

    async def docket(self, key: str) -> list[EntryView]:
        async with self.database.read() as reader:
            return await docket(reader, await case_file(reader, self.case.id, self.principal(key)))


def ruling(**changes: object) -> RuleOnProtection:
    """A complete ruling that grants P3."""
    fields: dict[str, object] = {
        "decision": "grant",
        "preset": Preset.P3,
        "defence_heard": True,
        "legal_basis": "Victims' Protection Act § 12",
        "public_reason": "Her safety requires it.",
        "review_on": date(2027, 6, 1),
    }
    return RuleOnProtection.model_validate(fields | changes)


@pytest.fixture
async def bench(database: Database, clock: SettableClock) -> Bench:
    court = builders.court()
    case = builders.case(court.id, opened_at=clock.now())
    made = Bench(database, clock, court, case)
    async with database.begin() as uow:
        uow.add(court)
        await uow.flush()
        uow.add(case)
        for key in ("clerk", "other_judge", "stranger", *CAST):
            made.people[key] = builders.person(NAME if key == "victim" else f"Name of {key}")
            uow.add(made.people[key])
        await uow.flush()
        for key in CAST:
            serves = made.people[SERVES[key]].id if key in SERVES else None
            pseudonym = "K7" if key == "victim" else None
            uow.add(builders.part(case.id, made.people[key].id, key, for_person_id=serves, pseudonym=pseudonym))
    return made
