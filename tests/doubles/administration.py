"""An installation with an administrator, a mailbox and one court, for tests of accounts and emergency access."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.audit.models import LogLeaf
from app.auth.actions.accounts import Accounts
from app.auth.commands import OpenAccount, SetUpAccount
from app.auth.models import Account, Person, SignIn
from app.auth.steps import open_sign_in
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.actions.break_glass import BreakGlasses
from app.cases.actions.courts import Courts
from app.cases.commands import DescribeCourt
from app.cases.models import Case, Court, Part
from app.cases.queries.courts import court_exists
from app.db.database import Database
from app.db.outbox import Relay
from app.delivery.port import AddressRefused, DeliveryDelayed, Message
from app.kernel.clock import SettableClock
from app.kernel.protected import Protected
from app.notices.actions import Notices, Queue, Welcome
from app.wiring import CONSEQUENCES
from tests import builders
from tests.builders import RowCipher, cheap_passwords
from tests.doubles.blind_index import PlainIndex

PHRASE = "nine lanterns under quiet harbour stairs"
URL = "https://court.example"
_MINE = ("auth.account", "auth.set-up", "case.break-glass")


@dataclass(slots=True)
class Mailbox:
    """A mail system that keeps what it takes; it refuses or puts off the addresses it is told to."""

    taken: list[Message] = field(default_factory=list)
    refused: set[Protected[str]] = field(default_factory=set)
    delayed: set[Protected[str]] = field(default_factory=set)

    async def send(self, message: Message) -> None:
        if message.to in self.refused:
            raise AddressRefused()
        if message.to in self.delayed:
            raise DeliveryDelayed()
        self.taken.append(message)

    def to(self, email: str) -> list[Message]:
        return [one for one in self.taken if one.to == Protected(email)]


@dataclass(slots=True)
class Office:
    """Acts, relays and mailbox over one database; `people` by the name tests give them."""

    database: Database
    clock: SettableClock
    accounts: Accounts
    courts: Courts
    glass: BreakGlasses
    queue: Queue
    mailbox: Mailbox
    relays: tuple[Relay, ...]
    people: dict[str, Principal] = field(default_factory=dict)

    async def deliver(self) -> None:
        """Everything that is due, once."""
        for relay in self.relays:
            await relay.drain()

    async def first(self, email: str = "root@court.example") -> str:
        """The secret of the first administrator's link."""
        command = OpenAccount(name="Tomas Veld", email=email, desk=Desk.administrator)
        return await self.accounts.first_administrator(command)

    async def administrator(self) -> Principal:
        """The first administrator, signed in a moment ago."""
        if "administrator" not in self.people:
            await self.accounts.set_up(SetUpAccount(link=await self.first(), password=PHRASE))
            account_id = (await self.rows(Account))[0].id
            self.people["administrator"] = await self.principal(account_id)
        return self.people["administrator"]

    async def court(self, name: str = "District Court of Varda") -> UUID:
        describe = DescribeCourt(name=name, zone="Europe/Vienna")
        return await self.courts.add(describe, by=await self.administrator())

    async def open(self, email: str, desk: Desk, court_id: UUID | None = None) -> UUID:
        """Give somebody an account and send what follows."""
        command = OpenAccount(name="Nora Chen", email=email, desk=desk, court_id=court_id)
        account_id = await self.accounts.open(command, by=await self.administrator())
        await self.deliver()
        return account_id

    def link_to(self, email: str) -> str:
        """The secret in the last message to an address."""
        text = self.mailbox.to(email)[-1].text
        return text.partition("#")[2].split()[0]

    async def staff(self, key: str, desk: Desk, court_id: UUID | None = None) -> Principal:
        """Somebody whose account is set up, signed in a moment ago."""
        email = f"{key}@court.example"
        account_id = await self.open(email, desk, court_id)
        await self.accounts.set_up(SetUpAccount(link=self.link_to(email), password=PHRASE))
        self.people[key] = await self.principal(account_id)
        return self.people[key]

    async def principal(self, account_id: UUID) -> Principal:
        """A fresh sign-in by an account."""
        async with self.database.begin() as uow:
            account = await uow.get(Account, account_id)
            assert account is not None
            person = await uow.get(Person, account.person_id)
            assert person is not None
            return open_sign_in(uow, person, account, None, self.clock.now(), how="password").principal

    async def standing_sign_ins(self, person_id: UUID) -> int:
        rows = select(SignIn).where(SignIn.person_id == person_id, col(SignIn.ended_at).is_(None))
        async with self.database.read() as reader:
            return len(await reader.all(rows))

    async def rows(self, model: type) -> list:  # type: ignore[type-arg]
        """Every row of a table."""
        async with self.database.read() as reader:
            return await reader.all(select(model).order_by(model.id))  # type: ignore[attr-defined]

    async def kinds(self) -> list[str]:
        """The kinds of every leaf of the log, in order."""
        return [leaf.kind for leaf in await self.rows(LogLeaf)]

    async def case(self, court_id: UUID, **parts: Principal) -> Case:
        """A case sealed to the judge, with these people in it by role."""
        case = builders.case(court_id, level="judge", opened_at=self.clock.now())
        async with self.database.begin() as uow:
            uow.add(case)
            await uow.flush()
            for role, who in parts.items():
                pseudonym = "B4" if role == "victim" else None
                uow.add(
                    Part(case_id=case.id, person_id=who.person_id, role=role, since=_earlier(case), pseudonym=pseudonym)
                )
        return case

    async def person(self, key: str, name: str, email: str | None = None) -> Principal:
        """Somebody without an account."""
        row = builders.person(name, email=Protected(email) if email else None)
        async with self.database.begin() as uow:
            uow.add(row)
        self.people[key] = Principal(row.id, Desk.participant)
        return self.people[key]

    async def existing_court(self) -> UUID:
        return (await self.rows(Court))[0].id


def _earlier(case: Case) -> datetime:
    return case.opened_at


@asynccontextmanager
async def open_office(database_url: str, clock: SettableClock) -> AsyncIterator[Office]:
    """An installation that nobody has begun yet, on a migrated database."""
    consequences = {kind: then for kind, then in CONSEQUENCES.items() if kind.startswith(_MINE)}
    database = Database(database_url, cipher=RowCipher(), clock=clock, consequences=consequences)
    mailbox = Mailbox()
    notices, welcome = Notices(database, mailbox, clock, URL), Welcome(database, mailbox, clock, URL)
    relays = (
        Relay(database, {**notices.handlers, **welcome.handlers}, clock),
        Relay(database, {**notices.senders, **welcome.senders}, clock),
    )
    accounts = Accounts(database, PlainIndex(), cheap_passwords(), clock, court_exists)
    courts, glass, queue = Courts(database, clock), BreakGlasses(database, clock), Queue(database, clock)
    yield Office(database, clock, accounts, courts, glass, queue, mailbox, relays)
    await database.close()
