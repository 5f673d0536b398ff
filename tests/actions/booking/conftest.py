"""A court with a trafficking case, everybody in it, and the act of booking."""

from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

import pytest

from app.auth.models import Account, Person
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.models import Case, Court, Part
from app.cases.terms.hearing import HearingKind
from app.db.database import Database
from app.hearings.actions.booking import Bookings
from app.hearings.commands import BookHearing, Invitee
from app.hearings.views import HearingRef
from app.kernel.clock import SettableClock
from app.kernel.protected import Protected
from tests import builders
from tests.doubles.blind_index import PlainIndex

WITNESS_NAME = "Mirela Voskanova"


@dataclass(slots=True)
class World:
    """Rows of one court, found by role; `book` books with what a test does not say filled in."""

    database: Database
    clock: SettableClock
    court: Court
    case: Case
    people: dict[str, Person] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)

    @property
    def bookings(self) -> Bookings:
        return Bookings(self.database, PlainIndex(), self.clock, "https://court.example")

    def principal(self, key: str, desk: Desk) -> Principal:
        court_id = self.court.id if desk in {Desk.clerk, Desk.judge} else None
        return Principal(self.people[key].id, desk, court_id)

    @property
    def clerk(self) -> Principal:
        return self.principal("clerk", Desk.clerk)

    def command(self, *roles: str, at: str = "10:30", day: str = "2026-12-03", minutes: int = 60) -> BookHearing:
        """A motion hearing of these people on that day; an interpreter gets two languages."""
        return BookHearing(
            kind=HearingKind.motion,
            date=date.fromisoformat(day),
            time=time.fromisoformat(at),
            minutes=minutes,
            participants=tuple(
                Invitee(part_id=self.parts[role].id, languages=("en", "ar") if role == "interpreter" else ())
                for role in (roles or ("judge", "prosecutor", "accused", "victim"))
            ),
        )

    async def book(self, *roles: str, key: str = "key-1", by: Principal | None = None, **when: object) -> HearingRef:
        return await self.bookings.book(self.case.id, self.command(*roles, **when), by or self.clerk, key)  # type: ignore[arg-type]


CAST = ("judge", "prosecutor", "defence_counsel", "accused", "victim", "interpreter", "support_person")
NAMES = {"victim": WITNESS_NAME, "judge": "Elena Ruiz", "accused": "Viktor Sarn"}


@pytest.fixture
async def world(database: Database, clock: SettableClock) -> World:
    """The court, its clerk, and a case with everybody in it."""
    court = builders.court()
    case = builders.case(court.id)
    made = World(database, clock, court, case)
    async with database.begin() as uow:
        uow.add(court)
        await uow.flush()
        uow.add(case)
        for key in ("clerk", "second_judge", "stranger", *CAST):
            made.people[key] = await _person(uow, key)
        for key, desk in (("clerk", Desk.clerk), ("judge", Desk.judge), ("second_judge", Desk.judge)):
            uow.add(_account(made.people[key].id, desk, court.id))
        uow.add(_account(made.people["prosecutor"].id, Desk.counsel, None))
        await uow.flush()
        for key in CAST:
            serves = made.people["victim"].id if key in {"interpreter", "support_person"} else None
            pseudonym = "K7" if key == "victim" else None
            made.parts[key] = builders.part(
                case.id, made.people[key].id, key, for_person_id=serves, pseudonym=pseudonym
            )
            uow.add(made.parts[key])
    return made


async def _person(uow: object, key: str) -> Person:
    address = None if key == "victim" else f"{key}@varda.example"
    person = builders.person(NAMES.get(key, f"Name of {key}"), email=Protected(address) if address else None)
    uow.add(person)  # type: ignore[attr-defined]
    await uow.flush()  # type: ignore[attr-defined]
    return person


def _account(person_id: UUID, desk: Desk, court_id: UUID | None) -> Account:
    return Account(
        person_id=person_id, email_index=person_id.bytes, desk=desk.value, court_id=court_id, password_hash="-"
    )
